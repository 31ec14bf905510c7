"""The arithmetic that a machine is quick at.

bfloat16 halves the time where the processor multiplies in it (GPUs, AVX-512 BF16, AMX); where it does not, it is imitated,
fifty times slower than fp32 where it was timed. No public interface of PyTorch says which is the case, so both are tried.
"""

from __future__ import annotations

import time
from functools import cache

import torch

#: Rows, depth and columns of the product tried: a feed-forward layer on a short batch. Tens of milliseconds at most.
TRIED = (512, 384, 1536)


@cache
def quick(device_type: str) -> torch.dtype:
    """bfloat16 on a GPU; on CPUs it or fp32, whichever multiplies faster here."""
    if device_type == "cuda":
        return torch.bfloat16
    return min((torch.float32, torch.bfloat16), key=_seconds)


def _seconds(dtype: torch.dtype) -> float:
    """The shortest of three products, so that neither warming up nor a busy moment decides."""
    rows, depth, columns = TRIED
    left, right = torch.ones(rows, depth, dtype=dtype), torch.ones(depth, columns, dtype=dtype)
    times = []
    for _ in range(3):
        start = time.perf_counter()
        left @ right
        times.append(time.perf_counter() - start)
    return min(times)
