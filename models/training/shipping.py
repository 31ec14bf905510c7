"""Figures of the exported file as such: its embedding against the base's, int8 against fp32, its speed."""

from __future__ import annotations

import random
import time

import numpy as np

from . import corpus, teacher
from .devset import Measured
from .metrics import sigmoid
from .reading import Reader, read_all
from .sets import read
from .settings import Settings


def of_embedding(settings: Settings) -> dict[str, float]:
    """Cross-lingual retrieval against the base on pairs that the base itself finds in Tatoeba's `dev`.

    The set does not say which sentence translates which, so pairs are mutual nearest neighbours of the base between English
    and the rest with a clear margin: on those the base is right by construction, and the share found by the trained
    network says what was lost.
    """
    rows = list(read(settings.sets, "dev", "tatoeba"))
    rng = random.Random(settings["seed"])
    english = [row.text for row in rows if row.lang == "eng"]
    other = [row.text for row in rows if row.lang != "eng" and row.lang in settings["trim"]["languages"]]
    other, english = rng.sample(other, min(1500, len(other))), rng.sample(english, min(5000, len(english)))
    before = [teacher.embed(texts, settings).astype(np.float32) for texts in (other, english)]
    folder, longest = settings.build / "export", settings["tokens"]["longest"]
    after = [read_all(folder, longest, texts).embeddings for texts in (other, english)]
    old, new = before[0] @ before[1].T, after[0] @ after[1].T
    best = old.argmax(1)
    margin = np.sort(old, 1)[:, -1] - np.sort(old, 1)[:, -2]
    mutual = old.argmax(0)[best] == np.arange(len(best))
    pairs = np.flatnonzero(mutual & (margin > 0.02))
    return {"pairs": len(pairs), "found": float((new.argmax(1)[pairs] == best[pairs]).mean())}


def against_fp32(everything: Measured, settings: Settings) -> dict[str, float]:
    """How far int8 probabilities are from those of the same weights in fp32, before calibration."""
    places = random.Random(5).sample(range(len(everything.rows)), 800)
    fp32 = Reader(settings.build / "export", settings["tokens"]["longest"], weights="fp32.onnx")
    exact = sigmoid(fp32.read([everything.rows[at].text for at in places]).logits)
    away = np.abs(exact - sigmoid(everything.logits[places]))
    flips = ((exact >= 0.5) != (sigmoid(everything.logits[places]) >= 0.5)).mean()
    return {"n": len(places), "mean": float(away.mean()), "p99": float(np.quantile(away, 0.99)), "flips": float(flips)}


def speed(settings: Settings) -> dict[str, float]:
    """Texts a second on two threads, all through the encoder; and one text alone."""
    rng = random.Random(6)
    rows = [row for frame in corpus.frames() for row in [corpus.fill(frame, rng)[0]]]
    texts = rng.sample(rows, min(600, len(rows)))
    reader = Reader(settings.build / "export", settings["tokens"]["longest"])
    pieces = np.mean([len(each.ids) for each in reader.tokenizer.encode_batch(texts)])
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        reader.read(texts)
        best = min(best, time.perf_counter() - start)
    alone = []
    for text in texts[:200]:
        start = time.perf_counter()
        reader.read([text])
        alone.append(time.perf_counter() - start)
    return {"tokens": float(pieces), "texts_per_second": len(texts) / best, "one_text_ms": float(np.median(alone) * 1000), "one_text_p95_ms": float(np.quantile(alone, 0.95) * 1000)}
