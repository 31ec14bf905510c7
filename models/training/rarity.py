"""How much rarer each harm is in a chat than in the sets, as log-odds for the default policy.

Sets are half harm; a chat holds one in hundreds. From a probability that is calibrated on sets, the policy takes log-odds off
before it gives a level: per harm, so many that the harm alone brings at most its share of ordinary messages before a person,
and per language, so many more that all harms together bring at most `PER_LANGUAGE` of its ordinary messages. Chosen on `dev`.
"""

from __future__ import annotations

import json

import numpy as np

from .codes import product_code
from .devset import Measured, measured
from .evaluate import HARMS, Decider
from .settings import MODELS, Settings

POLICY = MODELS.parent / "src" / "risk" / "default-policy.json"
#: Share of ordinary messages that one harm may bring before a person. Disclosure has most room: a missed one costs more.
ALLOWED = {
    "hate": 0.003, "abuse": 0.007, "threat": 0.002, "scam": 0.001, "impersonation": 0.0004, "misinformation": 0.0006,
    "personal_data": 0.0008, "exploitation": 0.0008, "account_compromise": 0.0006, "disclosure": 0.003,
}  # fmt: skip
PER_LANGUAGE = 0.018
LEAST = 60
STEP = 0.1


def run(settings: Settings) -> None:
    decider = Decider(settings)
    chat = measured(settings).where(lambda row: row.benign and row.extra["part"] == "dev")
    of_harms = {harm: _needed(decider.odds(harm, chat)[decider.decisions(harm, chat)], harm, len(chat.rows)) for harm in HARMS}
    chosen = {"harms": {harm: value for harm, value in of_harms.items() if value > 0}, "languages": {}}
    langs = np.array([product_code(row.lang) for row in chat.rows])
    for lang in sorted(set(langs)):
        some = chat.where(lambda row, lang=lang: product_code(row.lang) == lang)
        more = 0.0
        while len(some.rows) >= LEAST and more < 3 and asks_for_person(some, decider, chosen | {"languages": {lang: more}}).mean() > PER_LANGUAGE:
            more = round(more + STEP, 2)
        if more:
            chosen["languages"][lang] = more
    (settings.build / "rarity.json").write_text(json.dumps(chosen, indent=1), encoding="utf-8")
    asked = asks_for_person(chat, decider, chosen)
    print(json.dumps(chosen), f"ordinary chat before a person: {asked.mean():.4f} of {len(chat.rows)}")


def _needed(odds: np.ndarray, harm: str, rows: int) -> float:
    """Log-odds to take off so that at most the allowed share of all rows stays above the level that asks for a person."""
    allowed = int(ALLOWED[harm] * rows)
    if len(odds) <= allowed:
        return 0.0
    return round(max(0.0, float(np.sort(odds)[::-1][allowed]) - _medium(harm) + 0.01), 2)


def _medium(harm: str) -> float:
    level = json.loads(POLICY.read_text(encoding="utf-8"))["harms"][harm]["medium"]
    return float(np.log(level / (1 - level)))


def asks_for_person(rows: Measured, decider: Decider, rarity: dict | None = None) -> np.ndarray:
    """Which messages the encoder alone would bring before a person, by the default policy or another rarity."""
    rarity = rarity or json.loads(POLICY.read_text(encoding="utf-8"))["trust"]["text-harm"]["rarity"]
    of_language = np.array([rarity["languages"].get(product_code(row.lang), 0.0) for row in rows.rows])
    asked = np.zeros(len(rows.rows), bool)
    for harm in HARMS:
        rare = rarity["harms"].get(harm, 0.0) + of_language
        asked |= decider.decisions(harm, rows) & (decider.odds(harm, rows) - rare >= _medium(harm))
    return asked
