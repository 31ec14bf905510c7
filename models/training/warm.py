"""Training goes on from what was released: the shipped int8 weights, dequantised, as a finished stage.

Nothing but the repository survives the machine that trained a release, so the next release starts here instead of at the
base. The base's own word vectors are still needed, for the embeddings that the network has to keep: they are looked up by
the pieces of the shipped tokenizer.
"""

from __future__ import annotations

import json
import shutil

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from .network import Classifier, Shape
from .settings import Settings
from .trim import write_weights

FLOATS = ("network.encoder.", "network.head.")


def run(settings: Settings) -> None:
    file = settings.build / "stage-warm.pt"
    if file.exists():
        return
    _trimmed_as_shipped(settings)
    weights = dequantised(onnx.load(settings.target / "model.onnx"))
    shape = torch.load(settings.trimmed / "weights.pt", weights_only=True)["shape"]
    Classifier(Shape(**shape)).load_state_dict(weights)  # refuses weights that lack a part or have one too many
    torch.save({"shape": shape, "weights": weights, "finished": True}, file)


def dequantised(model: onnx.ModelProto) -> dict[str, torch.Tensor]:
    """The network's weights by the names that `network.py` gives them."""
    values = {each.name: numpy_helper.to_array(each) for each in model.graph.initializer}
    named = {name: value for name, value in values.items() if name.startswith(FLOATS) and name.endswith((".weight", ".bias"))}
    named["network.encoder.words.weight"] = values["words.int8"].astype(np.float32) * values["words.scale"]
    for path in {name.removesuffix("/weight") for name in values if name.startswith("layers.") and name.endswith("/weight")}:
        weight = values[f"{path}/weight"] * values[f"{path}/weight_scale"] * values[f"{path}/by"][:, None]
        named[f"encoder.{path.replace('/', '.')}.weight"] = weight.T
    return {name.removeprefix("network."): torch.from_numpy(np.array(value, np.float32)) for name, value in named.items()}


def _trimmed_as_shipped(settings: Settings) -> None:
    """The folder that `trim` leaves, with the pieces that were shipped."""
    settings.trimmed.mkdir(parents=True, exist_ok=True)
    for name in ("tokenizer.json", "tokenizer_config.json"):
        shutil.copy(settings.target / name, settings.trimmed / name)
    of_base = {piece: at for at, (piece, _) in enumerate(_pieces(settings.base))}
    write_weights(np.array([of_base.get(piece, len(of_base) - 1) for piece, _ in _pieces(settings.trimmed)]), settings)


def _pieces(folder) -> list[list]:
    return json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
