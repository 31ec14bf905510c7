"""A linear map from the trained network's sentence embedding back to the base's.

Fine-tuning moves the embedding although its loss pulls at it, and mostly by a linear change: the cone narrows and turns. Ridge
regression on texts with known base embeddings undoes that part in closed form,

    W = argmin sum ||W [p; 1] - t||^2 + ridge ||W||^2,

with p what the network gives now (length one) and t what the base gave, minus the mean of all t, scaled to length one. Taking
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
from .network import Classifier
from .settings import Settings

TEXTS = 6_000
RIDGE = 0.01
BUDGET = 4096


@torch.inference_mode()
def pooled(network: Classifier, texts: list[str], settings: Settings) -> np.ndarray:
    fast = network.to(torch.bfloat16)
    ids = encode(tokenizer_of(settings), texts, [settings["tokens"]["usual"]] * len(texts))
    out = np.zeros((len(texts), network.shape.hidden))
    for group in grouped([len(each) for each in ids], BUDGET):
        table, mask = padded([ids[at] for at in group])
        out[group] = fast(table, mask)[1].float().numpy()
    return out


def fitted(network: Classifier, texts: list[str], settings: Settings) -> nn.Linear:
    """The map, from texts whose base embedding is kept."""
    known = teacher.kept(settings)
    texts = [text for text in texts if teacher.digest(text) in known]
    texts = random.Random(settings["seed"]).sample(texts, min(TEXTS, len(texts)))
    base = np.stack([known[teacher.digest(text)] for text in texts]).astype(np.float64)
    target = base - base.mean(0)
    target /= np.linalg.norm(target, axis=1, keepdims=True)
    now = np.hstack([pooled(network, texts, settings), np.ones((len(texts), 1))])
    solved = np.linalg.solve(now.T @ now + RIDGE * np.eye(now.shape[1]), now.T @ target)
    layer = nn.Linear(now.shape[1] - 1, target.shape[1])
    with torch.no_grad():
        layer.weight.copy_(torch.from_numpy(solved[:-1].T))
        layer.bias.copy_(torch.from_numpy(solved[-1]))
    return layer


class Shipped(nn.Module):
    """What is exported: the network, its embedding mapped back."""

    def __init__(self, network: Classifier, back: nn.Linear) -> None:
        super().__init__()
        self.network, self.back = network, back

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        logits, embedding = self.network(ids, mask)
        return logits, nn.functional.normalize(self.back(embedding), dim=-1)
