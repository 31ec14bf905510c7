"""Settings of a build: one YAML file, and where things lie from the environment.

No path of any machine stands in the code. `MLINZI_SHARED` names the folder with the base and the labelled sets (default:
`shared` beside the checkout) and `MLINZI_BUILD` the folder for everything that is made on the way (default: `build` in
this package, which git ignores).
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

PACKAGE = Path(__file__).resolve().parent
MODELS = PACKAGE.parent
CORPUS = MODELS / "corpus"

#: Columns of the logits, in order. The first ones are harms of the product; the last three say more and raise nothing.
LABELS = (
    "hate",
    "abuse",
    "threat",
    "scam",
    "impersonation",
    "misinformation",
    "personal_data",
    "exploitation",
    "account_compromise",
    "disclosure",
    "spam",
    "claim",
    "false_news",
)
#: What a column is called in the labelled sets where it is not called the same.
IN_SETS = {"misinfo": "false_news"}


@dataclass(frozen=True)
class Settings:
    """What one build is made of."""

    raw: dict[str, Any]
    shared: Path
    build: Path
    licensed_only: bool

    def __getitem__(self, key: str) -> Any:
        return self.raw[key]

    @property
    def base(self) -> Path:
        return self.build / "base"

    @property
    def trimmed(self) -> Path:
        return self.build / "trimmed"

    @property
    def sets(self) -> Path:
        return self.shared / "data"

    @property
    def target(self) -> Path:
        return MODELS / str(self["name"])


def read_settings(file: Path, licensed_only: bool = False) -> Settings:
    """Reads a configuration; the licensed-only build gets a folder of its own so that neither takes the other's files."""
    raw = yaml.safe_load(file.read_text(encoding="utf-8"))
    shared = Path(os.environ.get("MLINZI_SHARED") or MODELS.parent.parent / "shared")
    build = Path(os.environ.get("MLINZI_BUILD") or PACKAGE / "build")
    return Settings(raw, shared, build / ("licensed" if licensed_only else "full"), licensed_only)
