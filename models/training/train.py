"""Fine-tuning on many tasks at once with masked losses, in three stages, resumable. The steps are in `trainer.py`."""

from __future__ import annotations

import json
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch
import torch.distributed as dist
import torch.multiprocessing as mp

from . import data, teacher
from .batches import Batch, batches, tokenizer_of
from .network import Classifier
from .sets import Row
from .settings import Settings
from .trainer import Progress, Trainer

BEFORE = {"two": "one", "three": "two", "again": "warm", "last": "again"}
WITH_MINED = {"three", "last"}


def run(settings: Settings, stage: str) -> None:
    """One stage, from the base or the stage before, or from this stage's own checkpoint."""
    file = settings.build / f"stage-{stage}.pt"
    if file.exists() and torch.load(file, weights_only=True)["finished"]:
        return
    if not (settings.build / "teacher.npz").exists():
        teacher.targets(data.load(settings), settings)
    workers = 1 if torch.cuda.is_available() else int(settings["train"]["workers"])
    with tempfile.TemporaryDirectory() as meeting:
        mp.spawn(_work, args=(workers, f"file://{meeting}/workers", settings, stage, file), nprocs=workers)


def _work(rank: int, workers: int, meeting: str, settings: Settings, stage: str, file: Path) -> None:
    torch.manual_seed(settings["seed"] + rank)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    if device.type == "cpu":
        torch.set_num_threads(1)
    dist.init_process_group("gloo", init_method=meeting, rank=rank, world_size=workers)
    state = torch.load(file, weights_only=True) if file.exists() else None
    sets = data.load(settings)
    mined, hard = (data.mined(settings), data.hard(settings)) if stage in WITH_MINED else ([], {})
    trainer = Trainer(settings, stage, _start(settings, stage), [*sorted(sets), "corpus", "mined"], device)
    if state:
        trainer.resume(state)
    trainer.progress.examples = trainer.how["examples"] // workers
    _through(trainer, _rounds(sets, mined, hard, settings, trainer), settings, file)
    trainer.average()
    if rank == 0:
        trainer.save(file, finished=True)
    dist.destroy_process_group()


def _start(settings: Settings, stage: str) -> Classifier:
    network = teacher.network_of_base(settings)
    if stage in BEFORE:
        network.load_state_dict(torch.load(settings.build / f"stage-{BEFORE[stage]}.pt", weights_only=True)["weights"])
    return network


def _rounds(
    sets: dict[str, list[Row]], mined: list[Row], hard: dict[str, int], settings: Settings, trainer: Trainer
) -> Iterator[tuple[Batch, dict[str, Any]]]:
    tokenizer = tokenizer_of(settings)
    targets = teacher.kept(settings)
    turn, resumed = 0, trainer.progress.steps
    while True:
        rng = random.Random(f"{settings['seed']} {trainer.stage} {turn} {resumed}")
        rows = data.one_round(sets, settings, rng, trainer.how, hard)
        if mined:
            rows = [*rows, *mined]
            rng.shuffle(rows)
        print(f"round {turn}: {len(rows)} rows", flush=True)
        rows = rows[dist.get_rank() :: dist.get_world_size()]
        for batch in batches(rows, tokenizer, settings, trainer.sources, rng):
            yield batch, targets
        turn += 1


def _through(trainer: Trainer, rounds: Iterator[tuple[Batch, dict[str, Any]]], settings: Settings, file: Path) -> None:
    """Steps until the stage's examples are seen or its minutes are spent, by the slowest worker's reckoning."""
    progress, last, saved = trainer.progress, time.monotonic(), time.monotonic()
    every = settings["train"]["average_every"]
    for batch, targets in rounds:
        now = time.monotonic()
        progress.spent += now - last if progress.steps > 0 else 0.0
        last = now
        trainer.step(batch, targets)
        progress.seen += len(batch.rows)
        progress.steps += 1
        if progress.steps % every == 0:
            trainer.average()
            if _all_done(progress):
                return
        if progress.steps % (2 * every) == 0 and dist.get_rank() == 0:
            _say(progress)
            if now - saved > settings["train"]["checkpoint_minutes"] * 60:
                trainer.save(file, finished=False)
                saved = now


def _all_done(progress: Progress) -> bool:
    done = torch.tensor([progress.share()])
    dist.all_reduce(done, dist.ReduceOp.MAX)
    return done.item() >= 1.0


def _say(progress: Progress) -> None:
    losses = {name: round(value, 4) for name, value in progress.losses.items()}
    note = {"seen": progress.seen, "minutes": round(progress.spent / 60, 1), "share": round(progress.share(), 3)}
    print(json.dumps(note | losses), flush=True)
