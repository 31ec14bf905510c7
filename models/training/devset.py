"""What is measured on: a sample of every set's `dev`, and held-out frames; read once by the exported weights and kept.

Held-out frames are of two halves. One chooses calibration and thresholds of the harms that no public set labels, the
other is for figures alone and is looked at by nothing before the card.
"""

from __future__ import annotations

import hashlib
import pickle
import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from . import corpus
from .data import known
from .reading import read_all
from .sets import Row, names, read
from .settings import LABELS, Settings

PER_SET = 900
PER_CHAT_SET = {"tatoeba": 2000, "afrisenti": 2000, "tico19": 600, "ntrex": 200, "masakhanews": 100}
FILLINGS = 1


@dataclass
class Measured:
    """Rows with the logits that the exported weights give them."""

    rows: list[Row]
    logits: np.ndarray

    def where(self, wanted) -> "Measured":
        kept = [at for at, row in enumerate(self.rows) if wanted(row)]
        return Measured([self.rows[at] for at in kept], self.logits[kept])

    def known(self, label: str) -> "Measured":
        return self.where(lambda row: label in row.labels)

    def truth(self, label: str) -> np.ndarray:
        return np.array([row.labels[label] >= 0.5 for row in self.rows], dtype=bool)

    def of(self, label: str) -> np.ndarray:
        return self.logits[:, LABELS.index(label)]


def half(frame_text: str) -> str:
    """`choose` or `report`, by the frame's text as the holding out itself."""
    return "choose" if int(hashlib.sha256(frame_text.encode()).hexdigest(), 16) % 10 == 0 else "report"


def dev_rows(settings: Settings) -> list[Row]:
    rng = random.Random(settings["seed"] + 2)
    barred = set(settings["unlicensed"]) if settings.licensed_only else set()
    rows: list[Row] = []
    for name in names(settings.sets, "dev"):
        if name in barred:
            continue
        of_set = [row for row in read(settings.sets, "dev", name) if row.text.strip()]
        for row in of_set:
            # As the set says it; ordinary chat is no harm at all.
            row.labels = known(row) if row.benign else row.labels
            row.extra = {"part": "evaluate only" if name in settings["evaluate_only"] else "dev"}
        most = PER_CHAT_SET.get(name, PER_SET)
        rows += rng.sample(of_set, min(most, len(of_set)))
    return rows


def frame_rows(settings: Settings) -> list[Row]:
    """Held-out frames; those that name a group once for each kind of group, for the gaps between them."""
    rng = random.Random(settings["seed"] + 3)
    rows: list[Row] = []
    for frame in corpus.frames():
        if not corpus.is_held_out(frame["text"]):
            continue
        extra = {key: str(frame[key]) for key in ("frame", "harm", "kind", "label")} | {"part": half(frame["text"])}
        lang = corpus.language_of(frame["lang"])
        groups = [kind for kind, words in corpus.slots_of(frame["lang"].partition("-")[0])["group"].items() if words]
        for group in groups if "{group}" in frame["text"] else [None] * FILLINGS:
            text, kind = corpus.fill(frame, rng, group)
            rows.append(Row(text, lang, corpus.labels_of(frame), "corpus", extra=extra | {"group": kind}))
    return rows


def measured(settings: Settings, folder: Path | None = None, weights: str = "model.onnx") -> Measured:
    """Everything, read by the exported weights; kept beside them until they change."""
    folder = folder or settings.build / "export"
    rows = [*dev_rows(settings), *frame_rows(settings)]
    stamp = hashlib.sha256((folder / weights).read_bytes() + repr([row.text for row in rows]).encode()).hexdigest()
    file = settings.build / f"measured-{weights}.pickle"
    if file.exists():
        kept = pickle.loads(file.read_bytes())
        if kept["stamp"] == stamp:
            return Measured(rows, kept["logits"])
    reading = read_all(folder, settings["tokens"]["longest"], [row.text for row in rows], weights)
    logits = np.where(np.isfinite(reading.logits), reading.logits, -15.0)
    file.write_bytes(pickle.dumps({"stamp": stamp, "logits": logits}))
    return Measured(rows, logits)
