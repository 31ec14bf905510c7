"""Character n-grams as bucket numbers, simple enough to be written again in forty lines of any language.

1. `t` = lower case of the NFKC form of the text; runs of white space become one space; trimmed; cut to the first `longest`
   code points; one space before and one after.
2. For every code point of `t` and every n from 1 to `longest_gram` that still fits: the 32-bit FNV-1a hash (offset basis
   2166136261, prime 16777619) of the UTF-8 bytes of the n code points that start there.
3. The bucket is the hash modulo the number of buckets, a power of two. Each bucket counts once, however often it occurs.
"""

from __future__ import annotations

import re
import unicodedata

import numpy as np
from scipy.sparse import csr_matrix

BASIS = 2166136261
PRIME = np.uint32(16777619)
SPACES = re.compile(r"\s+")


def prepared(text: str, longest: int) -> str:
    text = SPACES.sub(" ", unicodedata.normalize("NFKC", text).lower()).strip()
    return f" {text[:longest]} "


def grams(texts: list[str], buckets: int, longest_gram: int, longest: int) -> tuple[np.ndarray, np.ndarray]:
    """Row and bucket of every n-gram of every text, pairs once each, by row. All texts are hashed side by side."""
    ready = [prepared(text, longest) for text in texts]
    points = np.array([len(text) for text in ready])
    joined = "".join(ready)
    raw = np.frombuffer(joined.encode("utf-32-le", "replace"), np.uint32)
    data = np.frombuffer(joined.encode("utf-8", "replace"), np.uint8)
    size = 1 + (raw > 0x7F).astype(np.int64) + (raw > 0x7FF) + (raw > 0xFFFF)
    start = np.concatenate([[0], np.cumsum(size)[:-1]])
    owner = np.repeat(np.arange(len(ready)), points)
    end = np.cumsum(points)[owner]
    place = np.arange(len(raw))
    value = np.full(len(raw), BASIS, np.uint32)
    rows, found = [], []
    for n in range(longest_gram):
        place, value, at = place[(fits := place + n < end[place])], value[fits], place[fits] + n
        for byte in range(4):
            longer = size[at] > byte
            value[longer] = (value[longer] ^ data[start[at[longer]] + byte]) * PRIME
        rows.append(owner[place])
        found.append(value % np.uint32(buckets))
    pairs = np.unique(np.concatenate(rows).astype(np.int64) * buckets + np.concatenate(found))
    return pairs // buckets, pairs % buckets


def matrix(texts: list[str], buckets: int, longest_gram: int, longest: int, at_once: int = 20_000) -> csr_matrix:
    """Rows of length one: each of a text's n buckets holds 1/sqrt(n)."""
    rows, columns = [], []
    for start in range(0, len(texts), at_once):
        row, column = grams(texts[start : start + at_once], buckets, longest_gram, longest)
        rows.append(row + start)
        columns.append(column)
    row, column = np.concatenate(rows), np.concatenate(columns)
    counts = np.bincount(row, minlength=len(texts))
    values = (1 / np.sqrt(np.maximum(counts, 1)))[row].astype(np.float32)
    return csr_matrix((values, (row, column)), shape=(len(texts), buckets))
