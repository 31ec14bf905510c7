"""Vocabulary trimming: only word pieces that the served languages use stay.

Of the base's 250,002 pieces most belong to languages and names that no community here writes; 96 of its 118 million
weights are their vectors. Kept are, in this order: the marks; every single character of the scripts served (so that
nothing becomes unknown that was not before); the pieces most frequent in each language's texts, each language judged by
its own frequencies (so that Tigrinya is not outvoted by English); and the pieces most probable in the base's own unigram
model, which stand for text the sets do not show. A word whose piece went is cut into smaller pieces, which stay.
"""

from __future__ import annotations

import json
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import numpy as np
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer

from .corpus import corpus_texts
from .network import Shape, weights_of_base
from .sets import language_of, names, read
from .settings import LABELS, Settings

SPACE = "▁"
MARKS = 4
SAMPLE = 600
FREQUENT = 60_000


def run(settings: Settings) -> None:
    spec = json.loads((settings.base / "tokenizer.json").read_text(encoding="utf-8"))
    tokenizer = Tokenizer.from_file(str(settings.base / "tokenizer.json"))
    texts = _texts(settings)
    counts = _counts(tokenizer, texts, settings)
    kept = choose(spec["model"]["vocab"], counts, settings)
    settings.trimmed.mkdir(parents=True, exist_ok=True)
    _write_tokenizer(spec, kept, settings)
    write_weights(kept, settings)
    _report(tokenizer, texts, settings)


def _texts(settings: Settings) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name in names(settings.sets, "train"):
        for row in read(settings.sets, "train", name):
            found[row.lang].append(row.text[:SAMPLE])
    for lang, text in corpus_texts():
        found[language_of(lang)].append(text)
    return found


def _counts(tokenizer: Tokenizer, texts: dict[str, list[str]], settings: Settings) -> dict[str, np.ndarray]:
    file = settings.build / "piece-counts.npz"
    if not file.exists():
        np.savez_compressed(file, **{lang: _count(tokenizer, of_lang) for lang, of_lang in texts.items()})
    with np.load(file) as saved:
        return dict(saved)


def _count(tokenizer: Tokenizer, texts: list[str]) -> np.ndarray:
    counts = np.zeros(tokenizer.get_vocab_size(), np.int64)
    for at in range(0, len(texts), 2000):
        for encoding in tokenizer.encode_batch_fast(texts[at : at + 2000], add_special_tokens=False):
            np.add.at(counts, encoding.ids, 1)
    return counts


def choose(vocabulary: list[list[Any]], counts: dict[str, np.ndarray], settings: Settings) -> np.ndarray:
    """Ids of the base's pieces that stay, ascending."""
    pieces = [piece for piece, _ in vocabulary]
    served = set(settings["trim"]["languages"])
    worth = np.zeros(len(pieces))
    used = sum(count[: len(pieces)] for count in counts.values()) > 0
    for lang, count in counts.items():
        of_lang = count[: len(pieces)]
        once = np.where(of_lang > 1, of_lang, of_lang * 0.5)
        share = once / max(of_lang.sum(), settings["trim"]["least_tokens"])
        worth = np.maximum(worth, share * (1.0 if lang in served else settings["trim"]["other_languages"]))
    # The base's ids follow its own probabilities: a lower id is a more frequent piece.
    rank = np.arange(len(pieces))
    worth = np.maximum(worth, settings["trim"]["prior"] / (rank + 1000.0))
    scripts = tuple(settings["trim"]["scripts"])
    for at, piece in enumerate(pieces):
        if at < MARKS or _is_character(piece, scripts, bool(used[at]), at):
            worth[at] = 1.0 + 1.0 / (at + 1)
    kept = np.sort(np.argsort(-worth, kind="stable")[: settings["trim"]["pieces"] - 1])
    return np.append(kept, len(pieces) - 1) if kept[-1] != len(pieces) - 1 else kept


def _is_character(piece: str, scripts: tuple[str, ...], occurs: bool, at: int) -> bool:
    bare = piece.lstrip(SPACE)
    if len(bare) > 1:
        return False
    if not bare:
        return True
    name = unicodedata.name(bare, "")
    if name.startswith(("CJK", "HANGUL")):
        # Thousands, each a word of its own: those that the texts hold.
        return occurs or at < FREQUENT
    return name.startswith(scripts) or unicodedata.category(bare)[0] in "NPSZ"


def _write_tokenizer(spec: dict[str, Any], kept: np.ndarray, settings: Settings) -> None:
    vocabulary = spec["model"]["vocab"]
    spec["model"]["vocab"] = [[vocabulary[at][0], round(vocabulary[at][1], 4)] for at in kept[:-1]] + [["<mask>", 0.0]]
    for added in spec["added_tokens"]:
        if added["content"] == "<mask>":
            added["id"] = len(kept) - 1
    out = settings.trimmed / "tokenizer.json"
    out.write_text(json.dumps(spec, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    config = json.loads((settings.base / "tokenizer_config.json").read_text(encoding="utf-8"))
    config["model_max_length"] = settings["tokens"]["longest"]
    (settings.trimmed / "tokenizer_config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")


def write_weights(kept: np.ndarray, settings: Settings) -> None:
    """The base with the word vectors of these of its ids alone."""
    base = load_file(settings.base / "model.safetensors")
    base = {name.removeprefix("bert."): value for name, value in base.items()}
    shape = Shape(len(kept), settings["tokens"]["longest"], layers=settings["layers"], labels=len(LABELS))
    weights = weights_of_base(base, shape)
    weights["encoder.words.weight"] = weights["encoder.words.weight"][torch.from_numpy(kept)].clone()
    torch.save({"shape": shape.as_dict(), "weights": weights}, settings.trimmed / "weights.pt")


def _report(before: Tokenizer, texts: dict[str, list[str]], settings: Settings) -> None:
    """Share of unknown pieces and pieces per text, before and after, per language."""
    after = Tokenizer.from_file(str(settings.trimmed / "tokenizer.json"))
    report = {}
    for lang, of_lang in sorted(texts.items()):
        sample = of_lang[:: max(1, len(of_lang) // 300)][:300]
        report[lang] = [*_unknown(before, sample), *_unknown(after, sample)]
    rows = {lang: dict(zip(("unknown_before", "pieces_before", "unknown_after", "pieces_after"), row)) for lang, row in report.items()}
    (settings.trimmed / "report.json").write_text(json.dumps(rows, indent=1), encoding="utf-8")


def _unknown(tokenizer: Tokenizer, texts: Iterable[str]) -> tuple[float, float]:
    unknown = pieces = count = 0
    mark = tokenizer.token_to_id("<unk>")
    for encoding in tokenizer.encode_batch(list(texts), add_special_tokens=False):
        unknown += encoding.ids.count(mark)
        pieces += len(encoding.ids)
        count += 1
    return round(unknown / max(pieces, 1), 5), round(pieces / max(count, 1), 2)
