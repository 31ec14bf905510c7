"""Figures of the exported weights: per set, language, harm and kind of frame, gaps between groups, ordinary chat, speed.

`eval.json` holds them; `card.py` puts them in words. Everything is decided with the thresholds of the manifest, except
where a column says otherwise.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any

import numpy as np

from . import shipping
from .codes import product_code
from .devset import Measured, measured
from .metrics import average_precision, best_threshold, calibration_error, f1_of, macro_f1, sigmoid
from .settings import LABELS, Settings

HARMS = LABELS[:10]
LEAST = 40
POINTS = (0.001, 0.0025, 0.005, 0.01, 0.02)


class Decider:
    """Probabilities and decisions as the product makes them from logits and the manifest's calibration."""

    def __init__(self, settings: Settings) -> None:
        self.calibration = json.loads((settings.build / "calibration.json").read_text(encoding="utf-8"))

    def of(self, label: str, lang: str) -> dict[str, float]:
        of_label = self.calibration[label]
        return {"temperature": 1.0, "bias": 0.0, "threshold": 0.5} | of_label["any"] | of_label.get(product_code(lang), {})

    def odds(self, label: str, rows: Measured) -> np.ndarray:
        """Calibrated log-odds."""
        by = [self.of(label, row.lang) for row in rows.rows]
        slope = np.array([1 / each["temperature"] for each in by])
        return rows.of(label) * slope + np.array([each["bias"] for each in by])

    def probabilities(self, label: str, rows: Measured) -> np.ndarray:
        return sigmoid(self.odds(label, rows))

    def above(self, label: str, rows: Measured) -> np.ndarray:
        """Log-odds above the threshold; negative below it."""
        thresholds = np.array([self.of(label, row.lang)["threshold"] for row in rows.rows])
        return self.odds(label, rows) - np.log(thresholds / (1 - thresholds))

    def decisions(self, label: str, rows: Measured) -> np.ndarray:
        return self.above(label, rows) >= 0


