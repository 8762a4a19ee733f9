"""`konkret programmes`: read, check and draw the files that say what a course consists of."""

import sys
from pathlib import Path

import click

from backend import clock
from backend.cli.told import told
from backend.domain.dates import is_date, plus_months
from backend.domain.programme_file import Misread, parse
from backend.domain.programmes import load_all
from backend.domain.time import local_date
from backend.domain.timetable import drawn, drawn_tracks


@click.group()
def programmes() -> None:
    """The files that say what a course consists of."""


@programmes.command("check")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@told
def check_programmes(files: tuple[Path, ...]) -> None:
    """Read programme FILES and explain what is wrong in them, by line."""
    wrong = 0
    for file in files:
        try:
            found = parse(file.read_text("utf-8"), name=str(file))
        except (Misread, UnicodeDecodeError) as error:
            click.echo(f"{error.reason if isinstance(error, Misread) else f'{file}: not UTF-8'}")
            wrong += 1
        else:
            click.echo(f"{file}: {found.ref}, version {found.version}, {len(found.facts())} facts, well")
    sys.exit(1 if wrong else 0)


@programmes.command("show")
@click.argument("letter", type=click.Choice(["a", "b", "c", "d", "e"], case_sensitive=False))
@click.option("--from", "started_on", metavar="DATE", help="First day of the course (today).")
@click.option("--months", default=36, show_default=True, type=click.IntRange(1, 120), help="How far to draw it.")
@told
def show_programme(letter: str, started_on: str | None, months: int) -> None:
    """Write a programme out: each meeting with its dates and all that must come of it."""
    shelf = load_all()
    start = started_on or local_date(clock.now())
    if not is_date(start):
        raise click.BadParameter("a date is written 2026-12-01", param_hint="--from")
    programme = shelf.programmes.get(letter.upper())
    if programme is None:
        click.echo(drawn_tracks(shelf.tracks), nl=False)
    else:
        click.echo(drawn(programme, started_on=start, until=plus_months(start, months)), nl=False)
