"""A form field as it is drawn: what it is called, what was typed, what is wrong with it."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct, structs

from backend.views.shell import Shell

FieldKind = Literal[
    "text",
    "search",
    "url",
    "email",
    "tel",
    "date",
    "time",
    "datetime-local",
    "number",
    "select",
    "radio",
    "ticks",
    "textarea",
    "occupation",
    "file",
    "sheet",
]


class Option(Struct, frozen=True, kw_only=True):
    """One choice of a select, or one tick."""

    value: str
    label: str
    selected: bool


class Field(Struct, frozen=True, kw_only=True):
    """One field. `value` is what was typed, right or wrong; `error` a sentence or ""; `hint` a helping line or ""."""

    name: str
    label: str
    kind: FieldKind
    value: str
    error: str
    hint: str
    required: bool
    options: tuple[Option, ...] = ()


class Filled:
    """A form as it was sent: what was typed stands in its fields again, each problem beside its own."""

    def __init__(self, typed: Mapping[str, str] | None, problems: Mapping[str, str] | None) -> None:
        self.typed = typed or {}
        self.problems = problems or {}

    def field(
        self,
        name: str,
        label: str,
        *,
        kind: FieldKind = "text",
        value: str = "",
        hint: str = "",
        required: bool = False,
        choices: Mapping[str, str] | None = None,
    ) -> Field:
        """The field; `value` stands in it until something is typed, `choices` are {value: label} of a select."""
        shown = self.typed.get(name, value)
        return Field(
            name=name,
            label=label,
            kind=kind,
            value=shown,
            error=self.problems.get(name, ""),
            hint=hint,
            required=required,
            options=tuple(Option(value=v, label=text, selected=v == shown) for v, text in (choices or {}).items()),
        )

    def was(self, name: str, standing: str) -> str:
        """What stood in a field when its form was first drawn; what stands now when it was not sent yet."""
        return self.typed.get(f"was-{name}", standing)

    def version(self, standing: int) -> int:
        """The version that what was typed is based on; the one that stands now when nothing was."""
        text = self.typed.get("version", "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else standing

    def part(self, place: str) -> "Filled":
        """One part of a form that has several of its kind: its fields are sent as `place-name`."""
        return Filled(_within(self.typed, place), _within(self.problems, place))

    def shell(self, shell: Shell, *forms: tuple[Field, ...]) -> Shell:
        """The frame; a problem that has no field in `forms` to stand beside is told on top."""
        named = {field.name for form in forms for field in form}
        untold = [sentence for name, sentence in self.problems.items() if name not in named]
        return structs.replace(shell, flash=" ".join(untold)) if untold else shell


def placed(fields: tuple[Field, ...], place: str) -> tuple[Field, ...]:
    """The fields of one part, as the whole form sends them."""
    return tuple(structs.replace(field, name=f"{place}-{field.name}") for field in fields)


def _within(texts: Mapping[str, str], place: str) -> dict[str, str]:
    head = f"{place}-"
    return {name.removeprefix(head): text for name, text in texts.items() if name.startswith(head)}


BLANK = Filled(None, None)
"""A form nobody has sent yet."""
