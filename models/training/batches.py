"""Rows as tensors: tokenised once, sorted by length within a chunk, batched by a budget of padded tokens."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from .sets import Row
from .settings import LABELS, Settings

PAD = 1
STEP = 8
CHUNK = 6000


@dataclass
class Batch:
    ids: Tensor
    mask: Tensor
    labels: Tensor
    known: Tensor
    weight: Tensor
    source: Tensor
    rows: list[Row]


def tokenizer_of(settings: Settings) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(settings.trimmed / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def encode(tokenizer: Tokenizer, texts: list[str], longest: list[int]) -> list[list[int]]:
    """Ids with the marks at both ends, cut to the longest length of each text."""
    encoded = tokenizer.encode_batch_fast([text[:4000] for text in texts], add_special_tokens=False)
    return [[0, *each.ids[: most - 2], 2] for each, most in zip(encoded, longest, strict=True)]


def padded(ids: list[list[int]]) -> tuple[Tensor, Tensor]:
    """Ids and mask; the width is a multiple of eight, so that few shapes occur."""
    width = -(-max(map(len, ids)) // STEP) * STEP
    table = np.full((len(ids), width), PAD, np.int64)
    mask = np.zeros((len(ids), width), np.int64)
    for at, row in enumerate(ids):
        table[at, : len(row)] = row
        mask[at, : len(row)] = 1
    return torch.from_numpy(table), torch.from_numpy(mask)


def grouped(lengths: list[int], budget: int, most_rows: int = 256) -> list[list[int]]:
    """Positions grouped by like length, longest first, as many to a group as the budget of padded tokens holds.

    All groups of one width have the same number of rows, so that few shapes occur: for every new one the matrix library
    makes kernels, which takes longer than the step itself.
    """
    order = sorted(range(len(lengths)), key=lengths.__getitem__, reverse=True)
    groups = []
    at = 0
    while at < len(order):
        width = -(-lengths[order[at]] // STEP) * STEP
        rows = max(1, min(most_rows, budget // width))
        groups.append(order[at : at + rows])
        at += rows
    return groups


def batches(
    rows: list[Row], tokenizer: Tokenizer, settings: Settings, sources: dict[str, int], rng: random.Random
) -> Iterator[Batch]:
    """Batches of a round: by length within a chunk, in random order, so that no step sees one length only for long."""
    for start in range(0, len(rows), CHUNK):
        chunk = rows[start : start + CHUNK]
        longest = [_longest(settings, row.source) for row in chunk]
        ids = encode(tokenizer, [row.text for row in chunk], longest)
        groups = grouped([len(each) for each in ids], settings["tokens"]["per_batch"])
        rng.shuffle(groups)
        for group in groups:
            yield _batch([chunk[at] for at in group], [ids[at] for at in group], sources)


def _longest(settings: Settings, source: str) -> int:
    return settings["sets"].get(source, {}).get("longest", settings["tokens"]["usual"])


def _batch(rows: list[Row], ids: list[list[int]], sources: dict[str, int]) -> Batch:
    table, mask = padded(ids)
    labels = torch.zeros(len(rows), len(LABELS))
    known = torch.zeros(len(rows), len(LABELS))
    for at, row in enumerate(rows):
        for label, value in row.labels.items():
            column = LABELS.index(label)
            labels[at, column] = value
            known[at, column] = 1.0
    weight = torch.tensor([row.weight for row in rows])
    source = torch.tensor([sources[row.source] for row in rows])
    return Batch(table, mask, labels, known, weight, source, rows)
