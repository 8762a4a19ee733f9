"""The programme files that come with Konkret, read once at start."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from backend.domain.programme import Programme
from backend.domain.programme_file import parse
from backend.domain.track import Tracks

HERE = Path(__file__).parent


class Shelf(NamedTuple):
    """Every programme by its letter, and the tracks that are laid over them."""

    programmes: Mapping[str, Programme]
    tracks: Tracks


@cache
def load_all(folder: Path = HERE) -> Shelf:
    """What the files of a folder hold, read once in a process. Raises Misread."""
    found = [parse(file.read_text("utf-8"), name=file.name) for file in sorted(folder.glob("*.toml"))]
    (tracks,) = (each for each in found if isinstance(each, Tracks))
    return Shelf({each.ref: each for each in found if isinstance(each, Programme)}, tracks)
