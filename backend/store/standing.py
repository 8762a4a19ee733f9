"""Where a record and a device stand, as SQL tells it and as the sync engine takes it."""

from collections.abc import Mapping
from typing import Any, cast

from sync.server.store import Device, Head

# What is gone from the log was in a backup long before.
DEVICE = """
        device.person, device.last, device.attempts, device.error, coalesce(
            (SELECT number FROM mutation WHERE mutation.device = device.id AND received_at < {}
                ORDER BY received_at DESC, number DESC LIMIT 1),
            (SELECT min(number) - 1 FROM mutation WHERE mutation.device = device.id),
            device.last) AS horizon"""
"""Of the device, NULL for one that nobody has. Argument: the instant before which all is in a backup."""


def head_of(found: Mapping[str, Any]) -> Head:
    """Where a record and a device stand, of a row that holds `DEVICE` and the record's own columns."""
    return Head(
        epoch=found["epoch"],
        version=found["version"],
        checksum=found["checksum"],
        pruned=found["forgotten"],
        device=device_of(found) if found["person"] else None,
    )


def device_of(found: Mapping[str, object]) -> Device:
    """The device of a row that holds `DEVICE`."""
    return Device(
        person=str(found["person"]),
        last=cast(int, found["last"]),
        horizon=cast(int, found["horizon"]),
        attempts=cast(int, found["attempts"]),
        error=str(found["error"]),
    )
