"""The small language model: averaged n-gram vectors and one linear layer (Joulin et al. 2017), int8.

Better than trigram ranks on short, romanised and code-mixed text because it knows what people type: the corpus's
romanised frames are classes of their own (`ara-Latn`, `urd-Latn`, ...). The score of a class is

    bias + scale_of_class * sum over d of weight[class][d] * mean over buckets of scale_of_vectors * vector[bucket][d]

and the probability is the softmax of score / temperature.
"""

from __future__ import annotations

import json
import random
from collections import Counter, defaultdict

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from . import corpus
from .codes import product_code
from .hashing import grams
from .noise import noisy
from .sets import names, read
from .settings import MODELS, Settings

BUCKETS, WIDTH, GRAM, LONGEST = 2**17, 20, 5, 200
LEAST, MOST = 120, 2600
ROUNDS, BATCH = 9, 256
#: Sets whose language is known for every row; news sites and social media quote others.
CLEAN = ("tatoeba", "ntrex", "tico19")
MIXED = ("afrisenti", "sms_sw_scam", "sms_id", "roman_urdu", "oromo_hate", "amharic_ranlp", "hausahate", "masakhanews", "pars_offensive", "thsab", "lhsab")
#: Constructed and long-dead languages are nobody's chat, and neighbours in one variety only confuse.
LEFT_OUT = {"lfn", "ina", "ile", "ido", "nov", "epo", "lat", "ang", "orv", "cor", "tzl", "max", "swg", "kzj", "dtp", "cbk", "pms", "csb", "hsb", "dsb", "ast", "oci", "mhr", "gsw", "nds", "arq-Latn", "eng-Latn"}


def class_of(tag: str) -> str:
    return f"{product_code(tag)}-Latn" if tag.endswith("-Latn") and tag[:3] not in {"aze", "srp", "sna"} else product_code(tag)


def gather(settings: Settings, split: str) -> list[tuple[str, str]]:
    """Text and class; of the corpus one side of the held-out rule, filled twice."""
    found: list[tuple[str, str]] = []
    barred = set(settings["evaluate_only"]) | (set(settings["unlicensed"]) if settings.licensed_only else set())
    for name in (*CLEAN, *MIXED):
        if name in names(settings.sets, split) and name not in barred:
            found += [(row.text, class_of(row.lang)) for row in read(settings.sets, split, name)]
    rng = random.Random(settings["seed"])
    for frame in corpus.frames():
        if corpus.is_held_out(frame["text"]) == (split == "dev"):
            found += [(corpus.fill(frame, rng)[0], class_of(frame["lang"])) for _ in range(2)]
    return [(text, lang) for text, lang in found if lang not in LEFT_OUT and text.strip()]


def training_rows(settings: Settings, classes: list[str]) -> list[tuple[str, str]]:
    rng = random.Random(settings["seed"])
    by: dict[str, list[str]] = defaultdict(list)
    for text, lang in gather(settings, "train"):
        by[lang].append(text)
    rows = []
    for lang in classes:
        texts = rng.sample(by[lang], min(MOST, len(by[lang])))
        rows += [(text, lang) for text in texts]
        rows += [(_piece(text, rng), lang) for text in rng.choices(texts, k=max(1200, len(texts)))]
    return [(noisy(text, rng) if rng.random() < 0.2 else text, lang) for text, lang in rows]


def _piece(text: str, rng: random.Random) -> str:
    """A few words of a text, or a few letters where words are not spaced: messages are short."""
    words = text.split()
    if len(words) < 3:
        at = rng.randrange(max(1, len(text) - 12))
        return text[at : at + rng.randint(8, 20)]
    many = rng.randint(2, min(6, len(words)))
    at = rng.randrange(len(words) - many + 1)
    return " ".join(words[at : at + many])


