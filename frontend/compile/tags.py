"""Rules for what stands in `{% … %}`, and for the text around it."""

from jinja2 import nodes
from jinja2.idtracking import VAR_LOAD_UNDEFINED

from frontend.compile.calls import macro, target
from frontend.compile.code import value
from frontend.compile.expressions import attribute
from frontend.compile.names import block_table, template_function
from frontend.compile.operators import condition
from frontend.compile.printing import added, printing
from frontend.compile.rules import expression, performs, statements
from frontend.compile.scopes import Frame
from frontend.compile.source import called, uses_caller


@performs(nodes.Output)
def output(node: nodes.Output, frame: Frame) -> None:
    if frame.top and frame.source.parent is not None:
        return
    added((printing(part, frame) for part in node.nodes), frame.writer)


@performs(nodes.If)
def branches(node: nodes.If, frame: Frame) -> None:
    arms = [(condition(arm.test, frame), arm.body) for arm in (node, *node.elif_)]
    written: list[tuple[str, Frame]] = []
    for asked, body in arms:
        written.append((asked, frame.branch()))
        statements(body, written[-1][1])
    last = frame.branch()
    statements(node.else_, last)
    whole = [arm.writer.expression() for _, arm in written]
    rest = last.writer.expression()
    if rest is not None and all(part is not None for part in whole):
        chain = "".join(f"{asked}?{part}:" for (asked, _), part in zip(written, whole, strict=True))
        frame.writer.html(f"({chain}{rest})")
        return
    chain = "else ".join(f"if({asked}){arm.writer.block()}" for asked, arm in written)
    frame.writer.line(f"{chain}else{last.writer.block()}" if node.else_ else chain)


@performs(nodes.Assign)
def assign(node: nodes.Assign, frame: Frame) -> None:
    found = value(expression(node.node, frame, lenient=True))
    frame.writer.line(f"{store(node.target, frame)}={unpacked(node.target, found)};")


@performs(nodes.AssignBlock)
def assign_block(node: nodes.AssignBlock, frame: Frame) -> None:
    if node.filter is not None:
        raise frame.source.error(node, "a set block with a filter")
    inside = frame.inner(node)
    statements(node.body, inside)
    place = store(node.target, frame)
    declared = "".join(inside.declarations())
    whole = inside.writer.expression()
    if whole is not None:
        frame.writer.line(f"{{{declared}{place}=safe({whole});}}")
    else:
        frame.writer.line(f'{{{declared}let o="";{"".join(inside.writer.lines())}{place}=safe(o);}}')


def store(node: nodes.Node, frame: Frame) -> str:
    """Script of the place a value goes to; at the top of a file, blocks and includes see it too."""
    if isinstance(node, nodes.Name):
        ref = frame.symbols.ref(node.name)
        frame.function.sets_context = frame.function.sets_context or frame.top
        return f"c.{node.name}={ref}" if frame.top else ref
    if isinstance(node, nodes.NSRef):
        if node.name not in frame.source.namespaces:
            raise frame.source.error(node, f"{node.name} is not set by namespace() in this file")
        return f"{frame.symbols.ref(node.name)}.{attribute(node.attr, node=node, source=frame.source)}"
    if isinstance(node, nodes.Tuple) and not frame.top:
        return f"[{','.join(store(item, frame) for item in node.items)}]"
    raise frame.source.error(node, "several names set at once at the top of a file")


def unpacked(target_: nodes.Node, js: str) -> str:
    """Script that gives `js`, checked to have as many items as there are names."""
    return f"unpack({js},{len(target_.items)})" if isinstance(target_, nodes.Tuple) else js


@performs(nodes.With)
def with_(node: nodes.With, frame: Frame) -> None:
    inside = frame.inner(node)
    for name, expr in zip(node.targets, node.values, strict=True):
        found = value(expression(expr, frame, lenient=True))
        inside.writer.line(f"let {store(name, inside)}={unpacked(name, found)};")
    statements(node.body, inside)
    frame.writer.line("{" + "".join(inside.declarations()) + "".join(inside.writer.lines()) + "}")


@performs(nodes.Block)
def block(node: nodes.Block, frame: Frame) -> None:
    if not (frame.top and frame.source.parent is not None):
        frame.writer.html(f"b.{node.name}(c,b)")


@performs(nodes.Include)
def include(node: nodes.Include, frame: Frame) -> None:
    if node.ignore_missing or not node.with_context:
        raise frame.source.error(node, "an include without context or that may be missing")
    included = frame.library.named(node.template, by=frame.source)
    read = {name for source in frame.library.reach(included).values() for name in source.reads}
    fields = [_seen(name, ref, frame) for name, ref in sorted(frame.locals().items()) if name in read and not frame.top]
    context = f"{{...c,{','.join(fields)}}}" if fields else "c"
    table = f",{block_table(included.name)}" if frame.library.has_blocks(included) else ""
    frame.writer.html(f"{template_function(included.name)}({context}{table})")


def _seen(name: str, ref: str, frame: Frame) -> str:
    load = frame.symbols.find_load(ref)
    if load is not None and load[0] == VAR_LOAD_UNDEFINED:
        return f"...({ref}!==void 0&&{{{name}:{ref}}})"
    return f"{name}:{ref}"


@performs(nodes.CallBlock)
def call_block(node: nodes.CallBlock, frame: Frame) -> None:
    found = target(node.call, frame)
    if node.defaults:
        raise frame.source.error(node, "a call block whose arguments have defaults")
    if uses_caller(node):
        raise frame.source.error(node, "caller inside the body of a call, where it is not the macro's")
    for use in frame.library.source(found.file).macros[found.name].find_all(nodes.Call):
        if called(use) == "caller" and len(use.args) > len(node.args):
            raise frame.source.error(node, f"macro {found.name} gives its body {len(use.args)} arguments")
    inside = frame.inner(node).of_function()
    statements(node.body, inside)
    body = inside.function.body(inside.declarations(), inside.writer)
    parameters = ",".join(inside.symbols.ref(argument.name) for argument in node.args)
    frame.writer.html(macro(node.call, frame, body=f"({parameters})=>{{{body}}}"))


@performs(nodes.Macro, nodes.Import, nodes.FromImport, nodes.Extends)
def declaration(node: nodes.Node, frame: Frame) -> None:
    """Nothing to do while drawing: macros are functions, and the rest is known by now."""
