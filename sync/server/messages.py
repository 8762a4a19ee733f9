"""What goes over the wire, as the JSON Schemas in `sync/protocol/` describe it.

Instants are Unix milliseconds. Versions, cursors and mutation numbers start at 1; 0 means «none yet».
"""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

import msgspec

PROTOCOL = 2

Count = Annotated[int, msgspec.Meta(ge=0, le=2**53 - 1)]
Number = Annotated[int, msgspec.Meta(ge=1, le=2**53 - 1)]
Instant = Annotated[int, msgspec.Meta(ge=-(2**53) + 1, le=2**53 - 1)]
DeviceId = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_-]{22}\Z")]
Epoch = Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]

Column = Sequence[Any] | msgspec.Raw
State = Literal["accepted", "refused", "parked"]


class Mutation(msgspec.Struct, frozen=True):
    """One intent of the person. `args` is judged by its command: bad input is a verdict, not a dead request."""

    name: Name
    args: Any
    made_at: Instant


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What a phone has (`epoch`, `cursor`, `snapshot`) and what it wants done, numbered `first`, `first + 1`, …

    `person` = whose changes these are: another may have signed in since they were made. `mismatches` = how often the
    phone's rows were not those of the server: a snapshot is asked for then.
    """

    protocol: int
    schema: int
    person: Name
    device: DeviceId
    epoch: Epoch | None
    cursor: Count
    first: Number = msgspec.field(name="from")
    mutations: list[Mutation]
    snapshot: Count = 0
    mismatches: Count = 0


class Verdict(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What became of one mutation; kept in the log, so that a repeated mutation gets the same words again.

    `fields` = {field: sentence} when the input was refused; `other` = {field: text that this change overwrote}.
    """

    number: int
    state: State
    received_at: int
    code: str | None = None
    reason: str | None = None
    fields: Mapping[str, str] | None = None
    other: Mapping[str, str] | None = None


class Columns(msgspec.Struct, frozen=True, omit_defaults=True):
    """Rows of one kind, a table on its side: `v` has one array for each name in `k`, `id` and `version` among them.

    Those also in `d` hold steps, the first from 0.
    """

    k: Sequence[str]
    v: Sequence[Column]
    d: Sequence[str] = ()


class Tombstone(msgspec.Struct, frozen=True, array_like=True):
    """A row that is gone, on the wire `[id, version]`."""

    id: str
    version: int


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """Rows and tombstones of a record, by kind; kinds without any may be left out.

    `version`, `checksum` and `pruned` are the record's, as in `Head`, at the moment that all this was read.
    """

    version: int
    checksum: int
    pruned: int
    rows: Mapping[str, Columns]
    deleted: Mapping[str, Sequence[Tombstone]]


class Answer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where the record stands, what became of the mutations, and the rows that changed since the phone's cursor.

    `acknowledged` never goes beyond what this request carried: a number counts once its verdict has been told.
    """

    epoch: str
    person: str
    cursor: int
    acknowledged: int
    horizon: int
    verdicts: Sequence[Verdict]
    rows: Mapping[str, Columns]
    deleted: Mapping[str, Sequence[Tombstone]]
    checksum: int
    more: bool = False
    reset: bool = False
    snapshot: int = 0
