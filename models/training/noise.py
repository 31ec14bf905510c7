"""Noise as people type: the same for harmful and harmless text, so that noise itself says nothing.

Every function keeps the words readable. None knows the label.
"""

from __future__ import annotations

import random
import re

LOOKALIKES = {"a": "@4", "e": "3", "i": "1!", "o": "0", "s": "$5", "t": "7", "l": "1", "b": "8", "g": "9"}
EMOJI = ["😂", "🙏", "😭", "🔥", "💔", "👍", "😡", "🤣", "❤️", "‼️"]
WORD = re.compile(r"\w+")


def noisy(text: str, rng: random.Random) -> str:
    """One or two kinds of noise."""
    for _ in range(rng.choice((1, 1, 2))):
        text = rng.choice(KINDS)(text, rng)
    return text


def _lower(text: str, _: random.Random) -> str:
    return text.lower()


def _upper(text: str, rng: random.Random) -> str:
    return text.upper() if rng.random() < 0.5 else " ".join(w.upper() if rng.random() < 0.25 else w for w in text.split(" "))


def _bare(text: str, _: random.Random) -> str:
    """Without punctuation, as most chat is."""
    return re.sub(r"[.,!?;:،؟。，！？…\"'«»]+", " ", text).strip() or text


def _stretched(text: str, rng: random.Random) -> str:
    words = list(WORD.finditer(text))
    if not words:
        return text
    word = rng.choice(words)
    at = rng.randrange(word.start(), word.end())
    return text[:at] + text[at] * rng.randint(3, 6) + text[at + 1 :]


def _lookalike(text: str, rng: random.Random) -> str:
    """Letters as digits and signs in one or two longer words."""
    words = [w for w in WORD.finditer(text) if len(w.group()) > 3]
    for word in rng.sample(words, min(len(words), rng.randint(1, 2))):
        changed = "".join(
            rng.choice(LOOKALIKES[c.lower()]) if c.lower() in LOOKALIKES and rng.random() < 0.6 else c for c in word.group()
        )
        text = text[: word.start()] + changed + text[word.end() :]
    return text


def _spaced(text: str, rng: random.Random) -> str:
    """One word s p e l l e d or broken by a mark."""
    words = [w for w in WORD.finditer(text) if 3 < len(w.group()) < 14]
    if not words:
        return text
    word = rng.choice(words)
    return text[: word.start()] + rng.choice((" ", ".", "-", "*")).join(word.group()) + text[word.end() :]


def _misspelt(text: str, rng: random.Random) -> str:
    """Letters left out, doubled or swapped, about one in twenty-five."""
    out = list(text)
    for at in range(len(out) - 1, 0, -1):
        if not out[at].isalpha() or rng.random() > 0.04:
            continue
        kind = rng.randrange(3)
        if kind == 0:
            del out[at]
        elif kind == 1:
            out.insert(at, out[at])
        elif out[at - 1].isalpha():
            out[at - 1], out[at] = out[at], out[at - 1]
    return "".join(out)


def _joined(text: str, rng: random.Random) -> str:
    """One space left out."""
    spaces = [m.start() for m in re.finditer(" ", text)]
    if not spaces:
        return text
    at = rng.choice(spaces)
    return text[:at] + text[at + 1 :]


def _emoji(text: str, rng: random.Random) -> str:
    return f"{text} {rng.choice(EMOJI) * rng.randint(1, 3)}"


def _digits(text: str, rng: random.Random) -> str:
    """Other digits: in some sets a number gives the label away."""
    return re.sub(r"\d", lambda _: str(rng.randrange(10)), text)


KINDS = [_lower, _lower, _upper, _bare, _bare, _stretched, _lookalike, _spaced, _misspelt, _misspelt, _joined, _emoji, _digits]
