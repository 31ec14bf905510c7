"""The network: a BERT encoder, mean pooling, one linear head over all labels.

The encoder is written out instead of imported for three reasons: query, key and value are one matrix product, the mask is
one additive bias made once per batch, and the whole of it traces into a small ONNX graph that ONNX Runtime fuses. Weights
are those of the base, name by name.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn


@dataclass(frozen=True)
class Shape:
    """Sizes of the encoder, as in the base's config.json."""

    vocabulary: int
    positions: int
    layers: int = 12
    hidden: int = 384
    heads: int = 12
    feed_forward: int = 1536
    labels: int = 13

    def as_dict(self) -> dict[str, int]:
        return asdict(self)


class Layer(nn.Module):
    """One post-norm transformer layer (Vaswani et al. 2017, as BERT has it)."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.qkv = nn.Linear(shape.hidden, 3 * shape.hidden)
        self.out = nn.Linear(shape.hidden, shape.hidden)
        self.attention_norm = nn.LayerNorm(shape.hidden, eps=1e-12)
        self.up = nn.Linear(shape.hidden, shape.feed_forward)
        self.down = nn.Linear(shape.feed_forward, shape.hidden)
        self.output_norm = nn.LayerNorm(shape.hidden, eps=1e-12)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        rows, tokens, hidden = x.shape
        query, key, value = (
            part.view(rows, tokens, self.heads, hidden // self.heads).transpose(1, 2)
            for part in self.qkv(x).chunk(3, dim=-1)
        )
        scores = query @ key.transpose(-1, -2) * (1 / math.sqrt(hidden // self.heads)) + bias
        mixed = (scores.softmax(-1) @ value).transpose(1, 2).reshape(rows, tokens, hidden)
        x = self.attention_norm(x + self.out(mixed))
        return self.output_norm(x + self.down(F.gelu(self.up(x))))


class Encoder(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.words = nn.Embedding(shape.vocabulary, shape.hidden)
        self.places = nn.Embedding(shape.positions, shape.hidden)
        self.norm = nn.LayerNorm(shape.hidden, eps=1e-12)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Hidden states [rows, tokens, hidden] of ids [rows, tokens] under a 0/1 mask of the same shape."""
        return self.through(self.lowest(self.words(ids)), mask)

    def lowest(self, words: Tensor) -> Tensor:
        """What the first layer gets, from the word vectors [rows, tokens, hidden]."""
        return self.norm(words + self.places.weight[: words.shape[1]])

    def through(self, x: Tensor, mask: Tensor, first: int = 0, last: int | None = None) -> Tensor:
        """Hidden states after the layers from `first` up to `last`."""
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
        for layer in self.layers[first:last]:
            x = layer(x, bias)
        return x


def mean_pooled(hidden: Tensor, mask: Tensor) -> Tensor:
    """Mean of the tokens under the mask: the base's own sentence embedding before it is scaled to length one."""
    weight = mask.to(hidden.dtype)[:, :, None]
    return (hidden * weight).sum(1) / weight.sum(1).clamp_min(1)


class Head(nn.Module):
    """Logits from the mean and from the first token.

    The mean is also the sentence embedding, which has to stay where the base had it; the first token's state carries
    next to nothing of it, so fine-tuning may move that one freely.
    """

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.inner = nn.Linear(2 * shape.hidden, shape.hidden)
        self.outer = nn.Linear(shape.hidden, shape.labels)

    def forward(self, pooled: Tensor, first: Tensor) -> Tensor:
        return self.outer(F.gelu(self.inner(torch.cat([pooled, first], dim=-1))))


class Classifier(nn.Module):
    """Logits of all labels and the sentence embedding in one pass."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.encoder = Encoder(shape)
        self.head = Head(shape)

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        return self.read(self.encoder(ids, mask), mask)

    def read(self, hidden: Tensor, mask: Tensor, dropout: float = 0.0) -> tuple[Tensor, Tensor]:
        pooled = mean_pooled(hidden, mask)
        first = hidden[:, 0]
        if dropout > 0:
            # On the head's input alone: inside the encoder its random numbers cost a fifth of a step on a CPU.
            logits = self.head(F.dropout(pooled, dropout), F.dropout(first, dropout))
        else:
            logits = self.head(pooled, first)
        return logits, F.normalize(pooled, dim=-1)


def weights_of_base(base: dict[str, Tensor], shape: Shape) -> dict[str, Tensor]:
    """The base's tensors under this module's names. Its one token type is added to every position."""
    named = {
        "words.weight": base["embeddings.word_embeddings.weight"],
        "places.weight": (
            base["embeddings.position_embeddings.weight"] + base["embeddings.token_type_embeddings.weight"][0]
        )[: shape.positions],
        "norm.weight": base["embeddings.LayerNorm.weight"],
        "norm.bias": base["embeddings.LayerNorm.bias"],
    }
    for at in range(shape.layers):
        named.update(_layer(base, f"encoder.layer.{at}.", f"layers.{at}."))
    return {f"encoder.{name}": value.clone() for name, value in named.items()}


def _layer(base: dict[str, Tensor], old: str, new: str) -> dict[str, Tensor]:
    pairs = {
        "out": "attention.output.dense",
        "attention_norm": "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "output_norm": "output.LayerNorm",
    }
    named = {f"{new}{a}.{kind}": base[f"{old}{b}.{kind}"] for a, b in pairs.items() for kind in ("weight", "bias")}
    for kind in ("weight", "bias"):
        parts = [base[f"{old}attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
        named[f"{new}qkv.{kind}"] = torch.cat(parts)
    return named
