"""Reading the labelled sets: `<split>/<set>.jsonl.gz`, lines of `{"text", "lang", "labels", "set"}`."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from .settings import IN_SETS, LABELS

#: The sets call their varieties differently; the product knows one code for each language.
CODES = {"arb": "ara", "zho-CN": "cmn", "zho-TW": "cmn", "swa": "swh", "pbt": "pus", "msa": "zsm", "fil": "tgl", "nep": "npi"}


@dataclass
class Row:
    """One text with what is known of it; a label that is not there is unknown."""

    text: str
    lang: str
    labels: dict[str, float]
    source: str
    weight: float = 1.0
    benign: bool = False
    extra: dict[str, str] = field(default_factory=dict)


def language_of(code: str) -> str:
    """`eng-NG` -> `eng`; a script stays, because `urd-Latn` is read by other letters than `urd`."""
    if code in CODES:
        return CODES[code]
    main, _, variety = code.partition("-")
    return f"{main}-{variety}" if len(variety) == 4 and variety in {"Latn"} else CODES.get(main, main)


def names(folder: Path, split: str) -> list[str]:
    return sorted(file.name.removesuffix(".jsonl.gz") for file in (folder / split).glob("*.jsonl.gz"))


def read(folder: Path, split: str, name: str) -> Iterator[Row]:
    """The rows of one set with this model's label names."""
    with gzip.open(folder / split / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            raw = json.loads(line)
            given = {IN_SETS.get(k, k): float(v) for k, v in raw["labels"].items() if v is not None}
            labels = {k: min(max(v, 0.0), 1.0) for k, v in given.items() if k in LABELS}
            yield Row(raw["text"], language_of(raw["lang"]), labels, name, benign=given.get("benign_chat") == 1.0)
