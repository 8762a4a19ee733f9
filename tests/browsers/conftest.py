"""What a story in Firefox and WebKit may ask for by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.browsers import browsers, engine
from tests.support.command import Served, serving
from tests.support.faultyline import faulty
from tests.support.phone import line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["browsers", "engine", "faulty", "line"]


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Served]:
    """The demo town of one story, so that Anne is as new to it in every browser."""
    with serving("demo", "--port", "0", "--data", str(tmp_path / "town")) as served:
        yield served
