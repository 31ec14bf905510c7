"""The base's own sentence embeddings of a sample of texts, which fine-tuning has to keep.

Cross-lingual matching of claims rests on them. Rows with a target pay 1 - cosine between what the network gives now and
what the base gave.
"""

from __future__ import annotations

import hashlib
import random

import numpy as np
import torch

from . import corpus
from .batches import encode, grouped, padded, tokenizer_of
from .network import Classifier, Shape
from .precision import quick
from .sets import Row
from .settings import Settings

KEPT_OF = ("tatoeba", "ntrex", "tico19", "corpus")
BUDGET = 8192


def digest(text: str) -> str:
    return hashlib.sha1(text.encode()).hexdigest()[:16]


def targets(sets: dict[str, list[Row]], settings: Settings) -> None:
    """Writes the base's embeddings of a sample of the rows."""
    rng = random.Random(settings["seed"])
    texts = {row.text for name in KEPT_OF for row in sets.get(name, [])}
    texts |= {row.text for row in corpus.rows(False, 1, rng)}
    chosen = rng.sample(sorted(texts), min(len(texts), settings["teacher"]["rows"]))
    digests = np.array([digest(text) for text in chosen])
    np.savez(settings.build / "teacher.npz", digests=digests, vectors=embed(chosen, settings))


def kept(settings: Settings) -> dict[str, np.ndarray]:
    """Embeddings by digest of text."""
    with np.load(settings.build / "teacher.npz") as saved:
        return dict(zip(saved["digests"].tolist(), saved["vectors"], strict=True))


def network_of_base(settings: Settings) -> Classifier:
    saved = torch.load(settings.trimmed / "weights.pt", weights_only=True)
    network = Classifier(Shape(**saved["shape"]))
    network.load_state_dict(saved["weights"], strict=False)
    return network.eval()


@torch.inference_mode()
def embed(texts: list[str], settings: Settings) -> np.ndarray:
    network = network_of_base(settings).to(quick("cpu"))
    ids = encode(tokenizer_of(settings), texts, [settings["tokens"]["usual"]] * len(texts))
    out = np.zeros((len(texts), network.shape.hidden), np.float16)
    for group in grouped([len(each) for each in ids], BUDGET):
        table, mask = padded([ids[at] for at in group])
        out[group] = network(table, mask)[1].float().numpy().astype(np.float16)
    return out
