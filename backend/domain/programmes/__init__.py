"""The programme files that come with Konkret, read once at start."""

from collections.abc import Mapping
from pathlib import Path

from backend.domain.programme import Programme, parse

HERE = Path(__file__).parent


def load_all() -> Mapping[str, Programme]:
    """Every programme by its letter. Raises Misread."""
    programmes = (parse(file.read_text("utf-8"), name=file.name) for file in sorted(HERE.glob("*.toml")))
    return {programme.ref: programme for programme in programmes}
