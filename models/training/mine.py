"""Hard negatives: ordinary chat of the training split on which the network fires before its last stage.

Only rows that their set calls harmless and that nobody in it labelled otherwise; the strongest go in twice. Rows on which the
network is almost sure are left out: some are mistakes of the set (a tweet with no feeling may still be an insult).
"""

from __future__ import annotations

import json
import random

import torch

from . import data
from .batches import encode, grouped, padded, tokenizer_of
from .export import trained
from .settings import Settings

SOURCES = ("tatoeba", "tico19", "afrisenti", "ntrex", "masakhanews")
LOOKED_AT = 15_000
FIRES = 0.25
ALMOST_SURE = 0.97
HARMS = 10
BUDGET = 8192


def run(settings: Settings) -> None:
    file = settings.build / "mined.jsonl"
    if file.exists():
        return
    sets = data.load(settings)
    rows = [row for name in SOURCES for row in sets.get(name, []) if not any(row.labels.values())]
    rows = random.Random(settings["seed"] + 1).sample(rows, min(LOOKED_AT, len(rows)))
    worst = probabilities([row.text for row in rows], settings)
    found = [(float(p), row) for p, row in zip(worst, rows, strict=True) if FIRES <= p < ALMOST_SURE]
    print(f"mined {len(found)} of {len(rows)}", flush=True)
    with file.open("w", encoding="utf-8") as out:
        for p, row in found:
            for _ in range(2 if p > 0.5 else 1):
                out.write(json.dumps({"text": row.text, "lang": row.lang}, ensure_ascii=False) + "\n")


@torch.inference_mode()
def probabilities(texts: list[str], settings: Settings) -> torch.Tensor:
    """The greatest probability over the harms of each text, by the weights before the last stage."""
    before = next(name for name in ("again", "two") if (settings.build / f"stage-{name}.pt").exists())
    network = trained(settings, before)[0].to(torch.bfloat16)
    ids = encode(tokenizer_of(settings), texts, [settings["tokens"]["usual"]] * len(texts))
    out = torch.zeros(len(texts))
    for group in grouped([len(each) for each in ids], BUDGET):
        table, mask = padded([ids[at] for at in group])
        out[group] = network(table, mask)[0][:, :HARMS].float().sigmoid().amax(1)
    return out
