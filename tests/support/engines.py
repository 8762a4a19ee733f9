"""The two engines side by side: jinja2 here, the compiled templates in one node process."""

import json
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Self, cast

import msgspec
from jinja2 import Environment

from frontend.compile.module import module

ROOT: Final = Path(__file__).parents[2]
ESBUILD: Final = ROOT / "frontend" / "node_modules" / ".bin" / "esbuild"
COMPILE: Final = ROOT / "frontend" / "compile"

Context = Mapping[str, object]


@dataclass(frozen=True)
class Drawn:
    """What an engine made of a template: its text, or why there is none."""

    html: str | None
    error: str = ""

    def like(self, other: "Drawn") -> bool:
        """The same bytes, or no text from either."""
        return self.html == other.html


class Engines:
    """Templates of `environment` that both engines draw. To be used in a `with`, which ends the node process."""

    def __init__(self, environment: Environment, *, names: Sequence[str], folder: Path) -> None:
        self._environment = environment
        (folder / "compiled.ts").write_text(module(environment, names=names, runtime=str(COMPILE)), encoding="utf-8")
        self._node = subprocess.Popen(
            ["node", bundled(folder)],  # noqa: S607
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._node.communicate(timeout=10)

    def by_jinja(self, name: str, context: Context) -> Drawn:
        """Drawn here, every object of `context` as a frozen struct."""
        try:
            values = {key: as_given(value) for key, value in context.items()}
            return Drawn(self._environment.get_template(name).render(values))
        except Exception as error:
            return Drawn(None, f"{type(error).__name__}: {error}")

    def in_browser(self, name: str, context: Context) -> Drawn:
        """Drawn by the compiled template."""
        assert self._node.stdin is not None
        assert self._node.stdout is not None
        self._node.stdin.write(json.dumps({"name": name, "context": context}) + "\n")
        self._node.stdin.flush()
        answer = cast(dict[str, str], json.loads(self._node.stdout.readline()))
        return Drawn(answer.get("html"), answer.get("error", ""))

    def both(self, name: str, context: Context) -> tuple[Drawn, Drawn]:
        """By jinja2 and in the browser."""
        return self.by_jinja(name, context), self.in_browser(name, context)


def bundled(folder: Path) -> Path:
    """The script of `folder/compiled.ts` and the driver, minified as it is for a phone."""
    script = folder / "draw.mjs"
    subprocess.run(
        [
            ESBUILD,
            ROOT / "tests" / "support" / "draw.ts",
            f"--alias:compiled-templates={folder / 'compiled.ts'}",
            f"--outfile={script}",
            *("--bundle", "--minify", "--platform=node", "--format=esm", "--target=es2022", "--log-level=warning"),
        ],
        check=True,
    )
    return script


def as_given(value: object) -> object:
    """JSON as views give it: objects are frozen structs, lists are tuples."""
    if isinstance(value, Mapping):
        fields = cast(Mapping[str, object], value)
        return _struct(tuple(fields))(**{name: as_given(one) for name, one in fields.items()})
    return tuple(map(as_given, cast(list[object], value))) if isinstance(value, list) else value


@cache
def _struct(fields: tuple[str, ...]) -> type[msgspec.Struct]:
    return msgspec.defstruct("Given", fields, frozen=True)
