"""Where a name of a template lives in the script, by jinja2's own tables of names."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from jinja2.idtracking import VAR_LOAD_ALIAS, VAR_LOAD_PARAMETER, VAR_LOAD_RESOLVE, Symbols

from frontend.compile.structure import RESERVED
from frontend.compile.writer import Writer

if TYPE_CHECKING:
    from jinja2 import nodes

    from frontend.compile.source import Library, Source
    from frontend.compile.writer import Function


@dataclass
class Loop:
    """A `for` being written: which of its counters the body asked for."""

    items: str
    index: str
    seen: str
    counted: bool = False
    watched: bool = False


@dataclass(frozen=True)
class Frame:
    """The place an expression stands in: its file, its function, its names and its loop."""

    source: Source
    library: Library
    function: Function
    writer: Writer
    symbols: Symbols = field(default_factory=Symbols)
    top: bool = False
    in_macro: bool = False
    block: str | None = None
    loop: Loop | None = None
    lenient: bool = False

    def asked(self, *, lenient: bool) -> Frame:
        """The same place, asked for a value that may or may not be undefined."""
        return self if self.lenient == lenient else replace(self, lenient=lenient)

    def branch(self) -> Frame:
        """The same place, writing apart."""
        return replace(self, writer=Writer())

    def inner(self, node: nodes.Node | None = None, **branch: str) -> Frame:
        """A frame inside this one that writes apart; its names are read from `node`, or from a branch of a `for`."""
        symbols = Symbols(self.symbols)
        if node is not None:
            symbols.analyze_node(node, **branch)
        return replace(self, symbols=symbols, top=False, writer=Writer())

    def of_loop(self, loop: Loop) -> Frame:
        """The same place, in the body of `loop`."""
        return replace(self, loop=loop)

    def of_file(self) -> Frame:
        """The same place, at the top of its file."""
        return replace(self, top=True)

    def of_macro(self) -> Frame:
        """The same place, in a macro."""
        return replace(self, in_macro=True)

    def of_block(self, name: str) -> Frame:
        """The same place, in the block `name`."""
        return replace(self, block=name)

    def of_function(self) -> Frame:
        """The same place, in a function of its own."""
        return replace(self, function=self.function.within())

    def argument(self, name: str) -> str | None:
        """Where the argument `name` of the macro around is, if it has one."""
        ref = self.symbols.find_ref(name)
        load = None if ref is None else self.symbols.find_load(ref)
        return ref if load is not None and load[0] == VAR_LOAD_PARAMETER else None

    def is_free(self, name: str) -> bool:
        """Whether `name` is nothing this function gave a value, so that it comes from the page's context."""
        load = self.symbols.find_load(self.symbols.ref(name))
        return load is not None and load[0] == VAR_LOAD_RESOLVE and name not in self.symbols.dump_stores()

    def declarations(self) -> list[str]:
        """Statements that bring this frame's names into being, as jinja2 does when it enters one."""
        told = self.source.declared.keys() | RESERVED
        parts: list[str] = []
        for name, target in self.symbols.refs.items():
            how, origin = self.symbols.loads[target]
            if how == VAR_LOAD_PARAMETER or name in told:
                continue
            if how == VAR_LOAD_RESOLVE and not self.in_macro:
                parts.append(f"{target}=c.{origin}")
            elif how == VAR_LOAD_ALIAS:
                parts.append(f"{target}={origin}")
            else:
                parts.append(target)
        return [f"let {','.join(parts)};"] if parts else []

    def locals(self) -> dict[str, str]:
        """Names given a value so far, and where they are: what an include sees beside the page's context."""
        return {name: ref for name, ref in self.symbols.dump_stores().items() if name not in RESERVED}
