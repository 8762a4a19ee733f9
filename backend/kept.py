"""Secrets that are made once and then kept in the data folder, for their owner's eyes alone."""

import os
import secrets
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from backend.config import ConfigError, Settings


def signing_secret(settings: Settings) -> str:
    """What form tokens are signed with: the setting, or for an SQLite deployment a file. Raises ConfigError."""
    return settings.secret.get_secret_value() or kept(settings.secret_file, make=lambda: secrets.token_urlsafe(48))


def kept(file: Path, *, make: Callable[[], str]) -> str:
    """The text of the file, mode 0600; where there is none yet, it is made, by one of however many ask at once.

    Raises ConfigError when it can be neither read nor written.
    """
    try:
        with suppress(FileNotFoundError):
            return file.read_text("utf-8")
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _put(file, make())
        return file.read_text("utf-8")
    except OSError as error:
        raise ConfigError(f"{file} can be neither read nor made: {error.strerror}") from error


def _put(file: Path, text: str) -> None:
    # A link cannot replace what is there: the first one in wins, and nobody ever reads half a secret.
    handle, name = tempfile.mkstemp(dir=file.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as new:
            new.write(text)
            new.flush()
            os.fsync(new.fileno())
        with suppress(FileExistsError):
            file.hardlink_to(name)
    finally:
        Path(name).unlink()
