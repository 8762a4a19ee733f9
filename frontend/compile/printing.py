"""Rules for values that are printed: what is constant is escaped now, and nothing is joined only to be escaped."""

from collections.abc import Iterable

from jinja2 import nodes

from frontend.compile.code import Code, Kind, printed, quoted
from frontend.compile.operators import condition
from frontend.compile.rules import expression
from frontend.compile.scopes import Frame
from frontend.compile.writer import Writer


def printing(node: nodes.Expr, frame: Frame) -> Code:
    """Script of `node` as safe text or as a number. Raises `BuildError` for what prints True, False or None."""
    if isinstance(node, nodes.TemplateData):
        return Code(quoted(node.data), Kind.HTML, text=node.data)
    if isinstance(node, nodes.Concat):
        return Code(f"({added((printing(part, frame) for part in node.nodes), Writer())})", Kind.HTML)
    if isinstance(node, nodes.CondExpr):
        return _choice(node, frame)
    code = expression(node, frame)
    if code.kind is Kind.TRUTH or code.js == "null":
        raise frame.source.error(node, "prints True, False or None")
    return printed(code)


def added(codes: Iterable[Code], writer: Writer) -> str | None:
    """Adds printed values to `writer`; gives all it has as one expression, if it is one."""
    for code in codes:
        if code.text is not None:
            writer.text(code.text)
        elif code.kind is Kind.NUMBER:
            writer.number(code.js)
        else:
            writer.html(code.js)
    return writer.expression()


def _choice(node: nodes.CondExpr, frame: Frame) -> Code:
    empty = Code('""', Kind.HTML, text="")
    yes = printing(node.expr1, frame)
    no = empty if node.expr2 is None else printing(node.expr2, frame)
    kind = Kind.NUMBER if Kind.NUMBER in {yes.kind, no.kind} else Kind.HTML
    return Code(f"({condition(node.test, frame)}?{yes.js}:{no.js})", kind)
