"""One worker's training: its weights, its optimiser, one step, and how workers become one again.

Loss of a row: the mean over its known labels of the binary cross-entropy, times the square root of their number (a row
that knows thirteen labels says more than one that knows one, not thirteen times more), plus the embedding loss of
`teacher.py`. Every set has a bias of its own on each label, thrown away afterwards: what one group of annotators calls
abuse more readily than another is not the text's doing. The corpus and ordinary chat have none; their view is the one
that ships.

Arithmetic is what `precision.py` finds quick, with fp32 master weights. Word vectors are updated only where they occur in a step, with one
second moment per row (Shazeer & Stern 2018 keep it per row too): a dense Adam over the table would cost more than the rest.

On CPUs one process per core trains on its share and all average their weights every few steps (local SGD, Stich 2019): on
a machine that others use, two threads of one process spend half their time waiting for each other.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
import torch.distributed as dist
import torch.nn.functional as F
from torch import Tensor

from . import teacher
from .batches import Batch
from .network import Classifier
from .precision import quick
from .sets import Row
from .settings import LABELS, Settings

WORDS = "encoder.words.weight"


@dataclass
class Progress:
    """How far a stage is; the larger of the share of examples seen and the share of minutes spent."""

    examples: int
    minutes: float
    seen: int = 0
    steps: int = 0
    spent: float = 0.0
    losses: dict[str, float] = field(default_factory=dict)

    def share(self) -> float:
        return min(1.0, max(self.seen / self.examples, self.spent / (self.minutes * 60)))


class Trainer:
    def __init__(self, settings: Settings, stage: str, network: Classifier, sources: list[str], device: torch.device) -> None:
        self.settings, self.stage, self.device = settings, stage, device
        self.how = settings["train"]["stages"][stage]
        self.words = network.encoder.words.weight.detach().float()
        self.moments = torch.zeros(len(self.words), device=device)
        self.sources = {name: at for at, name in enumerate(sources)}
        self.biased = torch.tensor([not _is_anchor(settings, name) for name in sources], device=device)[:, None]
        self.set_bias = torch.zeros(len(sources), len(LABELS), device=device, requires_grad=True)
        self.frozen = int(self.how.get("frozen_layers", 0))
        self.kept = {n: p.detach().float().clone() for n, p in network.named_parameters() if self._is_frozen(n)}
        self.dtype = quick(device.type)
        self.network = network.to(device=device, dtype=self.dtype).train()
        self.parts = [(n, p) for n, p in network.named_parameters() if n not in self.kept and n != WORDS]
        for name in [*self.kept, WORDS]:
            network.get_parameter(name).requires_grad_(False)
        self.master = [p.detach().float().clone().requires_grad_(True) for _, p in self.parts]
        self.optimiser = torch.optim.AdamW(self._groups(), fused=True, betas=(0.9, 0.98))
        self.rates = [group["lr"] for group in self.optimiser.param_groups]
        self.progress = Progress(self.how["examples"], self.how["minutes"])

    def _is_frozen(self, name: str) -> bool:
        """With frozen layers everything below them stays too: positions, the first norm and the word vectors."""
        if self.frozen == 0 or not name.startswith("encoder.") or name == WORDS:
            return False
        return not name.startswith("encoder.layers.") or int(name.split(".")[2]) < self.frozen

    def _groups(self) -> list[dict[str, Any]]:
        groups: dict[tuple[bool, bool], list[Tensor]] = {}
        for (name, value), master in zip(self.parts, self.master, strict=True):
            groups.setdefault((name.startswith("head"), value.ndim > 1), []).append(master)
        made = [
            {"params": values, "lr": self.how["head_rate" if head else "rate"], "weight_decay": 0.01 if matrix else 0.0}
            for (head, matrix), values in groups.items()
        ]
        return [*made, {"params": [self.set_bias], "lr": self.how["head_rate"], "weight_decay": 0.05}]

    def step(self, batch: Batch, targets: dict[str, Any]) -> None:
        scale = self._scale()
        for group, rate in zip(self.optimiser.param_groups, self.rates, strict=True):
            group["lr"] = rate * scale
        ids, mask = batch.ids.to(self.device), batch.mask.to(self.device)
        unique, places = ids.unique(return_inverse=True)
        rows = self.words[unique].to(self.dtype).requires_grad_(self.frozen == 0)
        encoder = self.network.encoder
        with torch.set_grad_enabled(self.frozen == 0):
            hidden = encoder.through(encoder.lowest(F.embedding(places, rows)), mask, last=self.frozen)
        hidden = encoder.through(hidden, mask, first=self.frozen)
        logits, embedding = self.network.read(hidden, mask, dropout=0.1)
        loss = self._loss(logits.float(), embedding.float(), batch, targets)
        loss.backward()
        self._update(unique, rows, scale)

    def _loss(self, logits: Tensor, embedding: Tensor, batch: Batch, targets: dict[str, Any]) -> Tensor:
        source, known = batch.source.to(self.device), batch.known.to(self.device)
        logits = logits + (self.set_bias * self.biased)[source]
        each = F.binary_cross_entropy_with_logits(logits, batch.labels.to(self.device), reduction="none") * known
        harm = ((each.sum(1) / known.sum(1).clamp_min(1).sqrt()) * batch.weight.to(self.device)).mean()
        self._note("harm", harm)
        return harm + self.settings["train"]["embedding_weight"] * self._kept(embedding, batch.rows, targets)

    def _kept(self, embedding: Tensor, rows: list[Row], targets: dict[str, Any]) -> Tensor:
        found = [(at, targets.get(teacher.digest(row.text))) for at, row in enumerate(rows) if row.source in teacher.KEPT_OF]
        found = [(at, vector) for at, vector in found if vector is not None]
        if not found:
            return embedding.new_zeros(())
        wanted = torch.stack([torch.from_numpy(vector).float() for _, vector in found]).to(self.device)
        away = (1 - (embedding[[at for at, _ in found]] * wanted).sum(1)).sum() / len(rows)
        self._note("embedding", away * len(rows) / len(found))
        return away

    def _note(self, name: str, value: Tensor) -> None:
        before = self.progress.losses.get(name, value.item())
        self.progress.losses[name] = 0.98 * before + 0.02 * value.item()

    def _scale(self) -> float:
        """Linear warm-up, then a half cosine to a twentieth."""
        share, warmup = self.progress.share(), self.how["warmup"]
        if share < warmup:
            return max(0.02, share / warmup)
        return 0.05 + 0.95 * 0.5 * (1 + math.cos(math.pi * (share - warmup) / (1 - warmup)))

    @torch.no_grad()
    def _update(self, unique: Tensor, rows: Tensor, scale: float) -> None:
        for (_, value), master in zip(self.parts, self.master, strict=True):
            master.grad = None if value.grad is None else value.grad.float()
            value.grad = None
        torch.nn.utils.clip_grad_norm_(self.master, 1.0)
        self.optimiser.step()
        self.set_bias.grad = None
        torch._foreach_copy_([value for _, value in self.parts], self.master)
        if rows.grad is None:
            return
        gradient = rows.grad.float()
        self.moments[unique] = 0.98 * self.moments[unique] + 0.02 * gradient.square().mean(1)
        sizes = (self.moments[unique].sqrt() + 1e-8)[:, None]
        self.words[unique] -= self.how["word_rate"] * scale * (gradient / sizes).clamp(-3, 3)

    @torch.no_grad()
    def average(self) -> None:
        """Weights become the mean over the workers; moments stay each worker's own."""
        if dist.get_world_size() == 1:
            return
        for value in [*self.master, self.set_bias, *([] if self.frozen else [self.words])]:
            dist.all_reduce(value)
            value /= dist.get_world_size()
        torch._foreach_copy_([value for _, value in self.parts], self.master)

    def save(self, file: Path, finished: bool) -> None:
        """Weights always; the optimiser's state as well until the stage is finished."""
        weights = {name: master.detach().cpu() for (name, _), master in zip(self.parts, self.master, strict=True)}
        weights |= {name: value.cpu() for name, value in self.kept.items()} | {WORDS: self.words.cpu()}
        state: dict[str, Any] = {"shape": self.network.shape.as_dict(), "weights": weights, "progress": vars(self.progress)}
        state |= {"finished": finished, "set_bias": self.set_bias.detach().cpu(), "sources": list(self.sources)}
        if not finished:
            state |= {"optimiser": self.optimiser.state_dict(), "moments": self.moments.cpu()}
        torch.save(state, file.with_suffix(".part"))
        file.with_suffix(".part").rename(file)

    def resume(self, state: dict[str, Any]) -> None:
        with torch.no_grad():
            for (name, value), master in zip(self.parts, self.master, strict=True):
                master.copy_(state["weights"][name])
                value.copy_(master)
            self.set_bias.copy_(state["set_bias"])
        self.words.copy_(state["weights"][WORDS])
        self.moments.copy_(state["moments"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.progress = Progress(**state["progress"])


def _is_anchor(settings: Settings, name: str) -> bool:
    return name in {"corpus", "mined"} or bool(settings["sets"].get(name, {}).get("anchor"))
