"""The screen: a hashed n-gram logistic regression that says which messages the encoder need not read.

It learns from the labels of the training rows whether a text holds any harm, and, where the encoder has read them, from what
the encoder thinks; its threshold is chosen on `dev` and one half of the held-out frames so that at least 99 % of what the
encoder flags passes. The score of a text is

    bias + scale / sqrt(n) * sum of the int8 weights of its n distinct buckets

and the text passes to the encoder when the score is at least `threshold`.
"""

from __future__ import annotations

import json
import random

import numpy as np
from sklearn.linear_model import SGDClassifier

from . import corpus, data
from .devset import Measured, measured
from .evaluate import HARMS, Decider
from .hashing import grams, matrix
from .sets import Row
from .settings import MODELS, Settings

BUCKETS, GRAM, LONGEST = 2**20, 5, 400
SHARE, TIMES = 0.25, 2
KEPT = 0.992
FIRES = 0.3


def rows_of(settings: Settings) -> list[Row]:
    rng = random.Random(settings["seed"] + 9)
    sets = data.load(settings)
    rows = data.one_round(sets, settings, rng, TIMES, SHARE)
    return [row for row in rows if _harm(row) is not None]


def _harm(row: Row) -> bool | None:
    """Whether any harm is known to be in the text; None where too little is known to say no."""
    known = {harm: row.labels[harm] for harm in HARMS if harm in row.labels}
    if any(value >= 0.5 for value in known.values()):
        return True
    return False if known and (row.benign or len(known) >= 2) else None


def run(settings: Settings) -> None:
    file = settings.build / "screen-weights.npz"
    if not file.exists():
        _fit(settings, file)
    with np.load(file) as saved:
        model = Screen(saved["weights"], float(saved["bias"]))
    everything = measured(settings)
    flagged = _flagged(everything, settings)
    choose = np.array([row.extra["part"] in {"dev", "choose"} for row in everything.rows])
    scores = model.scores([row.text for row in everything.rows])
    threshold = float(np.quantile(scores[choose & flagged], 1 - KEPT))
    report = figures(scores >= threshold, flagged, choose, everything)
    write(model, threshold, report)


def _fit(settings: Settings, file) -> None:
    rows = rows_of(settings)
    texts = [row.text for row in rows]
    truth = np.array([int(bool(_harm(row))) for row in rows])
    features = matrix(texts, BUCKETS, GRAM, LONGEST)
    print(f"screen: {len(rows)} rows, {truth.mean():.3f} with harm", flush=True)
    # Missing a harm costs more than reading a harmless message once more.
    model = SGDClassifier(loss="log_loss", alpha=2e-7, max_iter=8, tol=None, average=True, random_state=settings["seed"], class_weight={1: 2.0, 0: 1.0})
    model.fit(features, truth)
    np.savez(file, weights=model.coef_[0].astype(np.float32), bias=model.intercept_[0])


class Screen:
    """As stored: one int8 weight per bucket and one scale for all."""

    def __init__(self, weights: np.ndarray, bias: float) -> None:
        self.scale = float(np.quantile(np.abs(weights[weights != 0]), 0.9999)) / 127
        self.weights = np.clip(np.rint(weights / self.scale), -127, 127).astype(np.int8)
        self.bias = bias

    def scores(self, texts: list[str]) -> np.ndarray:
        scores = []
        for start in range(0, len(texts), 20_000):
            some = texts[start : start + 20_000]
            row, bucket = grams(some, BUCKETS, GRAM, LONGEST)
            sums = np.bincount(row, weights=self.weights[bucket].astype(np.float64), minlength=len(some))
            counts = np.maximum(np.bincount(row, minlength=len(some)), 1)
            scores.append(self.bias + self.scale * sums / np.sqrt(counts))
        return np.concatenate(scores)


def _flagged(rows: Measured, settings: Settings) -> np.ndarray:
    decider = Decider(settings)
    return np.stack([decider.decisions(harm, rows) for harm in HARMS]).any(0)


def figures(passes: np.ndarray, flagged: np.ndarray, choose: np.ndarray, rows: Measured) -> dict[str, float]:
    chat = np.array([row.benign for row in rows.rows])
    report = np.array([row.extra["part"] == "report" for row in rows.rows])
    return {
        "kept_of_flagged_dev": round(float(passes[choose & flagged].mean()), 4),
        "kept_of_flagged_held_out_frames": round(float(passes[report & flagged].mean()), 4),
        "ordinary_chat_skipped": round(float((~passes[chat]).mean()), 4),
        "all_skipped": round(float((~passes).mean()), 4),
    }


def write(model: Screen, threshold: float, report: dict[str, float]) -> None:
    folder = MODELS / "screen"
    folder.mkdir(exist_ok=True)
    (folder / "weights.bin").write_bytes(model.weights.tobytes())
    description = {"format": 1, "buckets": BUCKETS, "longestGram": GRAM, "longest": LONGEST, "scale": model.scale, "bias": model.bias}
    description |= {"threshold": threshold, "figures": report}
    (folder / "screen.json").write_text(json.dumps(description, indent=1) + "\n", encoding="utf-8")
    rng = random.Random(1)
    ours = [corpus.fill(frame, rng)[0] for frame in list(corpus.frames())[::900]]
    texts = [*ours[:12], "ok", "🙂🙂", "İstanbul ﬁne ÇA"]
    made = []
    for text, score in zip(texts, model.scores(texts), strict=True):
        _, bucket = grams([text], BUCKETS, GRAM, LONGEST)
        made.append({"text": text, "grams": len(bucket), "firstBuckets": [int(b) for b in bucket[:5]], "score": round(float(score), 6)})
    (folder / "test-vectors.json").write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
