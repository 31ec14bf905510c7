"""What is trained on: the sets, cleaned, each within its cap, and the corpus, filled; one shuffled round at a time."""

from __future__ import annotations

import json
import re
import random
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from . import corpus
from .noise import noisy
from .sets import Row, names, read
from .settings import LABELS, Settings

ADDRESS = re.compile(r"https?://\S+")
NAMED = re.compile(r"@(?:user|USER)\b|@\w{3,}")
MARKUP = re.compile(r"</?seg>|&(?:amp|quot|lt|gt|#39);|\bRT\b\s*")


def cleaned(text: str) -> str:
    """Without the traces of where a set was gathered: they tell the set, and so its label, and no chat has them."""
    text = MARKUP.sub(" ", text)
    text = NAMED.sub("@name", text)
    text = ADDRESS.sub("https://example.org", text)
    return re.sub(r"\s+", " ", text).strip()


def key(text: str) -> str:
    """Equal for texts that differ in case, digits and punctuation only."""
    return re.sub(r"[\W\d_]+", "", unicodedata.normalize("NFKC", text).casefold())[:120]


def settings_of(settings: Settings, name: str) -> dict[str, Any]:
    return settings["sets"]["default"] | settings["sets"].get(name, {})


def usable(settings: Settings) -> list[str]:
    barred = set(settings["evaluate_only"]) | (set(settings["unlicensed"]) if settings.licensed_only else set())
    return [name for name in names(settings.sets, "train") if name not in barred]


@cache
def _seen_in_dev(folder: Path) -> frozenset[str]:
    return frozenset(key(row.text) for name in names(folder, "dev") for row in read(folder, "dev", name))


def load(settings: Settings) -> dict[str, list[Row]]:
    """Rows of every set that may be used, without those that `dev` or an earlier set holds too."""
    seen = set(_seen_in_dev(settings.sets)) | {key(frame["text"]) for frame in corpus.frames() if corpus.is_held_out(frame["text"])}
    loaded: dict[str, list[Row]] = {}
    for name in usable(settings):
        if settings_of(settings, name)["cap"] == 0:
            continue
        kept = []
        for row in read(settings.sets, "train", name):
            of_row = key(row.text)
            if len(of_row) < 2 or of_row in seen:
                continue
            seen.add(of_row)
            row.labels = known(row)
            row.weight = settings_of(settings, name).get("weight", 1.0)
            if row.labels:
                kept.append(row)
        loaded[name] = kept
    return loaded


def known(row: Row) -> dict[str, float]:
    """Labels of a row of a set, with what follows from them: hate is abuse, ordinary chat is no harm at all."""
    labels = dict(row.labels)
    if labels.get("hate") == 1.0:
        labels.setdefault("abuse", 1.0)
    if labels.get("abuse") == 0.0:
        labels.setdefault("hate", 0.0)
    if labels.get("false_news") == 0.0 and set(labels) == {"false_news"}:
        # News and health text: no rumour either, and nobody is attacked in it. A weak 0.
        labels |= {label: 0.0 for label in LABELS if label not in {"claim", "false_news"}}
    if row.benign:
        labels = {label: 0.0 for label in LABELS} | labels
    return labels


def one_round(
    sets: dict[str, list[Row]], settings: Settings, rng: random.Random, how: dict[str, Any], more: Mapping[str, int] = corpus.NO_MORE
) -> list[Row]:
    """A fresh sample of every set within its cap, the corpus filled anew, `more` of some frames, noise on some; shuffled."""
    chosen: list[Row] = []
    for name, rows in sorted(sets.items()):
        chosen += sample(rows, settings_of(settings, name), rng, how.get("share_of_sets", 1.0))
    chosen += corpus.rows(False, how["corpus_times"], rng, more)
    chosen = [_with_noise(row, settings["train"]["noise"], rng) for row in chosen]
    rng.shuffle(chosen)
    return chosen


def sample(rows: list[Row], how: dict[str, Any], rng: random.Random, share: float) -> list[Row]:
    """Up to the cap, positives first to at most half, languages within `per_language`."""
    rows = rng.sample(rows, len(rows))
    if "per_language" in how:
        taken: dict[str, int] = defaultdict(int)
        kept = []
        for row in rows:
            taken[row.lang] += 1
            if taken[row.lang] <= how.get(row.lang, how["per_language"]):
                kept.append(row)
        rows = kept
    whole = int(len(rows) * how.get("times", 1) * share)
    cap = int(min(how["cap"] * share, whole))
    positive = [row for row in rows if any(row.labels.values())]
    other = [row for row in rows if not any(row.labels.values())]
    if cap < len(rows):
        many = min(len(positive), max(cap // 2, cap - len(other)))
        return positive[:many] + other[: cap - many]
    times = max(1, -(-cap // max(1, len(rows))))
    return (rows * times)[:cap]


def _with_noise(row: Row, share: float, rng: random.Random) -> Row:
    """Half of the sets' rows without their traces of origin, half as they are: the product reads messages as they are."""
    if row.source != "corpus" and rng.random() < 0.5:
        row = replace(row, text=cleaned(row.text) or row.text)
    if rng.random() >= share:
        return row
    extra = row.extra | {"noisy": "1"}
    return replace(row, text=noisy(row.text, rng), extra=extra)


def mined(settings: Settings) -> list[Row]:
    """Ordinary chat of the training split on which the first stage fired; written by `mine.py`, never from `dev`."""
    file = settings.build / "mined.jsonl"
    if not file.exists():
        return []
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    nothing = {label: 0.0 for label in LABELS}
    return [Row(row["text"], row["lang"], nothing, "mined", benign=True) for row in rows]


def hard(settings: Settings) -> dict[str, int]:
    """Frames that the network got wrong, with how many fillings more each gets; written by `mine.py`."""
    file = settings.build / "hard.json"
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
