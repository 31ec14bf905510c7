"""Reads texts with exported weights as the product does: windows, buckets by length, the worst window counts."""

from __future__ import annotations

from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from .batches import grouped, padded

OVERLAP = 0.25
MOST_WINDOWS = 64
BUDGET = 4096
CHUNK = 500


@dataclass
class Reading:
    """Logits [texts, labels] of the worst window per label; embeddings [texts, width] of unit length."""

    logits: np.ndarray
    embeddings: np.ndarray


class Reader:
    def __init__(self, folder: Path, longest: int, threads: int = 2, weights: str = "model.onnx") -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self.session = onnxruntime.InferenceSession(str(folder / weights), options, providers=["CPUExecutionProvider"])
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.longest = longest

    def read(self, texts: list[str]) -> Reading:
        owners: list[int] = []
        windows: list[list[int]] = []
        for at, encoded in enumerate(self.tokenizer.encode_batch_fast(texts, add_special_tokens=False)):
            for window in windows_of(encoded.ids, self.longest - 2):
                owners.append(at)
                windows.append([0, *window, 2])
        return self._gather(len(texts), owners, windows)

    def _gather(self, count: int, owners: list[int], windows: list[list[int]]) -> Reading:
        logits: np.ndarray | None = None
        embeddings: np.ndarray | None = None
        for group in grouped([len(each) for each in windows], BUDGET, 64):
            ids, mask = padded([windows[at] for at in group])
            some, vectors = self.session.run(None, {"input_ids": ids.numpy(), "attention_mask": mask.numpy()})
            if logits is None or embeddings is None:
                logits = np.full((count, some.shape[1]), -np.inf)
                embeddings = np.zeros((count, vectors.shape[1]))
            of = [owners[at] for at in group]
            np.maximum.at(logits, of, some)
            np.add.at(embeddings, of, vectors * mask.numpy().sum(1)[:, None])
        if logits is None or embeddings is None:
            raise ValueError("nothing to read in any of the texts")
        length = np.linalg.norm(embeddings, axis=1, keepdims=True)
        return Reading(logits, embeddings / np.maximum(length, 1e-9))


def read_all(folder: Path, longest: int, texts: list[str], weights: str = "model.onnx", workers: int = 2) -> Reading:
    """The same with one process per core: on a busy machine two threads of one wait for each other."""
    chunks = [texts[at : at + CHUNK] for at in range(0, len(texts), CHUNK)]
    with get_context("spawn").Pool(workers, _open, (folder, longest, weights)) as pool:
        read = []
        for each in pool.imap(_read, chunks):
            read.append(each)
            print(f"read {len(read) * CHUNK} of {len(texts)}", flush=True)
    return Reading(np.concatenate([each.logits for each in read]), np.concatenate([each.embeddings for each in read]))


_reader: list[Reader] = []


def _open(folder: Path, longest: int, weights: str) -> None:
    _reader.append(Reader(folder, longest, threads=1, weights=weights))


def _read(texts: list[str]) -> Reading:
    return _reader[0].read(texts)


def windows_of(tokens: list[int], room: int) -> list[list[int]]:
    """As `src/detection/model/windows.ts`: overlapping by a quarter; of more than 64, the first 48 and the last 16."""
    if not tokens:
        return []
    step = max(1, int(room * (1 - OVERLAP)))
    count = max(1, -(-(len(tokens) - room) // step) + 1)
    kept = [at for at in range(count) if count <= MOST_WINDOWS or at < 48 or at >= count - 16]
    return [tokens[at * step : at * step + room] for at in kept]
