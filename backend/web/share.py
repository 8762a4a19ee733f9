"""What another app shares, carried through signing in: three texts, so that no address from outside is gone on to."""

from collections.abc import Mapping
from urllib.parse import urlencode

PATH = "/joblog/del"
NAMES = ("title", "text", "url")
MOST = 2000


def texts_in(said: Mapping[str, str]) -> dict[str, str]:
    """Those of the three that say something, cut to what an address can carry."""
    return {name: said[name][:MOST] for name in NAMES if said.get(name)}


def behind(path: str, said: Mapping[str, str]) -> str:
    """`path` with what was shared behind it."""
    texts = texts_in(said)
    return f"{path}?{urlencode(texts)}" if texts else path
