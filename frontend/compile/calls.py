"""Rules for calls: macros, `caller`, `super`, `loop.cycle`, `loop.changed`, `range`, `asset` and `namespace`."""

from jinja2 import nodes

from frontend.compile.code import UNDEFINED, Code, Kind, value
from frontend.compile.expressions import attribute
from frontend.compile.messages import TEXTS, Message
from frontend.compile.names import block_function, macro_function
from frontend.compile.rules import expression, writes
from frontend.compile.scopes import Frame
from frontend.compile.source import MacroName, called, uses_caller


@writes(nodes.Call)
def call(node: nodes.Call, frame: Frame) -> Code:
    name = called(node)
    if name in TEXTS:
        return Message(node, frame, name).code()
    if node.dyn_args or node.dyn_kwargs:
        raise frame.source.error(node, "spread arguments")
    owner = node.node.node if isinstance(node.node, nodes.Getattr) else None
    if isinstance(owner, nodes.Name) and owner.name == "loop":
        return of_loop(node, frame)
    special = {"caller": body, "super": parent_block, "range": numbers, "namespace": namespace, "asset": asset}
    if name in special:
        return special[name](node, frame)
    return Code(macro(node, frame, body=None), Kind.HTML)


def target(node: nodes.Call, frame: Frame) -> MacroName:
    """The macro that is called. Raises `BuildError` when it is not known by now."""
    name = called(node)
    if name in frame.source.names:
        return frame.source.names[name]
    if isinstance(node.node, nodes.Getattr) and isinstance(node.node.node, nodes.Name):
        module = frame.source.modules.get(node.node.node.name)
        if module and node.node.attr in frame.library.source(module).macros:
            return MacroName(module, node.node.attr)
    raise frame.source.error(node, "a call of something that is not a macro of this file, imported or its own")


def macro(node: nodes.Call, frame: Frame, *, body: str | None) -> str:
    """Script of a macro's call, every parameter in its place; `body` is the function that `caller()` calls."""
    found = target(node, frame)
    shape = frame.library.source(found.file).macros[found.name]
    if body is not None and not uses_caller(shape):
        raise frame.source.error(node, f"macro {found.name} takes no body")
    given = [value(expression(argument, frame, lenient=True)) for argument in node.args]
    if len(given) > len(shape.args):
        raise frame.source.error(node, f"macro {found.name} takes {len(shape.args)} arguments")
    named = {keyword.key: value(expression(keyword.value, frame, lenient=True)) for keyword in node.kwargs}
    defaults = dict(zip((parameter.name for parameter in reversed(shape.args)), reversed(shape.defaults), strict=False))
    for parameter in shape.args[len(given) :]:
        default = defaults.get(parameter.name)
        left_out = UNDEFINED if default is None else expression(default, frame)
        given.append(named.pop(parameter.name, value(left_out)))
    if named:
        raise frame.source.error(node, f"macro {found.name} takes no {min(named)} here")
    return f"{macro_function(found)}({','.join([*given, *([body] if body else [])])})"


def body(node: nodes.Call, frame: Frame) -> Code:
    """`caller(…)`: the body that the macro was called with."""
    ref = frame.argument("caller")
    if ref is None or node.kwargs:
        raise frame.source.error(node, "caller outside a macro, or with named arguments")
    arguments = [value(expression(argument, frame, lenient=True)) for argument in node.args]
    return Code(f"{ref}({','.join(arguments)})", Kind.HTML)


def parent_block(node: nodes.Call, frame: Frame) -> Code:
    """`super()`: which block that is, is known, since a template's line of ancestors is."""
    for ancestor in frame.library.lineage(frame.source)[1:]:
        if frame.block in ancestor.blocks and not node.args and not node.kwargs:
            return Code(f"{block_function(ancestor.name, frame.block)}(c,b)", Kind.HTML)
    raise frame.source.error(node, "super without a block of that name in a template that this one extends")


def numbers(node: nodes.Call, frame: Frame) -> Code:
    """`range(…)`: a list, as in our environment."""
    if node.kwargs or not 1 <= len(node.args) <= 2:
        raise frame.source.error(node, "range with other than one or two bounds")
    return Code(f"range({','.join(value(expression(bound, frame)) for bound in node.args)})")


def asset(node: nodes.Call, frame: Frame) -> Code:
    """`asset("main.css")`: a file's address, told by whoever draws the page."""
    if frame.in_macro or len(node.args) != 1 or node.kwargs:
        raise frame.source.error(node, "asset inside a macro, or with other than one name")
    return Code(f"c.asset({value(expression(node.args[0], frame))})")


def namespace(node: nodes.Call, frame: Frame) -> Code:
    """`namespace(found=false)`: an object of the script."""
    if node.args:
        raise frame.source.error(node, "a namespace made from something else than names")
    fields = {
        attribute(keyword.key, node=node, source=frame.source): expression(keyword.value, frame, lenient=True)
        for keyword in node.kwargs
    }
    return Code("{" + ",".join(f"{name}:{value(code)}" for name, code in fields.items()) + "}")


def of_loop(node: nodes.Call, frame: Frame) -> Code:
    """`loop.cycle("a", "b")` and `loop.changed(job.week)`."""
    what = node.node.attr if isinstance(node.node, nodes.Getattr) else ""
    if frame.loop is None or not node.args or node.kwargs:
        raise frame.source.error(node, "a call of loop outside a for or with named arguments")
    arguments = f"[{','.join(value(expression(argument, frame, lenient=True)) for argument in node.args)}]"
    if what == "cycle":
        frame.loop.counted = True
        return Code(f"{arguments}[{frame.loop.index}%{len(node.args)}]")
    if what == "changed":
        frame.loop.watched = True
        return Code(f"changed({frame.loop.seen},{arguments})", Kind.TRUTH)
    raise frame.source.error(node, f"no rule for loop.{what}()")
