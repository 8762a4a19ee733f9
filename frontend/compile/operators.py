"""Rules for operators: logic, comparison, joining, whole numbers."""

from typing import Final

from jinja2 import nodes

from frontend.compile.code import Code, Kind, truth, value
from frontend.compile.rules import expression, writes
from frontend.compile.scopes import Frame

COMPARED: Final = {"lt": "<0", "lteq": "<=0", "gt": ">0", "gteq": ">=0"}
CALCULATED: Final = {"+": "add", "-": "sub", "//": "div", "%": "mod"}


@writes(nodes.Not)
def negation(node: nodes.Not, frame: Frame) -> Code:
    return Code(f"!{condition(node.node, frame)}", Kind.TRUTH)


@writes(nodes.And, nodes.Or)
def junction(node: nodes.And | nodes.Or, frame: Frame) -> Code:
    both = isinstance(node, nodes.And)
    left = expression(node.left, frame)
    right = expression(node.right, frame, lenient=frame.lenient)
    if left.kind is right.kind is Kind.TRUTH:
        return Code(f"({left.js}{'&&' if both else '||'}{right.js})", Kind.TRUTH)
    kept = frame.function.temporary()
    asked = truth(Code(f"({kept}={value(left)})"))
    return Code(f"({asked}?{value(right)}:{kept})" if both else f"({asked}?{kept}:{value(right)})")


def condition(node: nodes.Node, frame: Frame) -> str:
    """Script that asks whether `node` is true, where its value is not needed."""
    if isinstance(node, nodes.And | nodes.Or):
        sign = "&&" if isinstance(node, nodes.And) else "||"
        return f"({condition(node.left, frame)}{sign}{condition(node.right, frame)})"
    return truth(expression(node, frame))


def shown(node: nodes.Expr, frame: Frame) -> Code:
    """A value that is only ever printed: there, an inline `if` without `else` is the empty text."""
    if not isinstance(node, nodes.CondExpr) or node.expr2 is not None:
        return expression(node, frame)
    inside = value(expression(node.expr1, frame))
    return Code(f'({condition(node.test, frame)}?{inside}:"")')


@writes(nodes.CondExpr)
def choice(node: nodes.CondExpr, frame: Frame) -> Code:
    if node.expr2 is None:
        raise frame.source.error(node, "an inline if without else, kept as a value")
    yes, no = (expression(branch, frame, lenient=frame.lenient) for branch in (node.expr1, node.expr2))
    asked = condition(node.test, frame)
    if yes.kind is no.kind:
        return Code(f"({asked}?{yes.js}:{no.js})", yes.kind)
    return Code(f"({asked}?{value(yes)}:{value(no)})")


@writes(nodes.Compare)
def comparison(node: nodes.Compare, frame: Frame) -> Code:
    if len(node.ops) != 1:
        raise frame.source.error(node, "a chained comparison")
    left, right = (value(expression(side, frame)) for side in (node.expr, node.ops[0].expr))
    match node.ops[0].op:
        case "eq":
            js = f"eq({left},{right})"
        case "ne":
            js = f"!eq({left},{right})"
        case "in":
            js = f"within({left},{right})"
        case "notin":
            js = f"!within({left},{right})"
        case order:
            js = f"(order({left},{right}){COMPARED[order]})"
    return Code(js, Kind.TRUTH)


@writes(nodes.Concat)
def concatenation(node: nodes.Concat, frame: Frame) -> Code:
    return Code(f"concat([{','.join(value(shown(part, frame)) for part in node.nodes)}])")


@writes(nodes.Add, nodes.Sub, nodes.FloorDiv, nodes.Mod)
def arithmetic(node: nodes.Add | nodes.Sub | nodes.FloorDiv | nodes.Mod, frame: Frame) -> Code:
    left, right = (expression(side, frame) for side in (node.left, node.right))
    if isinstance(node, nodes.Mod) and left.kind in {Kind.TEXT, Kind.HTML}:
        raise frame.source.error(node, "text formatted with %")
    if isinstance(node, nodes.Add | nodes.Sub) and left.kind is right.kind is Kind.NUMBER:
        return Code(f"({left.js}{node.operator}{right.js})", Kind.NUMBER)
    return Code(f"{CALCULATED[node.operator]}({value(left)},{value(right)})")


@writes(nodes.Neg)
def minus(node: nodes.Neg, frame: Frame) -> Code:
    operand = expression(node.node, frame)
    if operand.kind is Kind.NUMBER:
        return Code(f"(-{operand.js})", Kind.NUMBER, literal=operand.literal)
    return Code(f"sub(0,{value(operand)})")
