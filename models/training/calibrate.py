"""Calibration and thresholds per label and language, chosen on `dev` and on one half of the held-out frames.

Temperature and bias make a probability one that can be taken at its word. The threshold is where the mean over a language's
sets of macro-F1 is best, its frames beside them: sets show what people there write, frames what must not be confused, and of
hate that is half of the matter. Of other harms, frames alone do not choose for a language what sets choose for all: they are plainer
than what people write. What all languages say together counts as one more set, so that a few dozen rows do not decide alone. From
the threshold on the model's word is worth a signal. What follows from a signal is the policy's
business, and for that `evaluate.py` makes a menu of operating points. Harms that no public set labels have their
threshold from frames, which hold far more harm than chat does; it is never so low that they flag more than a hundredth
of ordinary chat.
"""

from __future__ import annotations

import json
from collections import defaultdict

import numpy as np

from .codes import product_code
from .devset import Measured, measured
from .metrics import fit_calibration, macro_f1, sigmoid
from .settings import LABELS, Settings

LEAST_ROWS = 150
LEAST_OF_EACH = 25
LEAST_CHAT = 150
#: Share of ordinary chat that a harm known from frames alone may flag.
BUDGET = 0.01
#: Losing somebody in danger costs more than an alarm too many.
RECALL_FIRST = {"disclosure": 0.95}
GRID = np.round(np.concatenate([np.arange(0.02, 0.1, 0.01), np.arange(0.1, 0.96, 0.025), [0.96, 0.97, 0.98, 0.985, 0.99, 0.995, 0.999]]), 3)

#: What frames weigh against all sets of a language together.
FRAMES = {"hate": 1.0}
FRAMES_OF_OTHERS = 0.3
#: And for how likely a harm is, what frames count against one set: half of them are harmful, which says nothing of what people write.
FRAMES_IN_CALIBRATION = 0.05

Calibration = dict[str, dict[str, dict[str, float]]]


def run(settings: Settings) -> None:
    everything = measured(settings)
    chosen = everything.where(lambda row: row.extra["part"] in {"dev", "choose"})
    calibration: Calibration = {}
    for label in LABELS:
        calibration[label] = of_label(label, chosen, settings["strangers"].get(label, 0.0))
    (settings.build / "calibration.json").write_text(json.dumps(calibration, indent=1), encoding="utf-8")


def of_label(label: str, chosen: Measured, sooner: float = 0.0) -> dict[str, dict[str, float]]:
    """Per language, and for `any` other; thresholds of languages without a set of their own are `sooner` in log-odds (`strangers.py`)."""
    rows = chosen.known(label)
    made = {"any": _fitted(label, rows, by_set=True)}
    made["any"]["threshold"] = _threshold(label, rows, _chat(chosen), made["any"])
    together = _is_measured_on(label, rows)
    of_all = _scores(label, together, made["any"]) if together.rows else None
    for lang, of_lang in _by_language(rows).items():
        measured_on = _is_measured_on(label, of_lang)
        truth = measured_on.truth(label)
        if len(truth) < LEAST_ROWS or min(truth.sum(), (~truth).sum()) < LEAST_OF_EACH:
            continue
        if label not in FRAMES and _has_sets(together) and not _has_sets(measured_on):
            continue
        fitted = _fitted(label, of_lang, by_set=True)
        chat = _chat(chosen.where(lambda row, lang=lang: product_code(row.lang) == lang))
        enough = len(chat.rows) >= LEAST_CHAT
        fitted["threshold"] = _threshold(label, of_lang, chat if enough else _chat(chosen), fitted, of_all)
        made[lang] = {key: round(value, 4) for key, value in fitted.items()}
    for lang in made.keys() - languages_of_sets(label, rows):
        made[lang]["threshold"] = _sooner(made[lang]["threshold"], sooner)
    made["any"] = {key: round(value, 4) for key, value in made["any"].items()}
    return made


def languages_of_sets(label: str, rows: Measured) -> set[str]:
    """Languages whose own labels say what harms and what does not."""
    return {product_code(row.lang) for row in _is_measured_on(label, rows).rows if row.source != "corpus"}


def _sooner(threshold: float, by: float) -> float:
    odds = threshold / (1 - threshold) * np.exp(-by)
    return round(float(odds / (1 + odds)), 4)


