"""The sync client beside Replicache, RxDB and PouchDB, as rows of the report: ahead of each on every column."""

import gzip
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from statistics import median

import brotli

from tests.bench.beside import Figures, built, measure
from tests.bench.line import SLOW_4G
from tests.bench.report import Row

OWN = "konkret"
PEERS = {"replicache": "Replicache", "rxdb": "RxDB", "pouchdb": "PouchDB"}
# Whose saves are still there when the browser is killed.
DURABLE = ("rxdb", "pouchdb")
ROUNDS = 3
MOST_KILOBYTES = 7
MOST_OF_REPLICACHE = 0.72
MOST_OF_LINE = 1.3

Runs = Mapping[str, Sequence[float]]


def measured(folder: Path) -> list[Row]:
    """The rows about the sync client. The engines take turns, so that what else the machine does meets all alike."""
    built(folder)
    rounds = [{name: measure(name, folder) for name in (OWN, *PEERS)} for _ in range(ROUNDS)]
    cold = _runs(rounds, lambda figures: figures.cold)
    down = _runs(rounds, lambda figures: figures.down / 1000)
    least = SLOW_4G.least(down=median(down[OWN]) * 1000)
    return [
        _weight(folder),
        Row(
            name="sync: 2,000 records, over the line's least",
            value=median(cold[OWN]),
            unit="s",
            limit=MOST_OF_LINE * least,
            runs=tuple(cold[OWN]),
            note=f"the line alone takes {least:.2f} s",
        ),
        _row("sync: 2,000 records", "s", cold),
        _row("sync: 2,000 records, down", "kB", down, limit=MOST_OF_REPLICACHE * median(down["replicache"])),
        _row("sync: 2,000 records, turns", "", _runs(rounds, lambda figures: figures.turns)),
        _row("sync: 200 changes acknowledged", "s", _runs(rounds, lambda figures: figures.acknowledged)),
        _row("sync: 200 changes, up", "kB", _runs(rounds, lambda figures: figures.up / 1000)),
        _row("sync: 200 saves on the phone", "s", _runs(rounds, lambda figures: figures.saves), among=DURABLE),
    ]


def _runs(rounds: Iterable[Mapping[str, Figures]], figure: Callable[[Figures], float]) -> Runs:
    columns = [{name: figure(figures) for name, figures in each.items()} for each in rounds]
    return {name: [column[name] for column in columns] for name in (OWN, *PEERS)}


def _row(name: str, unit: str, runs: Runs, *, limit: float | None = None, among: Iterable[str] = tuple(PEERS)) -> Row:
    """The most is what the best of the peers needs, and `limit` if that is less."""
    best = min(median(runs[peer]) for peer in among)
    return Row(
        name=name,
        value=median(runs[OWN]),
        unit=unit,
        limit=best if limit is None else min(best, limit),
        runs=tuple(runs[OWN]),
        note=_beside(runs),
    )


def _weight(folder: Path) -> Row:
    """The client alone, as the larger of its two encodings; the note has each engine with the page that uses it."""
    client = (folder / "client.js").read_bytes()
    zipped: dict[str, bytes] = {"gzip": gzip.compress(client), "brotli": brotli.compress(client)}
    sizes = {encoding: len(content) for encoding, content in zipped.items()}
    pages = {name: [len(gzip.compress((folder / f"{name}.js").read_bytes())) / 1000] for name in (OWN, *PEERS)}
    encodings = ", ".join(f"{encoding} {size}" for encoding, size in sizes.items())
    return Row(
        name="sync: the client",
        value=max(sizes.values()) / 1000,
        unit="kB",
        limit=MOST_KILOBYTES,
        note=f"{encodings}; {_beside(pages)}",
    )


def _beside(runs: Runs) -> str:
    """Each peer, and how much of what it needs the own engine does in the same round."""
    shares = {peer: median(own / theirs for own, theirs in zip(runs[OWN], runs[peer], strict=True)) for peer in PEERS}
    return ", ".join(f"{PEERS[peer]} {median(runs[peer]):.4g} ({share:.2f})" for peer, share in shares.items())
