"""The examples beside every template of the product: what it is drawn with, in both engines."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

from tests.support.engines import ROOT, Context

TEMPLATES: Final = ROOT / "frontend" / "templates"


@dataclass(frozen=True)
class Example:
    """One way to draw a template. `text` is that of a small template that calls a macro, or None for a whole page."""

    template: str
    title: str
    context: Context
    text: str | None = None

    @property
    def name(self) -> str:
        """Name of the template to draw."""
        return self.template if self.text is None else f"examples/{self.template}/{self.title}"


def templates() -> list[str]:
    """Every page and every part, by name."""
    files = sorted(TEMPLATES.glob("pages/**/*.html")) + sorted(TEMPLATES.glob("parts/**/*.html"))
    return [file.relative_to(TEMPLATES).as_posix() for file in files]


def examples() -> Iterator[Example]:
    """Every example of every template: `x.examples.json` beside `x.html`.

    An entry has `name` and `context`; or, where a part is made of macros, `name`, `macro`, `arguments`, and `body` for
    what stands between `{% call %}` and its end.
    """
    for file in sorted(TEMPLATES.rglob("*.examples.json")):
        name = file.relative_to(TEMPLATES).as_posix().removesuffix(".examples.json") + ".html"
        for entry in cast(list[dict[str, object]], json.loads(file.read_text(encoding="utf-8"))):
            yield _example(name, entry)


def _example(template: str, entry: Mapping[str, object]) -> Example:
    title = str(entry["name"])
    if "macro" not in entry:
        return Example(template, title, cast(Context, entry["context"]))
    arguments = cast(Context, entry["arguments"])
    call = f"{entry['macro']}({', '.join(f'{name}={name}' for name in arguments)})"
    drawn = f"{{% call {call} %}}{entry['body']}{{% endcall %}}" if "body" in entry else f"{{{{ {call} }}}}"
    head = f'{{% from "{template}" import {entry["macro"]} %}}'
    return Example(template, title, arguments, f"{head}{drawn}")


def path_of(template: str) -> Path:
    """The examples file that belongs beside a template."""
    return (TEMPLATES / template).with_suffix(".examples.json")
