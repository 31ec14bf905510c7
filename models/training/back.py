"""A linear map from what the trained network passes through back to the base's sentence embedding.

Fine-tuning moves the embedding although its loss pulls at it. Lower layers move less than the last, so the map sees the mean of
the tokens after several of them, each scaled to length one, side by side. Ridge regression on texts with known base
embeddings gives it in closed form,

    W = argmin sum ||W [p; 1] - t||^2 + ridge ||W||^2,

with p what the network gives now and t what the base gave, minus the mean of all t, scaled to length one. Taking
the mean away is for the matching itself: the base's embeddings share one large component, so that any two sentences have
a cosine above .7; without it unrelated sentences are near 0 (Mu & Viswanath 2018).
"""

from __future__ import annotations

import random

import numpy as np
import torch
from torch import Tensor, nn

from . import teacher
from .batches import encode, grouped, padded, tokenizer_of
from .network import Classifier, mean_pooled
from .settings import Settings

#: Layers after which the map looks, counted from 1.
LOOKS_AFTER = (3, 6, 9, 12)
TEXTS = 30_000
RIDGE = 0.01
BUDGET = 4096


class Shipped(nn.Module):
    """What is exported: the network's logits, and its way through the layers mapped back."""

    def __init__(self, network: Classifier, back: nn.Linear) -> None:
        super().__init__()
        self.network, self.back = network, back

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        logits, way = through(self.network, ids, mask)
        return logits, nn.functional.normalize(self.back(way), dim=-1)


def through(network: Classifier, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
    """Logits, and the means after the layers looked at, side by side [rows, looks * hidden]."""
    encoder = network.encoder
    hidden, before, way = encoder.lowest(encoder.words(ids)), 0, []
    for after in LOOKS_AFTER:
        hidden, before = encoder.through(hidden, mask, first=before, last=after), after
        way.append(nn.functional.normalize(mean_pooled(hidden, mask), dim=-1))
    return network.read(hidden, mask)[0], torch.cat(way, dim=-1)


def fitted(network: Classifier, texts: list[str], settings: Settings) -> nn.Linear:
    """The map, from texts whose base embedding is kept."""
    known = teacher.kept(settings)
    texts = [text for text in texts if teacher.digest(text) in known]
    texts = random.Random(settings["seed"]).sample(texts, min(TEXTS, len(texts)))
    base = np.stack([known[teacher.digest(text)] for text in texts]).astype(np.float64)
    target = base - base.mean(0)
    target /= np.linalg.norm(target, axis=1, keepdims=True)
    now = np.hstack([_ways(network, texts, settings), np.ones((len(texts), 1))])
    solved = np.linalg.solve(now.T @ now + RIDGE * np.eye(now.shape[1]), now.T @ target)
    layer = nn.Linear(now.shape[1] - 1, target.shape[1])
    with torch.no_grad():
        layer.weight.copy_(torch.from_numpy(solved[:-1].T))
        layer.bias.copy_(torch.from_numpy(solved[-1]))
    return layer


@torch.inference_mode()
def _ways(network: Classifier, texts: list[str], settings: Settings) -> np.ndarray:
    ids = encode(tokenizer_of(settings), texts, [settings["tokens"]["usual"]] * len(texts))
    out = np.zeros((len(texts), len(LOOKS_AFTER) * network.shape.hidden))
    for group in grouped([len(each) for each in ids], BUDGET):
        table, mask = padded([ids[at] for at in group])
        out[group] = through(network, table, mask)[1].numpy()
    return out
