"""Secrets that are made once and then kept in the data folder, for their owner's eyes alone."""

import os
import secrets
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from backend.config import ConfigError, Settings
from backend.notify import vapid
from backend.notify.vapid import Keyring, Signer


def signing_secret(settings: Settings) -> str:
    """What form tokens are signed with: the setting, or for an SQLite deployment a file. Raises ConfigError."""
    return settings.secret.get_secret_value() or kept(settings.secret_file, make=lambda: secrets.token_urlsafe(48))


def push_keys(settings: Settings, *, since: int = 0) -> Keyring:
    """What push messages are signed with, as settings or as files; `since` is the instant now.

    Raises ConfigError, UnusableKey.
    """
    given = settings.vapid_private_key.get_secret_value()
    offered = Signer(given or kept(settings.vapid_file, make=vapid.new_key), subject=settings.vapid_subject)
    former = [key for key in settings.vapid_former_keys.get_secret_value().split(",") if key.strip()]
    former += [_text(file) for file in settings.former_vapid_files]
    signers = [Signer(key.strip(), subject=settings.vapid_subject, former=True) for key in former]
    return Keyring(offered, tuple(each for each in signers if each.public != offered.public), since=since)


def rotate_push_key(settings: Settings, *, now: int) -> Path:
    """Put the key in use aside and make another one; where the former one is now. Raises ConfigError, UnusableKey.

    When this is cut off half way, the key in use stands among the former ones too, which is no matter.
    """
    used = kept(settings.vapid_file, make=vapid.new_key)
    Signer(used, subject=settings.vapid_subject)
    aside = settings.folder / f"vapid-{time.strftime('%Y%m%d-%H%M%S', time.gmtime(now // 1000))}.pem"
    kept(aside, make=lambda: used)
    try:
        _put(settings.vapid_file, vapid.new_key(), anew=True)
    except OSError as error:
        raise ConfigError(f"{settings.vapid_file} cannot be written: {error.strerror}") from error
    return aside


def open_folder(settings: Settings) -> None:
    """Make the data folder. Raises ConfigError when it cannot be made or written, having touched nothing."""
    try:
        settings.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        usable = os.access(settings.folder, os.R_OK | os.W_OK | os.X_OK)
    except OSError:
        usable = False
    if not usable:
        raise ConfigError(f"the data folder {settings.folder} cannot be written: choose another with KONKRET_DATA")


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


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file} cannot be read: put it right or take it away") from error


def _put(file: Path, text: str, *, anew: bool = False) -> None:
    # A link cannot replace what is there: the first one in wins, and nobody ever reads half a secret.
    handle, name = tempfile.mkstemp(dir=file.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as new:
            new.write(text)
            new.flush()
            os.fsync(new.fileno())
        with suppress(FileExistsError):
            if anew:
                Path(name).replace(file)
            else:
                file.hardlink_to(name)
    finally:
        Path(name).unlink(missing_ok=True)
