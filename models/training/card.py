"""`card.md`: what the model is, from what, and how good per language, in words and tables made from `eval.json`."""

from __future__ import annotations

import json
from typing import Any

from . import corpus, release
from .data import settings_of, usable
from .settings import PACKAGE, Settings

Figures = dict[str, Any]
HATE = {"hate", "abuse"}


def run(settings: Settings) -> None:
    figures = json.loads((settings.build / "eval.json").read_text(encoding="utf-8"))
    release.write(settings, text(settings, figures))


def text(settings: Settings, figures: Figures) -> str:
    """The card. `card-words.md` holds what no program can write; its marks are replaced by tables."""
    words = (PACKAGE / "card-words.md").read_text(encoding="utf-8")
    parts = {
        "summary": summary(figures),
        "sources": sources(settings),
        "corpus": corpus_table(),
        "sets": sets_table(figures),
        "frames": frames_table(figures),
        "kinds": kinds_table(figures),
        "groups": groups_table(figures),
        "chat": chat_table(figures),
        "points": points_table(figures),
        "numbers": numbers(figures),
    }
    for name, part in parts.items():
        words = words.replace(f"<!-- {name} -->", part)
    return words


def table(head: list[str], rows: list[list[Any]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines)


def _cell(value: Any) -> str:
    if value is None:
        return "-"
    return f"{value:.3f}".lstrip("0") if isinstance(value, float) and abs(value) < 1 else str(value)


def mean(values: list[float]) -> float:
    return round(sum(values) / len(values), 4) if values else float("nan")


def summary(figures: Figures) -> str:
    ours = [row for row in figures["sets"] if row["label"] in HATE and row["part"] == "dev"]
    unseen = [row for row in figures["sets"] if row["label"] in HATE and row["part"] != "dev"]
    frames = {row["harm"]: row for row in figures["frames"] if row["language"] == "all"}
    rows = [
        ["hate and abuse, macro-F1, mean of sets trained on", len(ours), mean([row["macro_f1"] for row in ours])],
        ["the same, one threshold per set", len(ours), mean([row["macro_f1_own_threshold"] for row in ours])],
        ["hate and abuse, macro-F1, mean of sets never trained on", len(unseen), mean([row["macro_f1"] for row in unseen])],
        ["hate, held-out frames, macro-F1", frames["hate"]["n"], frames["hate"]["macro_f1"]],
        ["scam, held-out frames, F1", frames["scam"]["n"], frames["scam"]["f1"]],
        ["disclosure, held-out frames, recall", frames["disclosure"]["positive"], frames["disclosure"]["recall"]],
        ["ordinary chat with any signal", figures["chat"]["n"], figures["chat"]["signal"]],
        ["ordinary chat with any signal of probability one half or more", figures["chat"]["n"], figures["chat"]["half_or_more"]],
    ]
    return table(["figure", "n", "value"], rows)


def sources(settings: Settings) -> str:
    """Every set used, with its licence as the catalogue of the sets states it."""
    rows = []
    for name in usable(settings):
        if settings_of(settings, name)["cap"] > 0:
            rows.append([name, "none stated" if name in settings["unlicensed"] else settings["licences"].get(name, "stated at the origin")])
    return table(["set", "licence"], rows)


def corpus_table() -> str:
    counts: dict[str, list[int]] = {}
    for frame in corpus.frames():
        of = counts.setdefault(frame["lang"], [0, 0, 0])
        of[0 if frame["label"] == 1 else 1] += 1
        of[2] += int(frame.get("reviewed") is False)
    return table(["language", "harm", "near miss", "unreviewed"], [[lang, *of] for lang, of in sorted(counts.items())])


def sets_table(figures: Figures) -> str:
    head = ["set", "label", "languages", "n", "precision", "recall", "macro-F1", "own threshold", "AP", "ECE"]
    rows = []
    for row in sorted(figures["sets"], key=lambda row: (row["part"], row["label"], row["set"])):
        name = row["set"] + ("" if row["part"] == "dev" else " (never trained on)")
        langs = " ".join(row["languages"][:3]) + (" ..." if len(row["languages"]) > 3 else "")
        values = [row[key] for key in ("precision", "recall", "macro_f1", "macro_f1_own_threshold", "average_precision", "calibration_error")]
        rows.append([name, row["label"], langs, row["n"], *values])
    return table(head, rows)


def frames_table(figures: Figures) -> str:
    head = ["harm", "language", "n", "precision", "recall", "F1", "macro-F1"]
    return table(head, [[row[k] for k in ("harm", "language", "n", "precision", "recall", "f1", "macro_f1")] for row in figures["frames"]])


def kinds_table(figures: Figures) -> str:
    return table(["harm", "side", "kind", "n", "right"], [[row[k] for k in ("harm", "side", "kind", "n", "right")] for row in figures["frames_by_kind"]])


def groups_table(figures: Figures) -> str:
    rows = [[row[k] for k in ("group", "n", "missed", "false_alarms")] for row in figures["groups"]]
    return table(["group in the slot", "n", "hate missed", "near misses flagged"], rows)


def chat_table(figures: Figures) -> str:
    rows = [[lang, of["n"], of["signal"], of["half_or_more"]] for lang, of in figures["chat"]["per_language"].items()]
    worst = sorted(rows, key=lambda row: -row[2])[:25]
    return table(["language", "n", "any signal", "probability half or more"], worst)


def points_table(figures: Figures) -> str:
    rows = []
    for harm, points in figures["operating_points"].items():
        rows += [[harm, p["chat_flagged"], p["threshold"], p.get("recall_sets"), p.get("recall_frames")] for p in points]
    return table(["harm", "ordinary chat flagged", "threshold", "found in sets", "found in frames"], rows)


def numbers(figures: Figures) -> str:
    rows = [[f"{part}: {key}", value] for part in ("int8", "embedding", "speed") for key, value in figures[part].items()]
    return table(["figure", "value"], rows)
