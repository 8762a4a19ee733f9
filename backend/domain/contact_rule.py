"""How often a citizen and the authorities meet, by law: rows with the date they hold from and where they come from."""

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from backend.domain.programme import Benefit, Date, Words

HERE = Path(__file__).with_name("contact_rules.toml")


class ContactRule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One rule. `least` meetings within `months` of the start; `with_akasse` of them in the a-kasse, within its months.

    `checked_on` is the date somebody last held it against its source, `sure` whether the numbers were found there.
    """

    id: Annotated[str, Meta(pattern=r"^[a-z0-9-]+$")]
    benefit: Benefit
    holds_from: Date
    da: Words
    least: Annotated[int, Meta(ge=1, le=20)]
    months: Annotated[int, Meta(ge=1, le=24)]
    with_akasse: Annotated[int, Meta(ge=0, le=20)] = 0
    akasse_months: Annotated[int, Meta(ge=0, le=24)] = 0
    source: Words
    checked_on: Date
    sure: bool = True


class _File(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    rules: tuple[ContactRule, ...]


@cache
def load_rules() -> tuple[ContactRule, ...]:
    """The rules that come with Konkret, oldest first."""
    found = msgspec.convert(tomllib.loads(HERE.read_text("utf-8")), _File)
    return tuple(sorted(found.rules, key=lambda rule: (rule.holds_from, rule.id)))


def in_force(rules: Sequence[ContactRule], benefit: Benefit, *, on: str) -> ContactRule | None:
    """The rule for that benefit on the date `on`: the youngest that held by then. None before the first."""
    held = [rule for rule in rules if rule.benefit == benefit and rule.holds_from <= on]
    return max(held, key=lambda rule: rule.holds_from, default=None)
