"""`python -m training <stage> --config training/release.yaml [--licensed-only]`, from `models/`.

`all` makes a release from the base, `onward` makes the next one from the released weights. Each stage leaves its result in
the build folder and is skipped when that is there already.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from .settings import PACKAGE, Settings, read_settings


def _of(module: str, *arguments: str) -> Callable[[Settings], None]:
    """Modules are imported when their stage runs: the small linear models need no torch."""
    return lambda settings: import_module(f"training.{module}").run(settings, *arguments)


STAGES: dict[str, Callable[[Settings], None]] = {
    "base": _of("base"),
    "trim": _of("trim"),
    "one": _of("train", "one"),
    "two": _of("train", "two"),
    "mine": _of("mine"),
    "three": _of("train", "three"),
    "warm": _of("warm"),
    "again": _of("train", "again"),
    "last": _of("train", "last"),
    "blend": _of("blend"),
    "export": _of("export"),
    "calibrate": _of("calibrate"),
    "evaluate": _of("evaluate"),
    "screen": _of("screen"),
    "language": _of("language"),
    "card": _of("card"),
    "rarity": _of("rarity"),
    "claims": _of("claims"),
    "strangers": _of("strangers"),
    "product": _of("product"),
    "held_out": _of("product", "held_out"),
    "chat": _of("product", "chat"),
}
MADE = ("export", "calibrate", "rarity", "claims", "evaluate", "screen", "language", "card", "product")
RECIPES = {
    "all": ("base", "trim", "one", "two", "mine", "three", *MADE),
    "onward": ("base", "warm", "again", "mine", "last", "blend", *MADE),
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="training", description=__doc__)
    parser.add_argument("stage", choices=[*STAGES, *RECIPES])
    parser.add_argument("--config", type=Path, default=PACKAGE / "release.yaml")
    parser.add_argument("--licensed-only", action="store_true", help="leave out sets without a stated licence")
    given = parser.parse_args()
    settings = read_settings(given.config, given.licensed_only)
    for stage in RECIPES.get(given.stage, [given.stage]):
        STAGES[stage](settings)


if __name__ == "__main__":
    main()
