"""Part of the way back to the release that training went on from.

A few tens of thousands of rows that ask for something new cost a little of what was known before: other chats, sets that are
not among them. The mean of the weights before and after keeps most of both (Wortsman et al., "Robust fine-tuning of
zero-shot models", 2022), which only weights with a common past do.
"""

from __future__ import annotations

import torch

from .settings import Settings

#: Share of what was learned since.
SINCE = 0.7


def run(settings: Settings) -> None:
    before, after = (torch.load(settings.build / f"stage-{name}.pt", weights_only=True) for name in ("warm", "last"))
    weights = {name: torch.lerp(before["weights"][name].float(), value.float(), SINCE) for name, value in after["weights"].items()}
    torch.save(after | {"weights": weights}, settings.build / "stage-blend.pt")
