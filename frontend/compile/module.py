"""Puts the functions of all templates that are asked for together as one module."""

import re
from collections.abc import Iterable
from itertools import count
from pathlib import Path
from typing import Final

from jinja2 import Environment, TemplateNotFound
from jinja2.idtracking import Symbols

# Importing the rules registers them.
from frontend.compile import filter_rules, loops  # noqa: F401  # pyright: ignore[reportUnusedImport]
from frontend.compile.code import quoted
from frontend.compile.errors import BuildError
from frontend.compile.names import block_function, block_table, macro_function, template_function
from frontend.compile.rules import statements
from frontend.compile.scopes import Frame
from frontend.compile.source import Library, MacroName, Source, uses_caller
from frontend.compile.structure import check
from frontend.compile.writer import Function, Writer

HERE: Final = Path(__file__).parent
SCRIPTS: Final = ("runtime", "builtins", "filters")
EXPORTED: Final = re.compile(r"^export (?:function|const|class) (\w+)", re.MULTILINE)


def module(environment: Environment, *, names: Iterable[str], runtime: str) -> str:
    """The text of a module that exports `render(name, context)` for the templates `names`.

    `runtime` is how the module names the folder of `runtime.ts` and `filters.ts` in its imports.
    Raises `BuildError` for the first construct without a rule.
    """
    library = Library(environment)
    drawn = [_entry(library, name) for name in names]
    functions = _Functions(library)
    for source in drawn:
        functions.add(source, drawn=True)
    entries = [f"{quoted(source.name)}:c=>{_drawing(source, library)}" for source in drawn]
    return "\n".join(
        [
            "// @ts-nocheck: written by frontend/compile, from frontend/templates",
            *(_import(file, runtime) for file in SCRIPTS),
            *functions.lines,
            f"const templates={{__proto__:null,{','.join(entries)}}}",
            "export function render(name: string, context: object): string {return templates[name](context)}",
            "",
        ]
    )


class _Functions:
    """The script of every file met so far, those a file needs before itself."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._numbers = count(1)
        self._met: set[tuple[str, bool]] = set()
        self._owners: dict[str, str] = {}
        self.lines: list[str] = []

    def add(self, source: Source, *, drawn: bool) -> None:
        """Adds a file that is drawn, or one that only lends its macros."""
        if (source.name, drawn) in self._met:
            return
        self._met.add((source.name, drawn))
        owner = self._owners.setdefault(template_function(source.name), source.name)
        if owner != source.name:
            raise source.error(source.tree, f"{source.name} and {owner} have the same name in a script")
        if not drawn:
            check(source, self._library)
            self._needed(source)
            self.lines += [self._macro(source, name) for name in source.macros]
            return
        self.add(source, drawn=False)
        self.lines += [self._block(source, name) for name in source.blocks]
        self.lines.append(self._root(source))
        if self._library.has_blocks(source):
            self.lines.append(self._table(source))

    def _needed(self, source: Source) -> None:
        reached = self._library.reach(source)
        for other in self._library.needs(source):
            self.add(other, drawn=other.name in reached)

    def _frame(self, source: Source) -> Frame:
        return Frame(source, self._library, Function(self._numbers), Writer(), Symbols())

    def _macro(self, source: Source, name: str) -> str:
        node = source.macros[name]
        frame = self._frame(source).of_macro()
        frame.symbols.analyze_node(node)
        parameters = [frame.symbols.ref(argument.name) for argument in node.args]
        if uses_caller(node):
            parameters.append(frame.symbols.declare_parameter("caller"))
        statements(node.body, frame)
        head = f"{macro_function(MacroName(source.name, name))}({','.join(parameters)})"
        return f"function {head}{{{frame.function.body(frame.declarations(), frame.writer)}}}"

    def _block(self, source: Source, name: str) -> str:
        node = source.blocks[name]
        frame = self._frame(source).of_block(name)
        frame.symbols.analyze_node(node)
        statements(node.body, frame)
        body = frame.function.body(frame.declarations(), frame.writer)
        return f"function {block_function(source.name, name)}(c,b){{{body}}}"

    def _root(self, source: Source) -> str:
        frame = self._frame(source).of_file()
        frame.symbols.analyze_node(source.tree)
        statements(source.tree.body, frame)
        if source.parent is not None:
            frame.writer.html(f"{template_function(source.parent)}(c,b)")
        body = frame.function.body(frame.declarations(), frame.writer)
        return f"function {template_function(source.name)}(c,b){{{body}}}"

    def _table(self, source: Source) -> str:
        parent = self._library.lineage(source)[1:2]
        inherited = [f"...{block_table(parent[0].name)}"] if parent and self._library.has_blocks(parent[0]) else []
        own = [f"{name}:{block_function(source.name, name)}" for name in source.blocks]
        return f"const {block_table(source.name)}={{{','.join([*inherited, *own])}}}"


def _entry(library: Library, name: str) -> Source:
    try:
        return library.source(name)
    except TemplateNotFound as missing:
        raise BuildError(file=name, line=1, what="no such template") from missing


def _drawing(source: Source, library: Library) -> str:
    table = f",{block_table(source.name)}" if library.has_blocks(source) else ""
    return f"{template_function(source.name)}(c{table})"


def _import(file: str, runtime: str) -> str:
    names = EXPORTED.findall((HERE / f"{file}.ts").read_text(encoding="utf-8"))
    return f"import {{{','.join(names)}}} from {quoted(f'{runtime}/{file}.ts')}"
