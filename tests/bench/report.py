"""What was measured against its budget: as a table for people, as JSON for what compares runs."""

import os
import platform
from collections.abc import Sequence
from pathlib import Path

import msgspec

WIDTHS = (44, 10, 10, 7, 6)
HEADINGS = ("", "value", "limit", "ratio", "")
VERDICTS = {None: "", True: "ok", False: "MISSED"}


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One measurement. `limit` is a most unless `at_least`, None for what is only told; `value` may sum up `runs`."""

    name: str
    value: float
    unit: str
    limit: float | None = None
    at_least: bool = False
    runs: tuple[float, ...] = ()
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """How much of the limit is used; None without one."""
        return None if self.limit is None else self.value / self.limit

    @property
    def ok(self) -> bool | None:
        """Whether the budget is kept; None without one."""
        if self.limit is None:
            return None
        return self.value >= self.limit if self.at_least else self.value <= self.limit


class Surroundings(msgspec.Struct, frozen=True, kw_only=True):
    """What a number is worth: the machine, and how busy it was (load average over a minute) before and after."""

    machine: str
    cores: int
    load_before: float
    load_after: float
    seconds: float


def surroundings(*, load_before: float, seconds: float) -> Surroundings:
    """This machine, now."""
    return Surroundings(
        machine=f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
        cores=os.cpu_count() or 1,
        load_before=load_before,
        load_after=os.getloadavg()[0],
        seconds=seconds,
    )


def table(rows: Sequence[Row], around: Surroundings) -> str:
    """One line each, and one about the machine."""
    lines = [_line(HEADINGS), *(_line(_cells(row)) + row.note for row in rows)]
    busy = f"load average {around.load_before:.1f} to {around.load_after:.1f} on {around.cores} cores"
    return "\n".join([*(line.rstrip() for line in lines), "", f"{busy}, {around.seconds:.0f} s, {around.machine}"])


def write(file: Path, rows: Sequence[Row], around: Surroundings) -> None:
    """The same as JSON."""
    told = [msgspec.structs.asdict(row) | {"ratio": row.ratio, "ok": row.ok} for row in rows]
    file.parent.mkdir(parents=True, exist_ok=True)
    text = msgspec.json.format(msgspec.json.encode({"surroundings": around, "rows": told}))
    file.write_bytes(text + b"\n")


def _cells(row: Row) -> tuple[str, ...]:
    limit = "" if row.limit is None else f"{'≥' if row.at_least else '≤'} {_number(row.limit)}"
    ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
    return (row.name, f"{_number(row.value)} {row.unit}", limit, ratio, VERDICTS[row.ok])


def _line(cells: Sequence[str]) -> str:
    name, *rest = (f"{cell:<{width}}" if at in {0, 4} else f"{cell:>{width}}" for at, (cell, width) in _wide(cells))
    return "  ".join([name, *rest, ""])


def _wide(cells: Sequence[str]) -> "enumerate[tuple[str, int]]":
    return enumerate(zip(cells, WIDTHS, strict=True))


def _number(value: float) -> str:
    return f"{value:.0f}" if value >= 100 or value == round(value) else f"{value:.1f}"
