"""Reads the one-feature templates of `tests/contract/templates`.

A file holds many: `=== what it is about`, then contexts as JSON, one to a line (`---` both engines draw it, `--!`
neither does), then the template. Without a context the template is drawn with nothing.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

from jinja2 import ChoiceLoader, DictLoader, Environment, FileSystemLoader

from backend.views.environment import environment
from tests.support.engines import Context

FOLDER: Final = Path(__file__).parents[1] / "contract" / "templates"


@dataclass(frozen=True)
class Probe:
    """One template. `drawn` are contexts that both engines draw, `refused` those that make both fail."""

    name: str
    text: str
    drawn: tuple[Context, ...]
    refused: tuple[Context, ...]


def probes() -> Iterator[Probe]:
    """Every probe there is."""
    for file in sorted(FOLDER.glob("*.probes")):
        for part in re.split(r"^=== ", file.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            yield _probe(file.stem, part)


def with_templates(templates: dict[str, str], *, folder: Path = FOLDER) -> Environment:
    """The product's environment over the templates of `folder` and some that only a test has."""
    rules = environment(templates=folder)
    cast(dict[str, object], rules.globals)["asset"] = "/static/new-{}".format
    rules.loader = ChoiceLoader([DictLoader(templates), FileSystemLoader(folder)])
    return rules


def _probe(file: str, part: str) -> Probe:
    title, *lines = part.split("\n")
    contexts: dict[str, list[Context]] = {"--- ": [], "--! ": []}
    while lines[0][:4] in contexts:
        contexts[lines[0][:4]].append(json.loads(lines[0][4:]))
        del lines[0]
    drawn, refused = map(tuple, contexts.values())
    text = "\n".join(lines).rstrip("\n") + "\n"
    return Probe(f"{file}/{title}", text, drawn if drawn or refused else ({},), refused)
