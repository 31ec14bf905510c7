"""The product's own code for a language, from the table that its language detection uses."""

from __future__ import annotations

import json
from functools import cache

from .settings import MODELS

TABLE = MODELS.parent / "src" / "detection" / "language" / "codes.json"


@cache
def _table() -> dict[str, str]:
    file = json.loads(TABLE.read_text(encoding="utf-8"))
    return dict(pair.split(":") for pair in f"{file['twoLetters']} {file['threeLetters']}".split(" "))


def product_code(tag: str) -> str:
    """`arz`, `ara-Latn` and `ar` are `ara`; `pes` and `prs` are `fas`."""
    code = tag.split("-")[0].lower()
    return _table().get(code, code)
