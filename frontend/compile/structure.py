"""Order and names in a file, checked before it is written: what jinja2 decides while drawing is decided here."""

from collections import Counter
from typing import Final

from jinja2 import nodes

from frontend.compile.source import Library, Source, called

DECLARATIONS: Final = (nodes.Macro, nodes.Import, nodes.FromImport)
IN_A_CHILD: Final = (*DECLARATIONS, nodes.Extends, nodes.Block, nodes.Assign, nodes.AssignBlock)
RESERVED: Final = frozenset(
    {"loop", "caller", "super", "self", "varargs", "kwargs"}
    | {"namespace", "range", "asset", "_", "gettext", "ngettext"}
)


def check(source: Source, library: Library) -> None:
    """Raises `BuildError` for the first thing out of place in `source`."""
    _order(source)
    _blocks(source, library)
    _names(source, library)
    for tag in source.tree.find_all((nodes.Import, nodes.FromImport)):
        _module(source, tag, library)
    for assign in source.tree.find_all(nodes.Assign):
        if called(assign.node) == "namespace" and not isinstance(assign.target, nodes.Name):
            raise source.error(assign, "a namespace that is not set to one name")


def _blank(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Output) and all(
        isinstance(part, nodes.TemplateData) and not part.data.strip() for part in node.nodes
    )


def _constant(node: nodes.Expr) -> bool:
    if isinstance(node, nodes.List | nodes.Tuple):
        return all(map(_constant, node.items))
    return isinstance(node, nodes.Const) or (isinstance(node, nodes.Neg) and _constant(node.node))


def _order(source: Source) -> None:
    content_seen = False
    for position, node in enumerate(source.tree.body):
        if isinstance(node, nodes.Extends) and position > 0:
            raise source.error(node, "extends that does not stand first")
        if isinstance(node, DECLARATIONS) and content_seen:
            raise source.error(node, "a macro or an import after the first content")
        if source.parent is not None and not isinstance(node, IN_A_CHILD) and not _blank(node):
            raise source.error(node, "content outside the blocks of a template that extends another")
        content_seen = content_seen or not (isinstance(node, (*DECLARATIONS, *IN_A_CHILD)) or _blank(node))
        content_seen = content_seen or isinstance(node, nodes.Block)
    top = {id(node) for node in source.tree.body}
    for node in source.tree.find_all((*DECLARATIONS, nodes.Extends)):
        if id(node) not in top:
            raise source.error(node, "a macro, an import or extends inside another tag")


def _blocks(source: Source, library: Library) -> None:
    counted = Counter(block.name for block in source.tree.find_all(nodes.Block))
    for block in source.tree.find_all(nodes.Block):
        if counted[block.name] > 1:
            raise source.error(block, f"block {block.name} stands twice")
        if block.scoped or block.required:
            raise source.error(block, "a block that is scoped or required")
    for macro in source.macros.values():
        for default in macro.defaults:
            if not _constant(default):
                raise source.error(default, f"a default of macro {macro.name} that is not a constant")
        for block in macro.find_all((nodes.Block, nodes.Include)):
            raise source.error(block, "a block or an include inside a macro, which sees its arguments only")
    inherited = {name for ancestor in library.lineage(source)[1:] for name in ancestor.blocks}
    for node in source.tree.body:
        if source.parent is not None and isinstance(node, nodes.Block) and node.name not in inherited:
            raise source.error(node, f"block {node.name} is not in any template that this one extends")


def _names(source: Source, library: Library) -> None:
    own = source.declared.keys()
    for name in source.tree.find_all(nodes.Name):
        if name.ctx != "load" and (name.name in own or name.name in RESERVED):
            raise source.error(name, f"{name.name} is the name of a macro or of the language, and is given a value")
    for taken in sorted(own & RESERVED):
        raise source.error(source.declared[taken], f"{taken} is a name of the language, and is given to a macro")
    for other in library.reach(source).values():
        clash = own & (other.stores | other.reads) - other.declared.keys()
        for name in sorted(clash if other is not source else set()):
            raise source.error(source.declared[name], f"{name} is a macro here and a variable in {other.name}")
        for name in sorted(source.names.keys() & other.names.keys()):
            if source.names[name] != other.names[name]:
                raise source.error(source.declared[name], f"{name} is one macro here and another in {other.name}")


def _module(source: Source, tag: nodes.Import | nodes.FromImport, library: Library) -> None:
    module = library.named(tag.template, by=source)
    for node in module.tree.body:
        if not isinstance(node, DECLARATIONS) and not _blank(node):
            raise source.error(tag, f"{module.name} has more than macros, line {node.lineno}")
