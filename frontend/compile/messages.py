"""Rules for `_`, `gettext`, `ngettext` and `{% trans %}`: a message is taken apart here, not on the phone."""

import re
from dataclasses import dataclass
from typing import Final

from jinja2 import nodes

from frontend.compile.code import Code, Kind, value
from frontend.compile.errors import BuildError
from frontend.compile.printing import added, printing
from frontend.compile.rules import expression
from frontend.compile.scopes import Frame
from frontend.compile.writer import Writer

TEXTS: Final = {"_": 1, "gettext": 1, "ngettext": 2}
PLACE: Final = re.compile(r"%(?:\((\w+)\)s|%)")


@dataclass(frozen=True)
class Message:
    """One call of `name`, one of `TEXTS`, as it stands in a template."""

    node: nodes.Call
    frame: Frame
    name: str

    def code(self) -> Code:
        """Safe text in which each `%(name)s` is a value, escaped.

        Raises `BuildError` unless the texts are constant and every value is used.
        """
        texts = self._texts()
        named = {keyword.key: keyword.value for keyword in self.node.kwargs}
        unused = named.keys() - {place for text in texts for place in PLACE.findall(text)}
        if unused:
            raise self._error(f"value {min(unused)} is nowhere in the message")
        if len(texts) == 1:
            values = {name: printing(node, self.frame) for name, node in named.items()}
            whole = None if "%" in texts[0] else texts[0]
            return Code(f"({self._filled(texts[0], values)})", Kind.HTML, text=whole)
        kept: list[str] = []
        values = {"num": printing(self.node.args[2], self.frame)}
        values |= {name: self._kept(node, kept) for name, node in named.items()}
        one, many = (self._filled(text, values) for text in texts)
        asked = f"eq({value(expression(self.node.args[2], self.frame))},1)"
        return Code(f"({','.join([*kept, f'{asked}?{one}:{many}'])})", Kind.HTML)

    def _texts(self) -> list[str]:
        count = TEXTS[self.name]
        if len(self.node.args) != (1 if count == 1 else 3) or self.node.dyn_args or self.node.dyn_kwargs:
            raise self._error(f"{self.name} with other arguments than its texts, its count and named values")
        texts = [node.value for node in self.node.args[:count] if isinstance(node, nodes.Const)]
        if len(texts) != count or not all(isinstance(text, str) for text in texts):
            raise self._error("a message that is not a constant string")
        return texts

    def _kept(self, node: nodes.Expr, kept: list[str]) -> Code:
        """A value of a plural is worked out whichever form is chosen, as jinja2 does."""
        if isinstance(node, nodes.Name | nodes.Const):
            return printing(node, self.frame)
        variable = self.frame.function.temporary()
        kept.append(f"{variable}={value(expression(node, self.frame, lenient=True))}")
        return Code(f"out({variable})", Kind.HTML)

    def _filled(self, text: str, values: dict[str, Code]) -> str:
        """The message with its values in place, as one expression."""
        writer = Writer()
        end = 0
        for place in PLACE.finditer(text):
            self._add(text[end : place.start()], writer)
            end = place.end()
            if place[1] is None:
                writer.text("%")
            elif place[1] in values:
                added([values[place[1]]], writer)
            else:
                raise self._error(f"no value for %({place[1]})s")
        self._add(text[end:], writer)
        return writer.expression() or '""'

    def _add(self, text: str, writer: Writer) -> None:
        if "%" in text:
            raise self._error("a percent sign that is neither %% nor %(name)s")
        writer.text(text)

    def _error(self, what: str) -> BuildError:
        return self.frame.source.error(self.node, what)
