"""How much sooner a harm is worth a signal in languages whose own labels nobody learned from.

There a threshold comes from our frames, or from other languages' sets, and both are plainer or nearer to what the network has
seen than what strangers write: on sets it never learned from, it ranks well and misses most. How far that is off can only be
seen on sets that a build left out. `--licensed-only` leaves out half of them; this reads `dev` of those with its weights, with
thresholds chosen from what it did learn from, and tries shifts of the threshold on the scale of log-odds. The best is where the
mean of macro-F1 over the languages left out and of macro-F1 on frames is highest; what frames count is what they count in
`calibrate.py`. Copied into `release.yaml` by hand. No evaluate-only set is looked at.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import replace

import numpy as np

from .calibrate import FRAMES, FRAMES_OF_OTHERS, languages_of_sets, of_label
from .codes import product_code
from .devset import Measured, measured
from .metrics import macro_f1
from .settings import Settings

HARMS = ("hate", "abuse")
SHIFTS = np.arange(0, 4.01, 0.25)
LEAST = 40


def run(settings: Settings) -> None:
    build = settings.build.parent / "licensed"
    reader = replace(settings, build=build / "strangers", licensed_only=False)
    reader.build.mkdir(exist_ok=True)
    everything = measured(reader, build / "export")
    left_out = set(settings["unlicensed"])
    learned = everything.where(lambda row: row.extra["part"] in {"dev", "choose"} and row.source not in left_out)
    strangers = everything.where(lambda row: row.extra["part"] == "dev" and row.source in left_out and not row.benign)
    found = {}
    for harm in HARMS:
        calibration = of_label(harm, learned)
        own = languages_of_sets(harm, learned.known(harm))
        sets = _by_set(harm, strangers, own)
        frames = learned.where(lambda row, harm=harm: row.source == "corpus" and row.extra["harm"] == harm and product_code(row.lang) not in own)
        curve = _mean_of_languages({name: _curve(harm, rows, calibration) for name, rows in sets.items()})
        of_frames = _curve(harm, frames, calibration)
        weight = FRAMES.get(harm, FRAMES_OF_OTHERS)
        both = (curve + weight * of_frames) / (1 + weight)
        found[harm] = {
            "shift": float(SHIFTS[int(both.argmax())]),
            "sets": {f"{lang} {name}": len(rows.rows) for (lang, name), rows in sets.items()},
            "curves": {"shifts": SHIFTS.tolist(), "sets": curve.round(4).tolist(), "frames": of_frames.round(4).tolist()},
        }
    (settings.build / "strangers.json").write_text(json.dumps(found, indent=1), encoding="utf-8")
    print(json.dumps(found, indent=1))


def _by_set(harm: str, strangers: Measured, own: set[str]) -> dict[tuple[str, str], Measured]:
    """Sets left out, by language, of the languages that no set learned from speaks for."""
    places: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, row in enumerate(strangers.rows):
        if harm in row.labels and product_code(row.lang) not in own:
            places[product_code(row.lang), row.source].append(at)
    made = {name: Measured([strangers.rows[at] for at in of], strangers.logits[of]) for name, of in places.items()}
    return {name: rows for name, rows in made.items() if min(rows.truth(harm).sum(), (~rows.truth(harm)).sum()) >= LEAST}


def _curve(harm: str, rows: Measured, calibration: dict[str, dict[str, float]]) -> np.ndarray:
    """Macro-F1 at every shift, each row by the calibration and threshold of its language."""
    of = [calibration.get(product_code(row.lang), calibration["any"]) for row in rows.rows]
    temperature, bias, threshold = (np.array([each[key] for each in of]) for key in ("temperature", "bias", "threshold"))
    above = rows.of(harm) / temperature + bias - np.log(threshold / (1 - threshold))
    return np.array([macro_f1(rows.truth(harm), above + shift >= 0) for shift in SHIFTS])


def _mean_of_languages(curves: dict[tuple[str, str], np.ndarray]) -> np.ndarray:
    languages: dict[str, list[np.ndarray]] = defaultdict(list)
    for (lang, _), curve in curves.items():
        languages[lang].append(curve)
    return np.mean([np.mean(each, axis=0) for each in languages.values()], axis=0)
