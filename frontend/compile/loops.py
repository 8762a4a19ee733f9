"""The rule for `{% for %}`: a plain loop of the script, with a counter only where the template asks for one."""

from jinja2 import nodes

from frontend.compile.code import value
from frontend.compile.operators import condition
from frontend.compile.rules import expression, performs, statements
from frontend.compile.scopes import Frame, Loop
from frontend.compile.tags import store, unpacked


@performs(nodes.For)
def for_(node: nodes.For, frame: Frame) -> None:
    if node.recursive:
        raise frame.source.error(node, "a recursive for")
    name = frame.function.name
    loop = Loop(items=name("s"), index=name("i"), seen=name("p"), counted=bool(node.else_))
    inside = frame.inner(node, for_branch="body").of_loop(loop)
    statements(node.body, inside)
    items = f"seq({value(expression(node.iter, frame))})"
    if node.test is not None:
        items += f".filter({_filter(node, node.test, frame)})"
    body = "".join([*inside.declarations(), *inside.writer.lines()])
    watched = f"const {loop.seen}=[];" if loop.watched else ""
    each = store(node.target, inside)
    if loop.counted:
        head = f"const {loop.items}={items};for(let {loop.index}=0;{loop.index}<{loop.items}.length;{loop.index}++)"
        take = f"let {each}={unpacked(node.target, f'{loop.items}[{loop.index}]')};"
        frame.writer.line(f"{{{watched}{head}{{{take}{body}}}{_else(node, frame, loop=loop)}}}")
    else:
        one = each if isinstance(node.target, nodes.Name) else name("e")
        take = "" if one == each else f"let {each}={unpacked(node.target, one)};"
        frame.writer.line(f"{{{watched}for(let {one} of {items}){{{take}{body}}}}}")


def _filter(node: nodes.For, test: nodes.Node, frame: Frame) -> str:
    """`for x in xs if …`: the function that keeps an item."""
    inside = frame.inner(node, for_branch="test")
    each = store(node.target, inside)
    one = each if isinstance(node.target, nodes.Name) else frame.function.name("e")
    take = "" if one == each else f"let {each}={unpacked(node.target, one)};"
    kept = condition(test, inside)
    return f"{one}=>{{{''.join(inside.declarations())}{take}return {kept}}}"


def _else(node: nodes.For, frame: Frame, *, loop: Loop) -> str:
    """What is written when there was nothing to go through."""
    if not node.else_:
        return ""
    inside = frame.inner(node, for_branch="else")
    statements(node.else_, inside)
    return f"if(!{loop.items}.length){{{''.join([*inside.declarations(), *inside.writer.lines()])}}}"
