"""Figures: macro-F1, average precision, calibration error, and the thresholds and calibrations chosen by them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


def sigmoid(odds: Floats) -> Floats:
    return 1.0 / (1.0 + np.exp(-np.clip(odds, -40, 40)))


def f1_of(truth: Bools, decided: Bools) -> float:
    """2TP / (2TP + FP + FN); 0 where there is nothing to find and nothing was found."""
    hit = int((truth & decided).sum())
    wrong = int((truth ^ decided).sum())
    return 2 * hit / (2 * hit + wrong) if hit or wrong else 0.0


def macro_f1(truth: Bools, decided: Bools) -> float:
    """Mean of the F1 of both classes."""
    return (f1_of(truth, decided) + f1_of(~truth, ~decided)) / 2


def average_precision(truth: Bools, probability: Floats) -> float:
    """Area under the steps of precision over recall; ties in probability count as one step."""
    if not truth.any():
        return float("nan")
    order = np.argsort(-probability, kind="stable")
    hits = np.cumsum(truth[order])
    last = np.append(np.diff(probability[order]) != 0, True)
    precision = hits[last] / (np.flatnonzero(last) + 1)
    recall = hits[last] / hits[-1]
    return float((precision * np.diff(recall, prepend=0.0)).sum())


def calibration_error(truth: Bools, probability: Floats, bins: int = 15) -> float:
    """Expected calibration error with bins of equal width (Guo et al. 2017, equation 3)."""
    place = np.minimum((probability * bins).astype(int), bins - 1)
    total = 0.0
    for at in range(bins):
        inside = place == at
        if inside.any():
            total += abs(truth[inside].mean() - probability[inside].mean()) * inside.mean()
    return float(total)


def best_threshold(truth: Bools, probability: Floats, score=macro_f1) -> tuple[float, float]:
    """The threshold with the best score among 97 quantiles, and that score; a plateau's middle, not its edge."""
    candidates = np.unique(np.quantile(probability, np.linspace(0.01, 0.99, 97)))
    scores = np.array([score(truth, probability >= each) for each in candidates])
    smooth = np.convolve(np.pad(scores, 1, mode="edge"), np.ones(3) / 3, mode="valid")
    at = int(smooth.argmax())
    return float(candidates[at]), float(scores[at])


def fit_calibration(truth: Bools, logits: Floats, weight: Floats | None = None, pull: float = 10.0) -> tuple[float, float]:
    """Temperature and bias of `sigmoid(logit / temperature + bias)` by Newton steps on the log loss (Platt 1999).

    `pull` adds that many pseudo-rows' worth of a quadratic pull towards the identity, so that a language with forty rows
    is not calibrated by chance.
    """
    weight = np.ones(len(logits)) if weight is None else weight
    slope, bias = 1.0, 0.0
    target = truth.astype(float)
    for _ in range(50):
        p = sigmoid(slope * logits + bias)
        error = (p - target) * weight
        curve = np.maximum(p * (1 - p), 1e-6) * weight
        gradient = np.array([(error * logits).sum() + pull * (slope - 1), error.sum() + 0.02 * pull * bias])
        hessian = np.array(
            [
                [(curve * logits**2).sum() + pull, (curve * logits).sum()],
                [(curve * logits).sum(), curve.sum() + 0.02 * pull],
            ]
        )
        step = np.linalg.solve(hessian, gradient)
        slope, bias = slope - float(np.clip(step[0], -0.5, 0.5)), bias - float(np.clip(step[1], -2, 2))
        slope = max(slope, 0.06)
        if np.abs(step).max() < 1e-6:
            break
    return float(np.clip(1 / slope, 0.1, 15)), float(np.clip(bias, -15, 15))
