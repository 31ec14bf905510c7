"""What the network gets wrong before its last stage, to be seen more often in it.

Ordinary chat of the training split on which it fires: only rows that their set calls harmless and that nobody in it labelled
otherwise; the strongest go in twice. Rows on which the network is almost sure are left out: some are mistakes of the set (a
tweet with no feeling may still be an insult).

Frames of the corpus of which it gets a harm wrong, or nearly: they are filled more often than the others.
"""

from __future__ import annotations

import json
import random

import torch

from . import corpus, data
from .batches import encode, grouped, padded, tokenizer_of
from .export import trained
from .precision import quick
from .settings import LABELS, Settings

SOURCES = ("tatoeba", "tico19", "afrisenti", "ntrex", "masakhanews")
LOOKED_AT = 5_000
FIRES = 0.25
ALMOST_SURE = 0.97
HARMS = 10
BUDGET = 8192

#: How far a probability may be from a frame's label, and how many fillings more a frame gets beyond that.
NEARLY, NEARLY_TIMES = 0.3, 1
WRONG, WRONG_TIMES = 0.5, 3


def run(settings: Settings) -> None:
    if not (settings.build / "hard.json").exists():
        _frames(settings)
    if not (settings.build / "mined.jsonl").exists():
        _chat(settings)


def _frames(settings: Settings) -> None:
    rows = corpus.rows(False, 1, random.Random(settings["seed"] + 2))
    found = harms([row.text for row in rows], settings)
    hard: dict[str, int] = {}
    for row, of_row in zip(rows, found.tolist(), strict=True):
        away = max(abs(p - row.labels[label]) for label, p in zip(LABELS, of_row, strict=False) if label in row.labels)
        if away > NEARLY:
            hard[row.extra["frame"]] = WRONG_TIMES if away > WRONG else NEARLY_TIMES
    print(f"{len(hard)} of {len(rows)} frames are hard", flush=True)
    (settings.build / "hard.json").write_text(json.dumps(hard), encoding="utf-8")


def _chat(settings: Settings) -> None:
    sets = data.load(settings)
    rows = [row for name in SOURCES for row in sets.get(name, []) if not any(row.labels.values())]
    rows = random.Random(settings["seed"] + 1).sample(rows, min(LOOKED_AT, len(rows)))
    worst = harms([row.text for row in rows], settings).amax(1).tolist()
    found = [(p, row) for p, row in zip(worst, rows, strict=True) if FIRES <= p < ALMOST_SURE]
    print(f"mined {len(found)} of {len(rows)}", flush=True)
    with (settings.build / "mined.jsonl").open("w", encoding="utf-8") as out:
        for p, row in found:
            for _ in range(2 if p > 0.5 else 1):
                out.write(json.dumps({"text": row.text, "lang": row.lang}, ensure_ascii=False) + "\n")


@torch.inference_mode()
def harms(texts: list[str], settings: Settings) -> torch.Tensor:
    """Probabilities (texts x harms) by the weights before the last stage."""
    before = next(name for name in ("again", "two") if (settings.build / f"stage-{name}.pt").exists())
    network = trained(settings, before)[0].to(quick("cpu"))
    ids = encode(tokenizer_of(settings), texts, [settings["tokens"]["usual"]] * len(texts))
    out = torch.zeros(len(texts), HARMS)
    for group in grouped([len(each) for each in ids], BUDGET):
        table, mask = padded([ids[at] for at in group])
        out[group] = network(table, mask)[0][:, :HARMS].float().sigmoid()
    return out
