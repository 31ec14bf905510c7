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
        "targets": targets(figures),
        "licensed": licensed(settings, figures),
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
    return table(["figure", "n", "value"], summed(figures))


def licensed(settings: Settings, figures: Figures) -> str:
    """Both builds beside each other, as `evaluate` measured them; `licensed.md` holds them for the last release that had both."""
    file = settings.build.parent / "licensed" / "eval.json"
    if not file.exists():
        return (PACKAGE / "licensed.md").read_text(encoding="utf-8").strip()
    other = {row[0]: row for row in summed(json.loads(file.read_text(encoding="utf-8")))}
    rows = [[name, n, value, *other.get(name, [name, 0, None])[1:]] for name, n, value in summed(figures)]
    return table(["figure", "n", "this release", "n", "licensed only"], rows)


def targets(figures: Figures) -> str:
    """What was aimed at and what the product itself measured, on `dev`, on frames and on claims."""
    if "product" not in figures:
        return "Not yet measured."
    dev, frames, ordinary = (figures["product"][part] for part in ("dev", "held_out", "chat"))
    unseen, sets = never_trained_on(figures), told_sets(figures)
    ours = [row for row in sets if row["label"] in HATE and row["set"] not in unseen]
    african = [row for row in ours if row["set"] in AFRICAN]
    by = {(row["label"], row["set"]): row for row in sets}
    whole = {row["label"]: row for row in frames["labels"] if row["set"] is None and row["language"] is None}
    chat = next(row for row in ordinary["benignChat"] if row["language"] is None and row["set"] is None)
    worst = max((row for row in ordinary["benignChat"] if row["language"] and row["n"] >= 60), key=lambda row: row["share"])
    scams = [f"{name.removeprefix('sms_')} {_cell(by[('scam', name)]['f1'])}" for name in SCAMS if ("scam", name) in by]
    false_news = [f"{name} {_cell(by[('misinfo', name)]['f1'])}" for name in FALSE_NEWS if ("misinfo", name) in by]
    ece = {label: mean([row["calibrationError"] for row in sets if row["label"] == label and row["set"] not in unseen]) for label in ("hate", "scam")}
    rows = [
        ["hate and abuse, mean macro-F1 of sets trained on", ">= .80", mean([row["macroF1"] for row in ours])],
        ["the same, African languages", ">= .78", mean([row["macroF1"] for row in african])],
        ["English functional suite, macro-F1", ">= .86", by[("hate", "hatecheck_en")]["macroF1"]],
        ["scam sets, F1", ">= .96", ", ".join(scams)],
        ["scam frames, F1", ">= .92", whole["scam"]["f1"]],
        ["disclosure frames, recall", ">= .95", whole["disclosure"]["recall"]],
        ["misinformation sets, F1", ">= .85", ", ".join(false_news)],
        ["claims, F1 (ar, bg, en)", ">= .80", by[("claim", "nlp4if2021")]["f1"]],
        ["ordinary chat flagged, everything installed", "<= .015", chat["share"]],
        [f"the same, worst language of 60 messages or more ({worst['language']}, {worst['n']})", "<= .03", worst["share"]],
        ["calibration error, mean of sets: hate", "<= .05", ece["hate"]],
        ["calibration error, mean of sets: scam", "<= .05", ece["scam"]],
    ]
    return table(["what", "aimed at", "reached"], rows)


def never_trained_on(figures: Figures) -> set[str]:
    return {row["set"] for row in figures["sets"] if row["part"] != "dev"}


def told_sets(figures: Figures) -> list[Figures]:
    """The product's figures by set and label, where a set holds eight rows or more of both sides."""
    return [row for row in figures["product"]["dev"]["labels"] if row["set"] and min(row["positive"], row["n"] - row["positive"]) >= 8]


AFRICAN = {"amharic_ranlp", "amharic_trac", "hausahate", "herdphobia", "oromo_hate"}
SCAMS = ("sms_sw_scam", "sms_id", "sms_fbs_zh", "sms_ar_smishing", "sms_smishing_en", "sms_en_translated")
FALSE_NEWS = ("fakewhatsapp_br", "constraint_en", "nlp4if2021")


def summed(figures: Figures) -> list[list[Any]]:
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
    return rows


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
    """As the product measured itself on `dev`."""
    if "product" not in figures:
        return "Not yet measured."
    head = ["set", "label", "n", "positive", "precision", "recall", "F1", "macro-F1", "AP", "ECE"]
    unseen = never_trained_on(figures)
    made = []
    for row in sorted(told_sets(figures), key=lambda row: (row["set"] in unseen, row["label"], row["set"])):
        name = row["set"] + (" (never trained on)" if row["set"] in unseen else "")
        made.append([name, *(row[key] for key in ("label", "n", "positive", *VALUES))])
    return table(head, made)


VALUES = ("precision", "recall", "f1", "macroF1", "averagePrecision", "calibrationError")


def frames_table(figures: Figures) -> str:
    """As the product measured itself on held-out frames; languages with a dozen or more of a harm."""
    if "product" not in figures:
        return "Not yet measured."
    head = ["harm", "language", "n", "harmful", "precision", "recall", "F1", "macro-F1"]
    rows = [row for row in figures["product"]["held_out"]["labels"] if row["set"] is None and (row["language"] is None or row["n"] >= 12)]
    return table(head, [[row["label"], row["language"] or "all", *(row[k] for k in ("n", "positive", *VALUES[:4]))] for row in rows])


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
