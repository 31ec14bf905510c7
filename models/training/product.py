"""The product's own figures: `npm run eval` over `dev` and over the held-out frames, with the released model in place.

They stand in `eval.json` under `product` as the command printed them, so that the same two commands give them again.
"""

from __future__ import annotations

import json
import subprocess
from typing import Any

from . import card
from .evaluate import rounded
from .settings import MODELS, Settings

ROOT = MODELS.parent


def run(settings: Settings) -> None:
    """After `card`: the model has to be in its folder, and the product built."""
    file = settings.build / "eval.json"
    figures = json.loads(file.read_text(encoding="utf-8"))
    figures["product"] = {"held_out": _evaluated(), "dev": _evaluated("--file", str(settings.sets / "dev"))}
    file.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    card.run(settings)


def _evaluated(*arguments: str) -> dict[str, Any]:
    command = ["node", "dist/src/cli.js", "eval", "--json", *arguments]
    printed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    figures = json.loads(printed)
    del figures["messagesPerSecond"]
    return rounded(figures)
