"""The model's folder: weights, tokenizer, card, figures, and a manifest with the checksum of each."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections import Counter

from . import corpus
from .codes import product_code
from .settings import LABELS, Settings

COPIED = ("model.onnx", "tokenizer.json", "tokenizer_config.json", "config.json")

#: Held-out frames of a language from which on it counts as measured, all harms together.
LEAST = 20


def write(settings: Settings, card: str) -> None:
    target = settings.target
    target.mkdir(exist_ok=True)
    for name in COPIED:
        shutil.copy(settings.build / "export" / name, target / name)
    shutil.copy(settings.build / "eval.json", target / "eval.json")
    (target / "card.md").write_text(card, encoding="utf-8")
    names = sorted(file.name for file in target.iterdir() if file.name != "manifest.json" and not file.name.startswith("."))
    manifest = {
        "format": 1,
        "name": settings["name"],
        "version": settings["version"],
        "licence": settings["licence"],
        "minimumProduct": "0.1.0",
        "labels": list(LABELS),
        "outputs": {"logits": "logits", "embedding": "embedding"},
        "languages": languages(settings),
        "maxTokens": settings["tokens"]["longest"],
        "matching": settings["matching"],
        "calibration": calibration(settings),
        "files": {name: _sum((target / name).read_bytes()) for name in names},
    }
    (target / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def languages(settings: Settings) -> list[str]:
    """The product's codes of the languages that anything was measured in."""
    figures = json.loads((settings.build / "eval.json").read_text(encoding="utf-8"))
    measured = {product_code(lang) for row in figures["sets"] for lang in row["languages"]}
    measured |= {product_code(row["language"]) for row in figures["frames"] if row["language"] != "all"}
    measured |= {product_code(lang) for lang in figures["chat"]["per_language"]}
    held_out = Counter(product_code(f["lang"]) for f in corpus.frames() if corpus.is_held_out(f["text"]))
    measured |= {lang for lang, count in held_out.items() if count >= LEAST}
    served = {product_code(lang) for lang in settings["trim"]["languages"]}
    return sorted(measured & served)


def calibration(settings: Settings) -> dict[str, dict[str, dict[str, float]]]:
    """As chosen, for the languages of the manifest only."""
    chosen = json.loads((settings.build / "calibration.json").read_text(encoding="utf-8"))
    kept = {"any", *languages(settings)}
    return {label: {lang: of for lang, of in by.items() if lang in kept} for label, by in chosen.items()}


def _sum(content: bytes) -> dict[str, object]:
    return {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