def run(settings: Settings) -> None:
    everything = measured(settings)
    decider = Decider(settings)
    frames = everything.where(lambda row: row.extra["part"] == "report")
    dev = everything.where(lambda row: row.extra["part"] in {"dev", "evaluate only"})
    figures = {
        "languages": worth(everything.where(lambda row: row.extra["part"] != "choose"), decider),
        "sets": of_sets(dev, decider),
        "frames": of_frames(frames, decider),
        "frames_by_kind": by_kind(frames, decider),
        "groups": of_groups(everything, decider),
        "chat": of_chat(dev.where(lambda row: row.benign), decider),
        "operating_points": operating_points(dev, frames, decider),
        "embedding": shipping.of_embedding(settings),
        "int8": shipping.against_fp32(everything, settings),
        "speed": shipping.speed(settings),
    }
    (settings.build / "eval.json").write_text(json.dumps(rounded(figures), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def figures_of(label: str, rows: Measured, decider: Decider) -> dict[str, Any]:
    truth, p, decided = rows.truth(label), decider.probabilities(label, rows), decider.decisions(label, rows)
    threshold, best = best_threshold(truth, p)
    return {
        "n": len(truth),
        "positive": int(truth.sum()),
        "precision": float(truth[decided].mean()) if decided.any() else None,
        "recall": float(decided[truth].mean()),
        "f1": f1_of(truth, decided),
        "macro_f1": macro_f1(truth, decided),
        "macro_f1_own_threshold": best,
        "own_threshold": threshold,
        "average_precision": average_precision(truth, p),
        "calibration_error": calibration_error(truth, p),
    }


def of_sets(dev: Measured, decider: Decider) -> list[dict[str, Any]]:
    made = []
    for source in sorted({row.source for row in dev.rows}):
        of_set = dev.where(lambda row, source=source: row.source == source)
        for label in LABELS:
            rows = of_set.known(label)
            positive = rows.truth(label).sum() if rows.rows else 0
            if len(rows.rows) < LEAST or min(positive, len(rows.rows) - positive) < 8:
                continue
            head = {"set": source, "label": label, "part": rows.rows[0].extra["part"]}
            head["languages"] = sorted({row.lang for row in rows.rows})
            made.append(head | figures_of(label, rows, decider))
    return made


def worth(rows: Measured, decider: Decider) -> dict[str, dict[str, dict[str, Any]]]:
    """Per language and harm: of the messages that reach the threshold, how many are right. The product shows it to people.

    Messages that are in nobody's set for a harm (frames of other harms, ordinary chat) count as what their labels say.
    """
    made: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
    for harm in HARMS:
        known = rows.known(harm)
        decided = decider.decisions(harm, known)
        truth = known.truth(harm)
        langs = np.array([product_code(row.lang) for row in known.rows])
        for lang in sorted(set(langs[decided])):
            some = decided & (langs == lang)
            made[lang][harm] = {"precision": float(truth[some].mean()), "checked": int(some.sum())}
    return dict(sorted(made.items()))


def of_frames(frames: Measured, decider: Decider) -> list[dict[str, Any]]:
    """Per harm: all languages together, then each with enough held-out frames."""
    made = []
    for harm in HARMS:
        rows = frames.where(lambda row, harm=harm: row.extra["harm"] == harm and harm in row.labels)
        if not rows.rows:
            continue
        made.append({"harm": harm, "language": "all"} | figures_of(harm, rows, decider))
        for lang in sorted({row.lang for row in rows.rows}):
            some = rows.where(lambda row, lang=lang: row.lang == lang)
            truth = some.truth(harm)
            if min(truth.sum(), (~truth).sum()) >= 3:
                made.append({"harm": harm, "language": lang} | figures_of(harm, some, decider))
    return made


def by_kind(frames: Measured, decider: Decider) -> list[dict[str, Any]]:
    """Share decided rightly per harm and kind of frame."""
    groups: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for at, row in enumerate(frames.rows):
        groups[(row.extra["harm"], row.extra["label"], row.extra["kind"])].append(at)
    made = []
    for (harm, label, kind), places in sorted(groups.items()):
        rows = Measured([frames.rows[at] for at in places], frames.logits[places]).known(harm)
        if len(rows.rows) >= 5:
            right = (decider.decisions(harm, rows) == rows.truth(harm)).mean()
            made.append({"harm": harm, "kind": kind, "side": "harm" if label == "1" else "near miss", "n": len(rows.rows), "right": right})
    return made


def of_groups(everything: Measured, decider: Decider) -> list[dict[str, Any]]:
    """The same held-out frames with each kind of group in their slot: what is missed and what is a false alarm."""
    rows = everything.where(lambda row: row.extra.get("group") and row.extra["harm"] == "hate")
    made = []
    for group in sorted({row.extra["group"] for row in rows.rows}):
        some = rows.where(lambda row, group=group: row.extra["group"] == group)
        truth, decided = some.truth("hate"), decider.decisions("hate", some)
        made.append({"group": group, "n": len(truth), "missed": float((~decided)[truth].mean()), "false_alarms": float(decided[~truth].mean())})
    return made


def of_chat(chat: Measured, decider: Decider) -> dict[str, Any]:
    """Share of ordinary chat with any harm at its threshold, and with any at half or more."""
    decided = np.stack([decider.decisions(harm, chat) for harm in HARMS])
    likely = np.stack([decider.probabilities(harm, chat) >= 0.5 for harm in HARMS])
    signal, half = decided.any(0), (decided & likely).any(0)
    langs = np.array([row.lang for row in chat.rows])
    sources = np.array([row.source for row in chat.rows])
    return {
        "n": len(chat.rows),
        "signal": float(signal.mean()),
        "half_or_more": float(half.mean()),
        "per_harm": {harm: float(decided[at].mean()) for at, harm in enumerate(HARMS)},
        "per_set": {s: float(signal[sources == s].mean()) for s in sorted(set(sources)) if (sources == s).sum() >= LEAST},
        "per_language": {
            lang: {"n": int((langs == lang).sum()), "signal": float(signal[langs == lang].mean()), "half_or_more": float(half[langs == lang].mean())}
            for lang in sorted(set(langs))
            if (langs == lang).sum() >= LEAST
        },
    }


def operating_points(dev: Measured, frames: Measured, decider: Decider) -> dict[str, list[dict[str, float]]]:
    """A menu: for a share of ordinary chat flagged, the threshold and what is then found on sets and on frames."""
    chat = dev.where(lambda row: row.benign)
    menu: dict[str, list[dict[str, float]]] = {}
    for harm in HARMS:
        p = np.sort(decider.probabilities(harm, chat))[::-1]
        sets = dev.where(lambda row, harm=harm: row.labels.get(harm, 0) >= 0.5)
        written = frames.where(lambda row, harm=harm: row.extra["harm"] == harm and row.labels.get(harm, 0) >= 0.5)
        menu[harm] = []
        for share in POINTS:
            threshold = float(p[int(share * len(p))])
            point = {"chat_flagged": share, "threshold": threshold}
            for name, rows in (("recall_sets", sets), ("recall_frames", written)):
                if len(rows.rows) >= LEAST:
                    point[name] = float((decider.probabilities(harm, rows) > threshold).mean())
            menu[harm].append(point)
    return menu


def rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: rounded(each) for key, each in value.items()}
    if isinstance(value, list):
        return [rounded(each) for each in value]
    if isinstance(value, np.floating | np.integer):
        value = value.item()
    if isinstance(value, float):
        return None if np.isnan(value) else round(value, 4)
    return value

