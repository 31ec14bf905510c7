"""The product's own figures: `npm run eval` over held-out frames, over `dev`, and over the ordinary messages of `dev` alone.

They stand in `eval.json` under `product` as the command printed them, so that the same commands give them again.
"""

from __future__ import annotations

import gzip
import json
import subprocess
from pathlib import Path
from typing import Any

from . import card
from .evaluate import rounded
from .settings import MODELS, Settings
from .sets import names

ROOT = MODELS.parent


def run(settings: Settings, only: str | None = None) -> None:
    """After `card`: the model has to be in its folder, and the product built.

    `only`: `held_out` and `chat` take minutes and follow a change of the policy; `dev` takes a quarter of an hour.
    """
    file = settings.build / "eval.json"
    figures = json.loads(file.read_text(encoding="utf-8"))
    measured = figures.setdefault("product", {})
    if only in {None, "held_out"}:
        measured["held_out"] = _evaluated()
    if only is None:
        measured["dev"] = _evaluated("--file", str(settings.sets / "dev"))
        measured["chat"] = {"benignChat": measured["dev"]["benignChat"]}
    if only == "chat":
        measured["chat"] = _evaluated("--file", str(_ordinary(settings)))
    file.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    card.run(settings)


def _ordinary(settings: Settings) -> Path:
    """The lines of `dev` that must raise nothing."""
    file = settings.build / "ordinary.jsonl"
    with file.open("w", encoding="utf-8") as out:
        for name in names(settings.sets, "dev"):
            with gzip.open(settings.sets / "dev" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
                out.writelines(line for line in lines if json.loads(line)["labels"].get("benign_chat") == 1)
    return file


def _evaluated(*arguments: str) -> dict[str, Any]:
    command = ["node", "dist/src/cli.js", "eval", "--json", *arguments]
    printed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    figures = json.loads(printed)
    del figures["messagesPerSecond"]
    return rounded(figures)
