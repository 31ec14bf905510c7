"""The two cosines from which a message may repeat, and does repeat, a known claim in other words.

Chosen on `retold.json` beside this file, measured on `test/fixtures/claims/retold.json`, which nothing is chosen on. The lower
one is where hardly any message about something else is near a claim; the upper one is above all but one in a hundred of the
messages on the same topic that say something else, flat denials among them.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from . import corpus
from .reading import Reader
from .settings import MODELS, PACKAGE, Settings

NEAR_BY_CHANCE = 0.015
SAME_TOPIC = 0.01
UNRELATED = 600


@dataclass
class Cosines:
    """Of retellings with their own claim, whether no other claim is nearer, and of other messages with their nearest claim."""

    own: np.ndarray
    nearest: np.ndarray
    others: np.ndarray
    unrelated: np.ndarray


def run(settings: Settings) -> None:
    reader = Reader(settings.build / "export", settings["tokens"]["longest"])
    chosen_on = cosines(PACKAGE / "retold.json", reader)
    suggest = round(float(np.quantile(chosen_on.unrelated, 1 - NEAR_BY_CHANCE)), 2)
    decide = round(float(np.quantile(chosen_on.others, 1 - SAME_TOPIC)), 2)
    figures = {"suggest": suggest, "decide": decide}
    for name, file in (("chosen_on", PACKAGE / "retold.json"), ("measured_on", MODELS.parent / "test/fixtures/claims/retold.json")):
        figures[name] = _figures(cosines(file, reader), suggest, decide)
    (settings.build / "claims.json").write_text(json.dumps(figures, indent=1), encoding="utf-8")
    print(json.dumps(figures, indent=1))


def _figures(seen: Cosines, suggest: float, decide: float) -> dict[str, float]:
    return {
        "retellings": len(seen.own),
        "nearest_right": float(seen.nearest.mean()),
        "suggested": float((seen.own >= suggest).mean()),
        "decided": float((seen.own >= decide).mean()),
        "same_topic": len(seen.others),
        "same_topic_suggested": float((seen.others >= suggest).mean()),
        "same_topic_decided": float((seen.others >= decide).mean()),
        "unrelated": len(seen.unrelated),
        "unrelated_suggested": float((seen.unrelated >= suggest).mean()),
    }


def cosines(file: Path, reader: Reader) -> Cosines:
    fixture = json.loads(file.read_text(encoding="utf-8"))
    claims = reader.read([claim["text"] for claim in fixture["claims"]]).embeddings
    retold = [(at, text) for at, claim in enumerate(fixture["claims"]) for text in claim["retold"].values()]
    to_claims = reader.read([text for _, text in retold]).embeddings @ claims.T
    of = np.array([at for at, _ in retold])
    rng = random.Random(4)
    plain = [corpus.fill(frame, rng)[0] for frame in corpus.frames() if len(frame["text"].split()) >= 8]
    return Cosines(
        own=to_claims[np.arange(len(of)), of],
        nearest=to_claims.argmax(1) == of,
        others=(reader.read(fixture["others"]).embeddings @ claims.T).max(1),
        unrelated=(reader.read(rng.sample(plain, UNRELATED)).embeddings @ claims.T).max(1),
    )
