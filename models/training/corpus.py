"""The corpus written for this project: `models/corpus/<harm>/<language>.jsonl`, filled slots, what a frame says of each label.

A frame is held out when `sha256(text of the frame, slots unfilled) % 5 == 0`: by its text and not by its number, so that a
frame added in the middle of a file moves no other from one side to the other.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from .sets import Row, language_of
from .settings import CORPUS, LABELS

SLOT = re.compile(r"\{(\w+)\}")
HARMS = LABELS[:10]
NO_MORE: Mapping[str, int] = MappingProxyType({})

#: What a true message of one harm leaves open about the others. Whatever stands neither here nor in `IMPLIED` is 0: hate
#: speech is no scam, but a scam may well be an impersonation.
OPEN = {
    "hate": {"threat", "misinformation", "claim", "false_news", "spam"},
    "abuse": {"hate", "threat", "spam"},
    "threat": {"hate", "abuse", "exploitation", "disclosure", "personal_data", "scam"},
    "scam": {"impersonation", "misinformation", "account_compromise", "exploitation", "personal_data", "spam", "claim", "false_news"},
    "impersonation": {"scam", "misinformation", "account_compromise", "threat", "personal_data", "spam", "claim", "false_news"},
    "misinformation": {"hate", "abuse", "scam", "threat", "impersonation", "spam", "false_news", "claim", "exploitation"},
    "personal_data": {"abuse", "threat", "hate", "disclosure", "spam"},
    "exploitation": {"scam", "threat", "abuse", "impersonation", "spam", "disclosure"},
    "account_compromise": {"scam", "impersonation", "spam", "misinformation"},
    "disclosure": {"threat", "exploitation", "abuse", "personal_data", "hate"},
}
IMPLIED = {"hate": {"abuse"}, "misinformation": {"claim"}}
#: A near miss is 0 for every harm but these.
OPEN_OF_NEAR_MISS = {"misinformation": {"claim", "false_news"}, "scam": {"spam", "claim"}, "threat": {"disclosure"}}
OPEN_OF_KIND = {
    "individual": {"abuse", "threat"},
    "non-protected": {"abuse", "threat"},
    "victim-testimony": {"disclosure"},
    "quoted": {"abuse"},
    "reclaimed": {"abuse"},
    "things": {"abuse"},
    "profanity-harmless": {"abuse"},
}


def is_held_out(text: str) -> bool:
    return int(hashlib.sha256(text.encode()).hexdigest(), 16) % 5 == 0


def frames() -> Iterator[dict[str, Any]]:
    for file in sorted(CORPUS.glob("*/*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


def corpus_texts() -> Iterator[tuple[str, str]]:
    """Language and text of every frame, one filling each, for the vocabulary."""
    for frame in frames():
        yield frame["lang"], fill(frame, random.Random(1))[0]


def labels_of(frame: dict[str, Any]) -> dict[str, float]:
    """What the frame says of each label; what it leaves open is not in the answer."""
    harm, kind = frame["harm"], frame["kind"]
    if frame["label"] == 1:
        known = {label: 0.0 for label in LABELS if label not in OPEN[harm]}
        known |= {label: 1.0 for label in {harm} | IMPLIED.get(harm, set())}
        if harm == "hate" and kind == "threat":
            known["threat"] = 1.0
    else:
        left = OPEN_OF_NEAR_MISS.get(harm, set()) | OPEN_OF_KIND.get(kind, set()) | {"claim", "false_news"}
        known = {label: 0.0 for label in LABELS if label == harm or label not in left}
    return known | {label: float(value) for label, value in frame.get("also", {}).items()}


@cache
def varieties() -> dict[str, str]:
    """Varieties that are filled from the slots of another."""
    return json.loads((CORPUS / "varieties.json").read_text(encoding="utf-8"))


def slots_of(lang: str, cache: dict[str, Any] = {}) -> dict[str, Any]:  # noqa: B006 - one reading per process
    for code in (lang, lang.partition("-")[0], varieties().get(lang, lang), "eng"):
        file = CORPUS / "slots" / f"{code}.json"
        if code not in cache and file.exists():
            cache[code] = json.loads(file.read_text(encoding="utf-8"))
        if code in cache:
            return cache[code]
    raise FileNotFoundError(f"no slots for {lang}")


def fill(frame: dict[str, Any], rng: random.Random, group: str | None = None) -> tuple[str, str]:
    """The frame with its slots filled and the kind of group it now speaks of ('' without a group slot)."""
    slots = slots_of(_file_language(frame))
    chosen = group or rng.choice([kind for kind, words in slots["group"].items() if words])

    def word(match: re.Match[str]) -> str:
        name = match.group(1)
        words = slots["group"].get(chosen) if name == "group" else slots.get(name)
        return rng.choice(words) if words else match.group(0)

    return SLOT.sub(word, frame["text"]), chosen if "{group}" in frame["text"] else ""


def _file_language(frame: dict[str, Any]) -> str:
    """Romanised frames are filled from their own slots where there are any."""
    own = CORPUS / "slots" / f"{frame['lang']}.json"
    return frame["lang"] if own.exists() else frame["frame"].split("-")[1]


def rows(held_out: bool, times: float, rng: random.Random, more: Mapping[str, int] = NO_MORE) -> list[Row]:
    """Every frame of one side filled `times`, those named in `more` so many times more; of a broken number the rest is a chance."""
    made = []
    for frame in frames():
        if is_held_out(frame["text"]) != held_out:
            continue
        for _ in range(int(times) + (rng.random() < times % 1) + more.get(frame["frame"], 0)):
            text, group = fill(frame, rng)
            extra = {k: str(frame[k]) for k in ("frame", "harm", "kind", "label")} | {"group": group}
            made.append(Row(text, language_of(frame["lang"]), labels_of(frame), "corpus", extra=extra))
    return made


def compile_report(target: Path) -> dict[str, int]:
    """Frames per language, for the card."""
    counts: dict[str, int] = {}
    for frame in frames():
        counts[frame["lang"]] = counts.get(frame["lang"], 0) + 1
    target.write_text(json.dumps(counts, indent=1), encoding="utf-8")
    return counts
