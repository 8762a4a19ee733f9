"""Rules for names, constants and attributes."""

from typing import Final

from jinja2 import nodes

from frontend.compile.code import NONE, Code, Kind, string, value
from frontend.compile.rules import expression, writes
from frontend.compile.scopes import Frame
from frontend.compile.source import Source
from frontend.compile.structure import RESERVED

SAFE_INTEGER: Final = 2**53
DICTIONARY: Final = frozenset(
    {"clear", "copy", "fromkeys", "get", "items", "keys", "pop", "popitem", "setdefault", "update", "values"}
)
OF_EVERY_OBJECT: Final = frozenset(
    {
        "constructor",
        "hasOwnProperty",
        "isPrototypeOf",
        "propertyIsEnumerable",
        "toLocaleString",
        "toString",
        "valueOf",
    }
)


def attribute(name: str, *, node: nodes.Node, source: Source) -> str:
    """The name of an attribute, if both languages take it for a field. Raises `BuildError` else."""
    if name in DICTIONARY:
        raise source.error(node, f".{name} is a method of dictionaries in Python")
    if name in OF_EVERY_OBJECT or name.startswith("_"):
        raise source.error(node, f".{name} is there on every object in a browser")
    return name


def path(dotted: str, *, node: nodes.Node, source: Source) -> list[str]:
    """The steps of an attribute given as text (`"meeting.title"`). Raises `BuildError` for anything but names."""
    steps = dotted.split(".")
    for step in steps:
        if not step.isidentifier():
            raise source.error(node, f"an attribute that is not a name: {dotted!r}")
        attribute(step, node=node, source=source)
    return steps


def walk(base: str, steps: list[str]) -> str:
    """Script that reads `steps` one after the other; undefined may be the outcome."""
    for step in steps:
        base = f'get({base},"{step}")'
    return base


def local(name: str) -> bool:
    """Whether a variable may have this name in both languages."""
    return name not in RESERVED and name not in OF_EVERY_OBJECT and not name.startswith("__")


@writes(nodes.Name)
def variable(node: nodes.Name, frame: Frame) -> Code:
    name = node.name
    if name in frame.source.names or name in frame.source.modules:
        raise frame.source.error(node, f"macro {name} used as a value: macros can only be called")
    body = frame.argument("caller") if name == "caller" else None
    if body is not None:
        return Code(body)
    if not local(name):
        raise frame.source.error(node, f"{name} used as a value")
    if frame.in_macro and frame.is_free(name):
        raise frame.source.error(node, f"{name} is not an argument: a macro sees its arguments only")
    return Code(frame.symbols.ref(name))


@writes(nodes.Const)
def constant(node: nodes.Const, frame: Frame) -> Code:
    found: object = node.value
    if found is None:
        return NONE
    if isinstance(found, bool):
        return Code("true" if found else "false", Kind.TRUTH, literal=True)
    if isinstance(found, str):
        return string(found)
    if not isinstance(found, int):
        raise frame.source.error(node, f"the float {found!r}: 3.0 is written 3 in a browser")
    if found >= SAFE_INTEGER:
        raise frame.source.error(node, f"{found} is more than a browser counts exactly")
    return Code(str(found), Kind.NUMBER, literal=True)


@writes(nodes.List, nodes.Tuple)
def sequence(node: nodes.List | nodes.Tuple, frame: Frame) -> Code:
    items = [expression(item, frame, lenient=True) for item in node.items]
    return Code(f"[{','.join(map(value, items))}]", literal=all(item.literal for item in items))


@writes(nodes.Getattr)
def getattribute(node: nodes.Getattr, frame: Frame) -> Code:
    owner = node.node
    if isinstance(owner, nodes.Name) and owner.name == "loop":
        return counter(node, frame)
    if isinstance(owner, nodes.Name) and owner.name in frame.source.modules:
        raise frame.source.error(node, f"macro {node.attr} used as a value: macros can only be called")
    name = attribute(node.attr, node=node, source=frame.source)
    base = expression(owner, frame)
    return Code(walk(base.js, [name]) if frame.lenient else f"{base.js}.{name}")


def counter(node: nodes.Getattr, frame: Frame) -> Code:
    """`loop.index` and its like: nothing is kept but the position and the list."""
    loop = frame.loop
    if loop is None:
        raise frame.source.error(node, "loop outside a for")
    loop.counted = True
    i, items = loop.index, loop.items
    known = {
        "index": Code(f"({i}+1)", Kind.NUMBER),
        "index0": Code(i, Kind.NUMBER),
        "revindex": Code(f"({items}.length-{i})", Kind.NUMBER),
        "revindex0": Code(f"({items}.length-{i}-1)", Kind.NUMBER),
        "length": Code(f"{items}.length", Kind.NUMBER),
        "first": Code(f"({i}===0)", Kind.TRUTH),
        "last": Code(f"({i}==={items}.length-1)", Kind.TRUTH),
        "previtem": Code(f"{items}[{i}-1]"),
        "nextitem": Code(f"{items}[{i}+1]"),
    }
    if node.attr not in known:
        raise frame.source.error(node, f"no rule for loop.{node.attr}")
    return known[node.attr]


@writes(nodes.Getitem)
def getitem(node: nodes.Getitem, frame: Frame) -> Code:
    base = value(expression(node.node, frame))
    if isinstance(node.arg, nodes.Slice):
        return part(base, slice_=node.arg, frame=frame)
    if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
        return Code(walk(base, path(node.arg.value, node=node, source=frame.source)))
    return Code(f"item({base},{value(expression(node.arg, frame))})")


def part(base: str, *, slice_: nodes.Slice, frame: Frame) -> Code:
    """`jobs[:3]` of a list or a string."""
    if slice_.step is not None:
        raise frame.source.error(slice_, "a slice with a step")
    bounds = [Code("0") if end is None else expression(end, frame) for end in (slice_.start, slice_.stop)]
    stop = "" if slice_.stop is None else f",{bounds[1].js}"
    return Code(f"part({base},{bounds[0].js}{stop})")
