"""The registers of rules: what each node of jinja2's tree becomes. What is not in its register is a build error."""

import re
from collections.abc import Callable, Iterable
from typing import Any, Final, TypeVar

from jinja2 import nodes

from frontend.compile.code import Code
from frontend.compile.scopes import Frame

E = TypeVar("E", bound=nodes.Expr)
N = TypeVar("N", bound=nodes.Node)

EXPRESSIONS: Final[dict[type[nodes.Node], Callable[[Any, Frame], Code]]] = {}
STATEMENTS: Final[dict[type[nodes.Node], Callable[[Any, Frame], None]]] = {}


def writes(*kinds: type[E]) -> Callable[[Callable[[E, Frame], Code]], Callable[[E, Frame], Code]]:
    """Registers the rule for kinds of expressions. `frame.lenient` tells that undefined may be the outcome."""

    def register(rule: Callable[[E, Frame], Code]) -> Callable[[E, Frame], Code]:
        EXPRESSIONS.update(dict.fromkeys(kinds, rule))
        return rule

    return register


def performs(*kinds: type[N]) -> Callable[[Callable[[N, Frame], None]], Callable[[N, Frame], None]]:
    """Registers the rule for kinds of statements, which adds to `frame.writer`."""

    def register(rule: Callable[[N, Frame], None]) -> Callable[[N, Frame], None]:
        STATEMENTS.update(dict.fromkeys(kinds, rule))
        return rule

    return register


def expression(node: nodes.Node, frame: Frame, *, lenient: bool = False) -> Code:
    """Script of an expression. `lenient`: whoever asks deals with undefined; else it may throw on the way.

    Raises `BuildError` for an expression that has no rule.
    """
    rule = EXPRESSIONS.get(type(node))
    if rule is None:
        raise frame.source.error(node, f"no rule for {_words(node)}")
    return rule(node, frame.asked(lenient=lenient))


def statements(body: Iterable[nodes.Node], frame: Frame) -> None:
    """Adds the script of `body` to `frame.writer`. Raises `BuildError` for a statement that has no rule."""
    for node in body:
        rule = STATEMENTS.get(type(node))
        if rule is None:
            raise frame.source.error(node, f"no rule for {_words(node)}")
        rule(node, frame)


def _words(node: nodes.Node) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(node).__name__).lower()