def _has_sets(rows: Measured) -> bool:
    return any(row.source != "corpus" for row in rows.rows)


def _by_language(rows: Measured) -> dict[str, Measured]:
    """By ISO 639-3 code: the manifest has one calibration for a language in all its scripts."""
    return {lang: rows.where(lambda row, lang=lang: product_code(row.lang) == lang) for lang in sorted({product_code(row.lang) for row in rows.rows})}


def _chat(rows: Measured) -> Measured:
    return rows.where(lambda row: row.benign)


def _is_measured_on(label: str, rows: Measured) -> Measured:
    """Rows of sets and frames that hold both sides; ordinary chat enters through the budget."""
    sides: dict[str, set[bool]] = defaultdict(set)
    for row in rows.rows:
        sides[row.source].add(row.labels[label] >= 0.5)
    both = {source for source, seen in sides.items() if len(seen) == 2}
    return rows.where(lambda row: row.source in both and _speaks_of(label, row))


def _speaks_of(label: str, row) -> bool:
    """A frame written for another harm is an easy 0 and would flatter every figure."""
    return row.source != "corpus" or row.extra["harm"] == label


def _fitted(label: str, rows: Measured, by_set: bool) -> dict[str, float]:
    rows = _is_measured_on(label, rows)
    if not rows.rows:
        return {"temperature": 1.0, "bias": 0.0}
    temperature, bias = fit_calibration(rows.truth(label), rows.of(label), _weights(rows) if by_set else None)
    return {"temperature": temperature, "bias": bias}


def _weights(rows: Measured) -> np.ndarray:
    """Every set counts the same, whatever its size, and frames little beside them; their sum is the number of rows."""
    sizes: dict[str, int] = defaultdict(int)
    for row in rows.rows:
        sizes[row.source] += 1
    counts = {source: FRAMES_IN_CALIBRATION if source == "corpus" and len(sizes) > 1 else 1.0 for source in sizes}
    each = np.array([counts[row.source] / sizes[row.source] for row in rows.rows])
    return each * len(rows.rows) / each.sum()


def _threshold(label: str, rows: Measured, chat: Measured, fitted: dict[str, float], of_all: np.ndarray | None = None) -> float:
    rows = _is_measured_on(label, rows)
    if not rows.rows:
        return 0.9
    if label in RECALL_FIRST:
        p = sigmoid(rows.of(label) / fitted["temperature"] + fitted["bias"])
        return float(np.clip(np.quantile(p[rows.truth(label)], 1 - RECALL_FIRST[label]), 0.02, 0.5))
    means = _scores(label, rows, fitted)
    sources = {row.source for row in rows.rows}
    if of_all is not None:
        means = (means * len(sources) + of_all) / (len(sources) + 1)
    smooth = np.convolve(np.pad(means, 1, mode="edge"), np.ones(3) / 3, mode="valid")
    best = float(GRID[int(smooth.argmax())])
    if sources == {"corpus"}:
        best = max(best, _least(chat, label, fitted))
    return float(np.clip(best, 0.02, 0.999))


def _scores(label: str, rows: Measured, fitted: dict[str, float]) -> np.ndarray:
    """Macro-F1 at every threshold of the grid, the mean over sources."""
    p = sigmoid(rows.of(label) / fitted["temperature"] + fitted["bias"])
    truth = rows.truth(label)
    sources = np.array([row.source for row in rows.rows])
    names = sorted(set(sources))
    frames = FRAMES.get(label, FRAMES_OF_OTHERS) * max(1, len(names) - 1)
    weights = [frames if name == "corpus" else 1 for name in names]
    each = [[macro_f1(truth[sources == name], p[sources == name] >= t) for t in GRID] for name in names]
    return np.average(each, axis=0, weights=weights)


def _least(chat: Measured, label: str, fitted: dict[str, float]) -> float:
    """The lowest threshold that keeps alarms on ordinary chat within the budget."""
    if not chat.rows:
        return 0.0
    p = np.sort(sigmoid(chat.of(label) / fitted["temperature"] + fitted["bias"]))[::-1]
    allowed = int(BUDGET * len(p))
    return float(p[min(allowed, len(p) - 1)]) + 1e-4
