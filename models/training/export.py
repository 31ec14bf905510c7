"""The network as int8 ONNX.

Matrix products are as `quantise.py` chooses them. Word vectors are int8 with one scale per row, gathered before they are
scaled, so that the table stays one byte a weight in memory too. The head stays fp32: it is small, and every probability comes
from it.
"""

from __future__ import annotations

import copy
import json
import random
import shutil
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from torch import nn

from . import back, corpus, data, quantise, teacher
from .network import Classifier, Shape
from .sets import read
from .settings import Settings

OPSET = 17
#: Frames that scales are chosen on.
SCALED_ON = 1500
WORDS = "network.encoder.words.weight"


def run(settings: Settings) -> None:
    out = settings.build / "export"
    out.mkdir(parents=True, exist_ok=True)
    network, shape = trained(settings)
    names = [name for name in teacher.KEPT_OF if name in data.usable(settings)]
    texts = sorted({row.text for name in names for row in read(settings.sets, "train", name)})
    layer = back.fitted(copy.deepcopy(network), texts, settings)
    shipped = back.Shipped(network, layer).eval()
    to_onnx(shipped, out / "fp32.onnx")
    rng = random.Random(settings["seed"] + 4)
    written = rng.sample(corpus.rows(False, 1, rng), SCALED_ON)
    quantised(out / "fp32.onnx", out / "model.onnx", quantise.products(shipped, [row.text for row in written], settings))
    for name in ("tokenizer.json", "tokenizer_config.json"):
        shutil.copy(settings.trimmed / name, out / name)
    config = {"model_type": "bert", "architectures": ["BertModel"], "vocab_size": shape.vocabulary}
    config |= {"hidden_size": shape.hidden, "num_hidden_layers": shape.layers, "num_attention_heads": shape.heads}
    config |= {"intermediate_size": shape.feed_forward, "max_position_embeddings": shape.positions, "pad_token_id": 1}
    (out / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")


def trained(settings: Settings, stage: str | None = None) -> tuple[Classifier, Shape]:
    """Weights of the last finished stage."""
    for name in [stage] if stage else ["blend", "last", "again", "three", "two", "one"]:
        file = settings.build / f"stage-{name}.pt"
        if file.exists():
            saved = torch.load(file, weights_only=True)
            shape = Shape(**saved["shape"])
            network = Classifier(shape)
            network.load_state_dict(saved["weights"])
            return network.eval(), shape
    raise FileNotFoundError("no stage is finished")


def to_onnx(network: nn.Module, file: Path) -> None:
    ids = torch.randint(5, 100, (3, 16))
    mask = torch.ones(3, 16, dtype=torch.int64)
    both = {0: "rows", 1: "tokens"}
    torch.onnx.export(
        network,
        (ids, mask),
        str(file),
        input_names=["input_ids", "attention_mask"],
        output_names=["logits", "embedding"],
        dynamic_axes={"input_ids": both, "attention_mask": both, "logits": {0: "rows"}, "embedding": {0: "rows"}},
        opset_version=OPSET,
        dynamo=False,
    )


def quantised(fp32: Path, int8: Path, products: dict[str, quantise.Product]) -> None:
    model = onnx.load(fp32)
    quantise.in_int8(model, products)
    _small_words(model)
    model.graph.doc_string = ""
    int8.write_bytes(model.SerializeToString(deterministic=True))


def _small_words(model: onnx.ModelProto) -> None:
    """Gather(table) becomes Cast(Gather(int8 table)) * Gather(scale of each row)."""
    graph = model.graph
    table = next(each for each in graph.initializer if each.name == WORDS)
    values = numpy_helper.to_array(table)
    scale = np.maximum(np.abs(values).max(1, keepdims=True), 1e-8) / 127
    small = np.clip(np.rint(values / scale), -127, 127).astype(np.int8)
    graph.initializer.remove(table)
    graph.initializer.extend(
        [numpy_helper.from_array(small, "words.int8"), numpy_helper.from_array(scale.astype(np.float32), "words.scale")]
    )
    at = next(i for i, node in enumerate(graph.node) if node.op_type == "Gather" and WORDS in node.input)
    gather = graph.node[at]
    ids, given = gather.input[1], gather.output[0]
    graph.node.remove(gather)
    made = [
        helper.make_node("Gather", ["words.int8", ids], ["words.each"], name="words_each"),
        helper.make_node("Cast", ["words.each"], ["words.float"], to=TensorProto.FLOAT, name="words_float"),
        helper.make_node("Gather", ["words.scale", ids], ["words.each_scale"], name="words_each_scale"),
        helper.make_node("Mul", ["words.float", "words.each_scale"], [given], name="words_scaled"),
    ]
    for node in reversed(made):
        graph.node.insert(at, node)
