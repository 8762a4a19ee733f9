"""Rules for filters on lists: joining, sorting, grouping, picking."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from jinja2 import nodes

from frontend.compile.code import Code, truth, value
from frontend.compile.expressions import walk
from frontend.compile.given import Given
from frontend.compile.test_rules import tested


def join(subject: Code, given: Given) -> Code:
    """`join(", ")` and `join(", ", attribute="title")`."""
    found = given.bound("d", "attribute")
    items = value(subject)
    if "attribute" in found:
        items = f"seq({items}).map({given.key(found['attribute'])})"
    return Code(f"join({items}{',' + given.optional(found['d']) if 'd' in found else ''})")


def sort(subject: Code, given: Given) -> Code:
    """`sort`, by code points. More attributes than one stand with commas between them."""
    found = given.bound("reverse", "case_sensitive", "attribute")
    reverse, cased = (given.optional(found.get(name)) for name in ("reverse", "case_sensitive"))
    keys = ["x"]
    if "attribute" in found:
        several = found["attribute"]
        if not isinstance(several, nodes.Const) or not isinstance(several.value, str):
            raise given.error("sort by an attribute that is not a constant string")
        keys = [walk("x", given.steps(nodes.Const(one))) for one in several.value.split(",")]
    return Code(f"sort({value(subject)},x=>[{','.join(keys)}],{reverse},{cased})")


def groupby(subject: Code, given: Given) -> Code:
    """`groupby("week")`: groups with `grouper` and `list`, sorted by the attribute."""
    found = given.bound("attribute", "default", "case_sensitive", required=1)
    cased = given.optional(found.get("case_sensitive"))
    return Code(f"groupby({value(subject)},{given.key(found['attribute'], found.get('default'))},{cased})")


def unique(subject: Code, given: Given) -> Code:
    """`unique`: the first of those that are the same."""
    found = given.bound("case_sensitive", "attribute")
    return Code(
        f"unique({value(subject)},{given.key(found.get('attribute'))},{given.optional(found.get('case_sensitive'))})"
    )


def pick(subject: Code, given: Given, *, by_attribute: bool, keep: bool) -> Code:
    """`select`, `reject`, `selectattr`, `rejectattr`: items that pass a test, or that are true."""
    if given.named:
        raise given.error(f"named arguments of {given.name}")
    arguments = list(given.positional)
    if by_attribute and not arguments:
        raise given.error(f"{given.name} without an attribute")
    one = walk("x", given.steps(arguments.pop(0))) if by_attribute else "x"
    passed = truth(Code(one))
    if arguments:
        name, *rest = arguments
        if not isinstance(name, nodes.Const) or not isinstance(name.value, str):
            raise given.error(f"{given.name} with a test that is not a constant name")
        scripts = [given.repeated(argument) for argument in rest]
        passed = tested(one, name=name.value, arguments=scripts, node=given.node, frame=given.frame).js
    return Code(f"each({value(subject)}).filter(x=>{'' if keep else '!'}{passed})")


LISTS: Final[Mapping[str, Callable[[Code, Given], Code]]] = {
    "join": join,
    "sort": sort,
    "groupby": groupby,
    "unique": unique,
    "select": partial(pick, by_attribute=False, keep=True),
    "reject": partial(pick, by_attribute=False, keep=False),
    "selectattr": partial(pick, by_attribute=True, keep=True),
    "rejectattr": partial(pick, by_attribute=True, keep=False),
}
