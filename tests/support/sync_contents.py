"""What the store in memory holds at one moment: never changed in place, so that a reader keeps what it began with."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from sync.server import DeadLetter, Device, Logged

Key = tuple[str, str]


class Stored(msgspec.Struct, frozen=True):
    """One live row."""

    version: int
    values: Mapping[str, Any]


class Record(msgspec.Struct, frozen=True):
    """One person's rows."""

    version: int = 0
    checksum: int = 0
    pruned: int = 0
    rows: Mapping[Key, Stored] = {}
    tombstones: Mapping[Key, int] = {}


class Contents(msgspec.Struct, frozen=True):
    """All that a backup holds."""

    epoch: str
    records: Mapping[str, Record] = {}
    devices: Mapping[str, Device] = {}
    log: Mapping[tuple[str, int], Logged] = {}
    letters: Sequence[tuple[str, DeadLetter]] = ()
    erased: frozenset[str] = frozenset()

    def without(self, person: str) -> "Contents":
        """Everything of one person taken away."""
        theirs = {device for device, known in self.devices.items() if known.person == person}
        return msgspec.structs.replace(
            self,
            records={name: record for name, record in self.records.items() if name != person},
            devices={name: known for name, known in self.devices.items() if name not in theirs},
            log={key: entry for key, entry in self.log.items() if key[0] not in theirs},
            letters=[letter for letter in self.letters if letter[0] not in theirs],
            erased=self.erased | {person},
        )

    def pruned(self, person: str, *, upto: int) -> "Contents":
        """The person's tombstones up to a version thrown away."""
        record = self.records.get(person, Record())
        pruned = max([record.pruned, *(version for version in record.tombstones.values() if version <= upto)])
        kept = {key: version for key, version in record.tombstones.items() if version > upto}
        changed = msgspec.structs.replace(record, tombstones=kept, pruned=pruned)
        return msgspec.structs.replace(self, records={**self.records, person: changed})
