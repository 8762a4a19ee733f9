"""Rules for what stands after `is`, in both places it is written: `x is odd` and `select("odd")`."""

from collections.abc import Callable
from typing import Final

from jinja2 import nodes

from frontend.compile.code import Code, Kind, value
from frontend.compile.rules import expression, writes
from frontend.compile.scopes import Frame

ONE: Final[dict[str, Callable[[str], str]]] = {
    "defined": lambda x: f"({x}!==void 0)",
    "undefined": lambda x: f"({x}===void 0)",
    "none": lambda x: f"({x}===null)",
    "true": lambda x: f"({x}===true)",
    "false": lambda x: f"({x}===false)",
    "boolean": lambda x: f'(typeof {x}=="boolean")',
    "integer": lambda x: f'(typeof {x}=="number")',
    "number": lambda x: f"isNumber({x})",
    "string": lambda x: f"isString({x})",
    "sequence": lambda x: f"isSequence({x})",
    "odd": lambda x: f"(mod({x},2)===1)",
    "even": lambda x: f"(mod({x},2)===0)",
}
TWO: Final[dict[str, Callable[[str, str], str]]] = {
    "divisibleby": lambda x, y: f"(mod({x},{y})===0)",
    "in": lambda x, y: f"within({x},{y})",
    "eq": lambda x, y: f"eq({x},{y})",
    "ne": lambda x, y: f"!eq({x},{y})",
    "lt": lambda x, y: f"(order({x},{y})<0)",
    "le": lambda x, y: f"(order({x},{y})<=0)",
    "gt": lambda x, y: f"(order({x},{y})>0)",
    "ge": lambda x, y: f"(order({x},{y})>=0)",
}
OTHER_NAMES: Final = {
    "==": "eq",
    "equalto": "eq",
    "!=": "ne",
    "<": "lt",
    "lessthan": "lt",
    "<=": "le",
    ">": "gt",
    "greaterthan": "gt",
    ">=": "ge",
}


def tested(subject: str, *, name: str, arguments: list[str], node: nodes.Node, frame: Frame) -> Code:
    """Whether `subject` passes the test `name`. Raises `BuildError` when that has no rule."""
    name = OTHER_NAMES.get(name, name)
    if name in ONE and not arguments:
        return Code(ONE[name](subject), Kind.TRUTH)
    if name in TWO and len(arguments) == 1:
        return Code(TWO[name](subject, arguments[0]), Kind.TRUTH)
    raise frame.source.error(node, f"no rule for the test {name} with {len(arguments)} arguments")


@writes(nodes.Test)
def test(node: nodes.Test, frame: Frame) -> Code:
    if node.kwargs or node.dyn_args or node.dyn_kwargs:
        raise frame.source.error(node, f"test {node.name} with named or spread arguments")
    subject = expression(node.node, frame, lenient=True)
    arguments = [value(expression(argument, frame)) for argument in node.args or []]
    return tested(value(subject), name=node.name, arguments=arguments, node=node, frame=frame)
