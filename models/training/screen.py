"""The screen: averaged vectors of hashed n-grams and one small hidden layer that say which messages the encoder need not read.

It is taught by the encoder: over training rows, how near the encoder came to a signal. With m the sum of the int8 vectors of
a text's n distinct buckets times `vectorScale / sqrt(n)`, the score is

    output · max(0, hidden · m + hiddenBias) + bias

and the text passes to the encoder when the score is at least `threshold`, chosen on `dev` and one half of the held-out
frames: at least 99 % of what the encoder would bring before a person passes, and nearly all it has any word to say about.

A release that goes on from the one before keeps the screen that was shipped, with a threshold of its own.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from . import corpus, data
from .devset import Measured, measured
from .evaluate import HARMS, Decider
from .hashing import grams
from .reading import read_all
from .rarity import asks_for_person
from .settings import MODELS, Settings
from .sets import Row

BUCKETS, GRAM, LONGEST, WIDTH, HIDDEN = 2**18, 5, 400, 16, 24
FOLDER = MODELS / "screen"
#: Training rows that the encoder reads to teach.
ROWS, ROUND_OF = 120_000, {"share_of_sets": 0.5, "corpus_times": 1}
ROUNDS, BATCH = 4, 256
#: Of what would be brought before a person, and of any signal at all.
KEPT, KEPT_OF_SIGNALS = 0.993, 0.995


def run(settings: Settings) -> None:
    model = Screen.shipped() if (settings.build / "stage-warm.pt").exists() else Screen.of(_network(settings))
    everything = measured(settings)
    decider = Decider(settings)
    person = asks_for_person(everything, decider)
    signal = np.stack([decider.decisions(harm, everything) for harm in HARMS]).any(0)
    choose = np.array([row.extra["part"] in {"dev", "choose"} for row in everything.rows])
    scores = model.scores([row.text for row in everything.rows])
    threshold = min(
        float(np.quantile(scores[choose & person], 1 - KEPT)),
        float(np.quantile(scores[choose & signal], 1 - KEPT_OF_SIGNALS)),
    )
    write(model, threshold, figures(scores >= threshold, person, signal, choose, everything))


def _network(settings: Settings) -> Network:
    torch.manual_seed(settings["seed"])
    file = settings.build / "screen.pt"
    if not file.exists():
        torch.save(_fitted(settings).state_dict(), file)
    network = Network()
    network.load_state_dict(torch.load(file, weights_only=True))
    return network


class Network(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.vectors = nn.EmbeddingBag(BUCKETS, WIDTH, mode="sum", sparse=True)
        nn.init.normal_(self.vectors.weight, std=0.05)
        self.hidden = nn.Linear(WIDTH, HIDDEN)
        self.output = nn.Linear(HIDDEN, 1)

    def forward(self, flat: torch.Tensor, offsets: torch.Tensor, counts: torch.Tensor) -> torch.Tensor:
        mean = self.vectors(flat, offsets) / counts.sqrt()[:, None]
        return self.output(F.relu(self.hidden(mean)))[:, 0]


def _fitted(settings: Settings) -> Network:
    rows = _rows(settings)
    target = torch.from_numpy(_taught(rows, settings)).float()
    bags = _bags([row.text for row in rows])
    network = Network()
    sparse = torch.optim.SparseAdam(network.vectors.parameters(), lr=4e-3)
    dense = torch.optim.Adam([*network.hidden.parameters(), *network.output.parameters()], lr=4e-3)
    steps, total = 0, ROUNDS * (len(rows) // BATCH)
    for turn in range(ROUNDS):
        order = np.random.default_rng(turn).permutation(len(rows))
        for at in range(0, len(rows) - BATCH + 1, BATCH):
            chosen = order[at : at + BATCH]
            logits = network(*_batch([bags[i] for i in chosen]))
            wanted = target[chosen]
            # Missing a harm costs more than reading a harmless message once more.
            loss = (F.binary_cross_entropy_with_logits(logits, wanted, reduction="none") * (1 + wanted)).mean()
            for each in (sparse, dense):
                each.zero_grad()
                for group in each.param_groups:
                    group["lr"] = 4e-3 * (1 - steps / total) + 1e-5
            loss.backward()
            sparse.step()
            dense.step()
            steps += 1
        print(f"screen: round {turn}, loss {loss.item():.4f}", flush=True)
    return network


def _rows(settings: Settings) -> list[Row]:
    rng = random.Random(settings["seed"] + 9)
    rows = data.one_round(data.load(settings), settings, rng, ROUND_OF)
    return rng.sample(rows, min(ROWS, len(rows)))


def _taught(rows: list[Row], settings: Settings) -> np.ndarray:
    """How near the encoder came to a signal, 0 to 1, one half at the threshold of the nearest harm."""
    folder, longest = settings.build / "export", settings["tokens"]["longest"]
    logits = read_all(folder, longest, [row.text for row in rows]).logits
    read = Measured(rows, np.where(np.isfinite(logits), logits, -15.0))
    decider = Decider(settings)
    nearest = np.max([decider.above(harm, read) for harm in HARMS], axis=0)
    return 1 / (1 + np.exp(-np.clip(nearest, -20, 20)))


def _bags(texts: list[str]) -> list[np.ndarray]:
    made: list[np.ndarray] = []
    for start in range(0, len(texts), 20_000):
        some = texts[start : start + 20_000]
        row, bucket = grams(some, BUCKETS, GRAM, LONGEST)
        made += np.split(bucket.astype(np.int32), np.searchsorted(row, np.arange(1, len(some))))
    return made


def _batch(bags: list[np.ndarray]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    counts = np.array([len(bag) for bag in bags])
    offsets = np.concatenate([[0], np.cumsum(counts)[:-1]])
    return torch.from_numpy(np.concatenate(bags)).long(), torch.from_numpy(offsets), torch.from_numpy(np.maximum(counts, 1)).float()


@dataclass
class Screen:
    """As stored: int8 vectors with one scale for all, the hidden layer in full."""

    vectors: np.ndarray
    scale: float
    hidden: np.ndarray
    hidden_bias: np.ndarray
    output: np.ndarray
    bias: float

    @staticmethod
    def of(network: Network) -> Screen:
        vectors = network.vectors.weight.detach().numpy()
        scale = float(np.quantile(np.abs(vectors), 0.9999)) / 127
        small = np.clip(np.rint(vectors / scale), -127, 127).astype(np.int8)
        hidden, hidden_bias = (p.detach().numpy().astype(float).round(6) for p in network.hidden.parameters())
        output, bias = (p.detach().numpy().astype(float).round(6) for p in network.output.parameters())
        return Screen(small, scale, hidden, hidden_bias, output[0], float(bias[0]))

    @staticmethod
    def shipped() -> Screen:
        of_json = json.loads((FOLDER / "screen.json").read_text(encoding="utf-8"))
        vectors = np.frombuffer((FOLDER / "vectors.bin").read_bytes(), np.int8).reshape(BUCKETS, WIDTH)
        hidden, hidden_bias, output = (np.array(of_json[name]) for name in ("hidden", "hiddenBias", "output"))
        return Screen(vectors, of_json["vectorScale"], hidden, hidden_bias, output, of_json["bias"])

    def scores(self, texts: list[str]) -> np.ndarray:
        scores = []
        for bag in _bags(texts):
            mean = self.vectors[bag].sum(0, dtype=np.int64) * (self.scale / np.sqrt(max(1, len(bag))))
            scores.append(self.output @ np.maximum(0, self.hidden @ mean + self.hidden_bias) + self.bias)
        return np.array(scores)


def figures(passes: np.ndarray, person: np.ndarray, signal: np.ndarray, choose: np.ndarray, rows: Measured) -> dict[str, float]:
    chat = np.array([row.benign for row in rows.rows])
    report = np.array([row.extra["part"] == "report" for row in rows.rows])
    made = {
        "kept_of_flagged_dev": passes[choose & person],
        "kept_of_flagged_held_out_frames": passes[report & person],
        "kept_of_signals_dev": passes[choose & signal],
        "kept_of_signals_held_out_frames": passes[report & signal],
        "ordinary_chat_skipped": ~passes[chat],
        "all_skipped": ~passes,
    }
    return {name: round(float(share.mean()), 4) for name, share in made.items()}


def write(model: Screen, threshold: float, report: dict[str, float]) -> None:
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / "vectors.bin").write_bytes(model.vectors.tobytes())
    description = {"format": 2, "buckets": BUCKETS, "longestGram": GRAM, "longest": LONGEST, "width": WIDTH}
    description |= {"vectorScale": model.scale, "hidden": model.hidden.tolist(), "hiddenBias": model.hidden_bias.tolist()}
    description |= {"output": model.output.tolist(), "bias": model.bias, "threshold": threshold, "figures": report}
    (FOLDER / "screen.json").write_text(json.dumps(description) + "\n", encoding="utf-8")
    rng = random.Random(1)
    ours = [corpus.fill(frame, rng)[0] for frame in list(corpus.frames())[::1900]]
    texts = [*ours[:12], "ok", "🙂🙂", "İstanbul ﬁne ÇA"]
    made = []
    for text, score in zip(texts, model.scores(texts), strict=True):
        _, bucket = grams([text], BUCKETS, GRAM, LONGEST)
        made.append({"text": text, "grams": len(bucket), "firstBuckets": [int(b) for b in bucket[:5]], "score": round(float(score), 6)})
    (FOLDER / "test-vectors.json").write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
