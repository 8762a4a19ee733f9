"""The arguments a filter is written with, put to the names of its parameters."""

from dataclasses import dataclass

from jinja2 import nodes

from frontend.compile.code import value
from frontend.compile.errors import BuildError
from frontend.compile.expressions import path, walk
from frontend.compile.rules import expression
from frontend.compile.scopes import Frame


@dataclass(frozen=True)
class Given:
    """One use of the filter `name`. `per_item`: it is applied to each item of a list, by `map`."""

    node: nodes.Filter
    frame: Frame
    name: str
    positional: list[nodes.Expr]
    named: dict[str, nodes.Expr]
    per_item: bool = False

    def bound(self, *parameters: str, required: int = 0) -> dict[str, nodes.Expr]:
        """Arguments by parameter. Raises `BuildError` for one too many, too few or with another name."""
        found = dict(zip(parameters, self.positional, strict=False))
        wrong = (self.named.keys() & found.keys()) | (self.named.keys() - set(parameters))
        found |= self.named
        missing = [name for name in parameters[:required] if name not in found]
        if wrong or missing or len(self.positional) > len(parameters):
            said = ", ".join(sorted(wrong) or missing) or "too many"
            raise self.error(f"arguments of {self.name} without a rule: {said}")
        return found

    def script(self, argument: nodes.Expr) -> str:
        """Script of an argument."""
        return self.repeated(argument) if self.per_item else value(expression(argument, self.frame, lenient=True))

    def repeated(self, argument: nodes.Expr) -> str:
        """Script of an argument that is worked out again for each item: it may not fail only when there are some."""
        if not _never_fails(argument):
            raise self.error(f"an argument of {self.name} that is neither constant nor a name: set it first")
        return value(expression(argument, self.frame, lenient=True))

    def optional(self, argument: nodes.Expr | None) -> str:
        """Script of an argument that has a default: left out, it is undefined; given, it may not be."""
        if argument is None:
            return "void 0"
        return self.script(argument) if isinstance(argument, nodes.Const) else f"must({self.script(argument)})"

    def steps(self, argument: nodes.Expr) -> list[str]:
        """The steps of an attribute's name. Raises `BuildError` unless it is a constant."""
        if not isinstance(argument, nodes.Const) or not isinstance(argument.value, str):
            raise self.error(f"an attribute for {self.name} that is not a constant string")
        return path(argument.value, node=self.node, source=self.frame.source)

    def key(self, argument: nodes.Expr | None, default: nodes.Expr | None = None) -> str:
        """Script of the function that takes an item to its attribute, or to itself; `default` is for missing ones."""
        steps = [] if argument is None else self.steps(argument)
        if default is None or (isinstance(default, nodes.Const) and default.value is None):
            return f"x=>{walk('x', steps)}"
        found = "x"
        for step in steps:
            found = f"or({walk(found, [step])},{self.repeated(default)})"
        return f"x=>{found}"

    def error(self, what: str) -> BuildError:
        """The error to raise at this filter."""
        return self.frame.source.error(self.node, what)


def _never_fails(argument: nodes.Expr) -> bool:
    if isinstance(argument, nodes.List | nodes.Tuple):
        return all(map(_never_fails, argument.items))
    return isinstance(argument, nodes.Const | nodes.Name)
