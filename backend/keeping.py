"""The deployment's own secrets: from the settings, or made on the first start and kept in the data folder."""

import os
import secrets

from backend.config import Settings
from backend.notify import vapid
from backend.notify.vapid import Signer


class FolderUnusable(Exception):
    """The data folder cannot be made or written; the text is one sentence."""


def open_folder(settings: Settings) -> None:
    """Make the data folder. Raises FolderUnusable, having touched nothing."""
    try:
        settings.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        usable = os.access(settings.folder, os.R_OK | os.W_OK | os.X_OK)
    except OSError:
        usable = False
    if not usable:
        raise FolderUnusable(f"the data folder {settings.folder} cannot be written: choose another with KONKRET_DATA")


def form_secret(settings: Settings) -> str:
    """What form tokens are signed with."""
    if settings.secret:
        return settings.secret.get_secret_value()
    file = settings.secret_file
    if not file.exists():
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as made:
            made.write(secrets.token_urlsafe(48))
    return file.read_text("ascii")


def push_signer(settings: Settings) -> Signer:
    """What push messages are signed with. Raises UnusableKey."""
    given = settings.vapid_private_key.get_secret_value()
    key = vapid.load(given) if given else vapid.load_or_make(settings.vapid_file)
    return Signer(key, subject=settings.vapid_subject)
