"""A form field as it is drawn: what it is called, what was typed, what is wrong with it."""

from typing import Literal

from msgspec import Struct

FieldKind = Literal["text", "url", "date", "datetime-local", "number", "select", "textarea"]


class Option(Struct, frozen=True, kw_only=True):
    """One choice of a select."""

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
