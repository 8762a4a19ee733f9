"""Rules for filters: most are one function of the runtime, told here with the names and defaults of its arguments."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, cast

from jinja2 import nodes

from frontend.compile.code import Code, Kind, value
from frontend.compile.given import Given
from frontend.compile.list_rules import LISTS
from frontend.compile.rules import expression, writes
from frontend.compile.scopes import Frame


@dataclass(frozen=True)
class Plain:
    """A filter that is one function: its name in the runtime, its parameters in order, and what it yields.

    The first `required` parameters have no default.
    """

    js: str
    parameters: tuple[str, ...] = ()
    required: int = 0
    kind: Kind = Kind.ANY

    def __call__(self, subject: Code, given: Given) -> Code:
        found = given.bound(*self.parameters, required=self.required)
        scripts = [given.script(found[name]) for name in self.parameters[: self.required]]
        scripts += [given.optional(found.get(name)) for name in self.parameters[self.required :]]
        while scripts and scripts[-1] == "void 0":
            scripts.pop()
        return Code(f"{self.js}({','.join([value(subject), *scripts])})", self.kind)


def default(subject: Code, given: Given) -> Code:
    """`default(value)`, and `default(value, true)` for what is false as well."""
    found = given.bound("default_value", "boolean")
    other = given.script(found["default_value"]) if "default_value" in found else '""'
    boolean = f",{given.optional(found['boolean'])}" if "boolean" in found else ""
    return Code(f"or({value(subject)},{other}{boolean})")


def escape(subject: Code, given: Given) -> Code:
    """`escape`, which printing does anyway: for text that is joined or passed on."""
    given.bound()
    return subject if subject.kind is Kind.HTML else Code(f"out({subject.js})", Kind.HTML)


PLAIN: Final[Mapping[str, Plain]] = {
    "length": Plain("length", kind=Kind.NUMBER),
    "first": Plain("first"),
    "last": Plain("last"),
    "list": Plain("seq"),
    "reverse": Plain("reverse"),
    "batch": Plain("batch", ("linecount", "fill_with"), required=1),
    "upper": Plain("upper"),
    "lower": Plain("lower"),
    "title": Plain("title", kind=Kind.TEXT),
    "trim": Plain("trim"),
    "replace": Plain("replace", ("old", "new"), required=2),
    "truncate": Plain("truncate", ("length", "killwords", "end", "leeway")),
    "tojson": Plain("tojson", kind=Kind.HTML),
    "urlencode": Plain("urlencode", kind=Kind.TEXT),
    "date_long": Plain("date_long", ("year",), kind=Kind.TEXT),
    "date_short": Plain("date_short", ("year",), kind=Kind.TEXT),
    "weekday": Plain("weekday", kind=Kind.TEXT),
    "clock": Plain("clock", kind=Kind.TEXT),
    "in_days": Plain("in_days", ("today",), required=1, kind=Kind.TEXT),
    "since": Plain("since", ("today",), required=1, kind=Kind.TEXT),
    "received": Plain("received", ("today",), required=1, kind=Kind.TEXT),
    "week_of": Plain("week_of"),
}


def filtered(subject: Code, given: Given) -> Code:
    """Script of `subject` after a filter. Raises `BuildError` for a filter or an argument without a rule."""
    rule = FILTERS.get(SHORT.get(given.name, given.name))
    if rule is None:
        raise given.error(f"no rule for the filter {given.name}")
    return rule(subject, given)


@writes(nodes.Filter)
def filter_(node: nodes.Filter, frame: Frame) -> Code:
    if node.node is None or node.dyn_args or node.dyn_kwargs:
        raise frame.source.error(node, f"filter {node.name} with spread arguments, or around a block")
    named = {keyword.key: keyword.value for keyword in cast(list[nodes.Keyword], node.kwargs)}
    given = Given(node, frame, node.name, node.args, named)
    lenient = SHORT.get(node.name, node.name) == "default"
    return filtered(expression(node.node, frame, lenient=lenient), given)


def mapped(subject: Code, given: Given) -> Code:
    """`map("upper")` and `map(attribute="title")`."""
    if given.positional:
        name, *rest = given.positional
        if not isinstance(name, nodes.Const) or not isinstance(name.value, str):
            raise given.error("map with a filter that is not a constant name")
        inside = Given(given.node, given.frame, name.value, rest, given.named, per_item=True)
        return Code(f"each({value(subject)}).map(x=>{value(filtered(Code('x'), inside))})")
    found = given.bound("attribute", "default", required=1)
    return Code(f"each({value(subject)}).map({given.key(found['attribute'], found.get('default'))})")


FILTERS: Final = {**PLAIN, **LISTS, "default": default, "escape": escape, "map": mapped}
SHORT: Final = {"d": "default", "e": "escape", "count": "length"}
