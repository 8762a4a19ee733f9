"""What one variable may hold: each check answers the value, tidied, or raises ValueError."""

import json
import re
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import AliasChoices, Field, SecretStr
from pydantic.config import JsonDict

SECRET_LENGTH = 32
_MAIL = re.compile(r"[^@\s<>,;:\"]+@[A-Za-z0-9.-]+")
_ORIGIN = re.compile(r"https?://[^\s/?#@]+")
_HOST = re.compile(r"\.?[a-z0-9-]+(\.[a-z0-9-]+)*")


def setting(default: object, description: str, *, must_be: str, variables: tuple[str, ...] = (), **limits: Any) -> Any:
    """A field of the settings; what is wrong with it is told by `must_be`."""
    alias = AliasChoices(*variables) if variables else None
    extra: JsonDict = {"must_be": must_be}
    return Field(default, description=description, validation_alias=alias, json_schema_extra=extra, **limits)


def _holds(*, fact: bool) -> None:
    if not fact:
        raise ValueError


def postgres(url: SecretStr) -> SecretStr:
    """Empty, or an address of PostgreSQL's."""
    _holds(fact=not url or urlsplit(url.get_secret_value()).scheme in ("postgresql", "postgres"))
    return url


def unguessable(secret: SecretStr) -> SecretStr:
    """Empty, or as long as a secret has to be."""
    _holds(fact=not secret or len(secret) >= SECRET_LENGTH)
    return secret


def origin(url: str) -> str:
    """Empty, or scheme, host and port."""
    _holds(fact=not url or _ORIGIN.fullmatch(url.rstrip("/")) is not None)
    return url.rstrip("/")


def hosts(hosts: object) -> object:
    """Host names with spaces or commas between, as a tuple."""
    if not isinstance(hosts, str):
        return hosts
    names = hosts.lower().replace(",", " ").split()
    _holds(fact=all(_HOST.fullmatch(name) for name in names))
    return tuple(names)


def mail_address(text: str) -> str:
    """Empty, or an e-mail address."""
    _holds(fact=not text or _MAIL.fullmatch(text) is not None)
    return text


def template(text: str) -> str:
    """A JSON object that says whom to tell what."""
    filled = json.loads(text)
    _holds(fact=isinstance(filled, dict) and "{to}" in text and "{text}" in text)
    return text


def small(level: object) -> object:
    """In small letters."""
    return level.lower() if isinstance(level, str) else level


def absolute(folder: Path) -> Path:
    """From the root, whatever folder this was started in."""
    return folder.expanduser().absolute()


def is_loopback(host: str) -> bool:
    """Whether the host is this machine, and no other can reach it."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@cache
def names_of(origin: str, *, host: str, is_public: bool) -> frozenset[str]:
    """Names that a server at `origin` is reached by, asked for with each request; none when nothing says which."""
    if not is_public and not is_loopback(host):
        return frozenset()
    return frozenset({urlsplit(origin).hostname or "", host, "localhost", "127.0.0.1", "::1"})
