"""What mutations mean: names on the wire to the commands that carry them out."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Generic, TypeVar

import msgspec

from sync.server.messages import Mutation
from sync.server.misfit import misfit, unstorable
from sync.server.store import Writing

WritingT = TypeVar("WritingT", bound=Writing)
ArgsT = TypeVar("ArgsT")

UNKNOWN = "Serveren kender ikke denne handling. Opdatér appen, og prøv igen."
INVALID = "Noget er ikke udfyldt rigtigt."


class Refusal(Exception):
    """The change is not accepted: `code` for the machine, `reason` one Danish sentence, `fields` {field: sentence}."""

    def __init__(self, code: str, reason: str, *, fields: Mapping[str, str] | None = None) -> None:
        super().__init__(f"{code}: {reason}")
        self.code = code
        self.reason = reason
        self.fields = fields


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """Who made a change, when by the phone's clock (`at`, only ever shown) and when it is carried out (`now`)."""

    person: str
    at: int
    now: int


Overwritten = Mapping[str, str] | None
Command = Callable[[WritingT, ArgsT, Made], Awaitable[Overwritten]]


class Commands(Generic[WritingT]):
    """The register of everything a phone may ask for.

    A command gets the open transaction, its arguments and `Made`; it returns {field: text} of what it overwrote, or
    None; it raises `Refusal` to say no. Given an id it already has, it must take that for a repeat.
    """

    def __init__(self) -> None:
        self._known: dict[str, Callable[[WritingT, Any, Made], Awaitable[Overwritten]]] = {}

    def add(self, name: str, args: type[ArgsT], command: Command[WritingT, ArgsT], *, version: int = 1) -> None:
        """Register `command` as `name@version` (the first version also as plain `name`) with arguments of type `args`.

        Bound every text and number in `args`: what the data base cannot hold would fail instead of being refused.
        """
        key = f"{name}@{version}"
        if key in self._known:
            raise ValueError(f"{key} is registered twice")

        async def run(writing: WritingT, given: Any, made: Made) -> Overwritten:
            return await command(writing, _fitted(given, args), made)

        self._known[key] = run

    async def run(self, writing: WritingT, mutation: Mutation, made: Made) -> Overwritten:
        """Carry out one mutation. Raises `Refusal` when it is unknown, misshapen or not accepted by its command."""
        run = self._known.get(mutation.name if "@" in mutation.name else f"{mutation.name}@1")
        if run is None:
            raise Refusal("unknown", UNKNOWN)
        return await run(writing, mutation.args, made)


def _fitted(given: Any, args: type[ArgsT]) -> ArgsT:
    if fields := unstorable(given):
        raise Refusal("invalid", INVALID, fields=fields)
    try:
        return msgspec.convert(given, args)
    except msgspec.ValidationError as error:
        raise Refusal("invalid", INVALID, fields=misfit(error)) from error