def run(settings: Settings) -> None:
    torch.manual_seed(settings["seed"])
    torch.set_num_threads(1)
    counts = Counter(lang for _, lang in gather(settings, "train"))
    classes = sorted(lang for lang, count in counts.items() if count >= LEAST)
    rows = training_rows(settings, classes)
    print(f"{len(classes)} classes, {len(rows)} rows", flush=True)
    vectors, layer = _fit(rows, classes)
    write(settings, classes, vectors, layer)


def _bags(texts: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """Buckets of all texts in one row and where each text's begin."""
    row, column = grams(texts, BUCKETS, GRAM, LONGEST)
    return column, np.searchsorted(row, np.arange(len(texts)))


def _fit(rows: list[tuple[str, str]], classes: list[str]) -> tuple[nn.EmbeddingBag, nn.Linear]:
    places = {lang: at for at, lang in enumerate(classes)}
    buckets, starts = _bags([text for text, _ in rows])
    ends = np.append(starts[1:], len(buckets))
    truth = np.array([places[lang] for _, lang in rows])
    vectors = nn.EmbeddingBag(BUCKETS, WIDTH, mode="mean", sparse=True)
    layer = nn.Linear(WIDTH, len(classes))
    nn.init.uniform_(vectors.weight, -0.05, 0.05)
    sparse, dense = torch.optim.SparseAdam(vectors.parameters(), lr=6e-3), torch.optim.Adam(layer.parameters(), lr=1e-2)
    rng = np.random.default_rng(1)
    for turn in range(ROUNDS):
        for optimiser, rate in ((sparse, 6e-3), (dense, 1e-2)):
            optimiser.param_groups[0]["lr"] = rate * (1 - turn / ROUNDS) ** 0.7
        order, total = rng.permutation(len(rows)), 0.0
        for at in range(0, len(order), BATCH):
            chosen = order[at : at + BATCH]
            flat = np.concatenate([buckets[starts[i] : ends[i]] for i in chosen])
            offsets = np.concatenate([[0], np.cumsum(ends[chosen] - starts[chosen])[:-1]])
            scores = layer(vectors(torch.from_numpy(flat), torch.from_numpy(offsets)))
            loss = F.cross_entropy(scores, torch.from_numpy(truth[chosen]), label_smoothing=0.02)
            for optimiser in (sparse, dense):
                optimiser.zero_grad()
            loss.backward()
            sparse.step()
            dense.step()
            total += loss.item() * len(chosen)
        print(f"language round {turn}: loss {total / len(order):.4f}", flush=True)
    return vectors, layer


class Quantised:
    """The model as it is stored: int8 with one scale for all vectors and one per class."""

    def __init__(self, vectors: np.ndarray, weight: np.ndarray, bias: np.ndarray) -> None:
        top = float(np.quantile(np.abs(vectors), 0.9999))
        self.vector_scale = top / 127
        self.vectors = np.clip(np.rint(vectors / self.vector_scale), -127, 127).astype(np.int8)
        self.class_scale = np.abs(weight).max(1) / 127
        self.weight = np.clip(np.rint(weight / self.class_scale[:, None]), -127, 127).astype(np.int8)
        self.bias, self.temperature = bias, 1.0

    def scores(self, texts: list[str]) -> np.ndarray:
        buckets, starts = _bags(texts)
        sums = np.add.reduceat(self.vectors[buckets].astype(np.float64), starts, axis=0)
        mean = sums / np.diff(np.append(starts, len(buckets)))[:, None] * self.vector_scale
        return self.bias + (mean @ self.weight.astype(np.float64).T) * self.class_scale

    def probabilities(self, texts: list[str]) -> np.ndarray:
        scores = self.scores(texts) / self.temperature
        each = np.exp(scores - scores.max(1, keepdims=True))
        return each / each.sum(1, keepdims=True)


def write(settings: Settings, classes: list[str], vectors: nn.EmbeddingBag, layer: nn.Linear) -> None:
    model = Quantised(vectors.weight.detach().numpy(), layer.weight.detach().numpy(), layer.bias.detach().numpy().astype(np.float64))
    dev = [(text, lang) for text, lang in gather(settings, "dev") if lang in set(classes)]
    dev = random.Random(settings["seed"]).sample(dev, min(30_000, len(dev)))
    truth = np.array([classes.index(lang) for _, lang in dev])
    model.temperature = _temperature(model.scores([text for text, _ in dev]), truth)
    report = figures(model, dev, classes)
    folder = MODELS / "language"
    folder.mkdir(exist_ok=True)
    (folder / "vectors.bin").write_bytes(model.vectors.tobytes())
    (folder / "classes.bin").write_bytes(model.weight.tobytes())
    description = {
        "format": 1,
        "buckets": BUCKETS,
        "width": WIDTH,
        "longestGram": GRAM,
        "longest": LONGEST,
        "vectorScale": model.vector_scale,
        "temperature": round(model.temperature, 4),
        "classes": [{"code": lang, "scale": float(s), "bias": float(b)} for lang, s, b in zip(classes, model.class_scale, model.bias, strict=True)],
        "figures": report,
    }
    (folder / "language.json").write_text(json.dumps(description, indent=1) + "\n", encoding="utf-8")
    _vectors_for_tests(model, classes, folder / "test-vectors.json")


def _temperature(scores: np.ndarray, truth: np.ndarray) -> float:
    """The temperature with the least log loss, of a fine grid."""
    grid = np.exp(np.linspace(np.log(0.3), np.log(3), 60))
    log_loss = [F.cross_entropy(torch.from_numpy(scores / t), torch.from_numpy(truth)).item() for t in grid]
    return float(grid[int(np.argmin(log_loss))])


def figures(model: Quantised, dev: list[tuple[str, str]], classes: list[str]) -> dict[str, object]:
    """Accuracy on texts of twelve letters or more, by language; and on three words of each."""
    rng = random.Random(3)
    whole = [(t, lang) for t, lang in dev if sum(c.isalpha() for c in t) >= 12]
    short = [(" ".join(t.split()[:3]), lang) for t, lang in whole if len(t.split()) >= 4]
    made: dict[str, object] = {}
    for name, rows in (("whole", whole), ("three_words", rng.sample(short, min(8000, len(short))))):
        told = model.probabilities([t for t, _ in rows]).argmax(1)
        right = np.array([classes[at].split("-")[0] == lang.split("-")[0] for at, (_, lang) in zip(told, rows, strict=True)])
        langs = np.array([lang for _, lang in rows])
        by = {lang: round(float(right[langs == lang].mean()), 4) for lang in classes if (langs == lang).sum() >= 20}
        made[name] = {"n": len(rows), "right": round(float(right.mean()), 4), "mean_of_languages": round(float(np.mean(list(by.values()))), 4), "by_language": by}
        print(name, made[name]["right"], made[name]["mean_of_languages"], flush=True)
    return made


def _vectors_for_tests(model: Quantised, classes: list[str], file) -> None:
    """Texts of ours with their buckets' sum and three likeliest classes, to prove another reader equal to this one."""
    texts = ["Habari yako, tutaonana kesho sokoni", "ሰላም ለዓለም", "kifak 3ammo shu fi ma fi", "Straße ÇA VA ﬁne", "你好吗", "x", "🙂🙂 ok", "سلام دوستان، فردا جلسه داریم"]
    probabilities = model.probabilities(texts)
    made = []
    for text, each in zip(texts, probabilities, strict=True):
        _, buckets = grams([text], BUCKETS, GRAM, LONGEST)
        best = [{"code": classes[at], "p": round(float(each[at]), 6)} for at in np.argsort(-each)[:3]]
        made.append({"text": text, "grams": len(buckets), "firstBuckets": [int(b) for b in buckets[:5]], "best": best})
    file.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
