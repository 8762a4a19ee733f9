"""The `konkret` command."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec

import click

from backend import clock, config, doctor, kept, restored, serving
from backend.commands import erasure
from backend.commands.write import Ground
from backend.config import ConfigError, Settings
from backend.domain.dates import is_date, plus_months
from backend.domain.errors import DomainError
from backend.domain.programme_file import Misread, parse
from backend.domain.programmes import load_all
from backend.domain.time import local_date
from backend.domain.timetable import drawn, drawn_tracks
from backend.notify.push import Message, Outcome, Push
from backend.notify.vapid import UnusableKey
from backend.serving import PortTaken, Roles
from backend.store import people
from backend.store.driver import StoreError
from backend.web.static import NotBuilt
from backend.worker.reminders import send_to_all

P = ParamSpec("P")
EXPECTED = (ConfigError, PortTaken, StoreError, NotBuilt, UnusableKey, DomainError)


def told(command: Callable[P, None]) -> Callable[P, None]:
    """What can go wrong at a start is one sentence and exit code 2, never a traceback."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except EXPECTED as error:
            click.echo(f"konkret: {error}", err=True)
            sys.exit(2)

    return run


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="konkret")
def main() -> None:
    """Konkret: what was agreed at the last meeting, in your pocket.

    Settings are read from the environment; deploy/env.example lists them all.
    """


@main.command()
@told
def run() -> None:
    """Web and worker in one process: all that a small deployment needs."""
    _serve(config.load(), Roles(web=True, worker=True))


@main.command()
@told
def web() -> None:
    """The web server alone."""
    _serve(config.load(), Roles(web=True, worker=False))


@main.command()
@told
def worker() -> None:
    """The worker alone: delivers reminders, throws away what is old. Any number may run."""
    _serve(config.load(), Roles(web=False, worker=True))


@main.command()
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on (0 takes a free one).")
@click.option("--data", "folder", type=click.Path(file_okay=False), help="Data folder.")
@told
def demo(port: int | None, folder: str | None) -> None:
    """Serve the demo town; makes it when the data base is empty. Sign in by pressing a name."""
    given: dict[str, Any] = {"demo": True}
    given |= {"port": port} if port is not None else {}
    given |= {"folder": folder} if folder else {}
    _serve(config.load(**given), Roles(web=True, worker=True))


@main.command()
@told
def migrate() -> None:
    """Bring the data base up to date."""
    settings = config.load()
    kept.open_folder(settings)

    async def work() -> None:
        async with serving.ready(settings, say=click.echo):
            click.echo("The data base is up to date.")

    asyncio.run(work())


@main.command("restored")
@told
def begin_anew() -> None:
    """Run this once after a backup was put back: phones then send again what it does not hold."""
    click.echo(asyncio.run(restored.restored(config.load())))


@main.command()
@told
def keys() -> None:
    """Make the key for push messages where there is none, and print its public half."""
    settings = config.load()
    kept.open_folder(settings)
    click.echo(kept.push_signer(settings).public)


@main.command()
@click.argument("person")
@click.confirmation_option(prompt="This cannot be undone. Go on?")
@told
def erase(person: str) -> None:
    """Erase the record of PERSON (a name or an id) and everything else about them, for good.

    Backups still hold it: after putting back one that is older, erase the same id again.
    """
    click.echo(f"Erased: {asyncio.run(_erase(config.load(), person))}")


async def _erase(settings: Settings, name: str) -> str:
    async with serving.ready(settings, say=click.echo) as db:
        with db.bound():
            citizen = await people.named(name)
            await erasure.erase(Ground(db=db, clock=clock.now, fresh_id=clock.fresh_id), citizen)
            return citizen.id


@main.command("doctor")
@told
def check() -> None:
    """Look at configuration, data base, keys and clock; say what is wrong and how to mend it."""
    findings = asyncio.run(doctor.examine())
    for finding in findings:
        click.echo(finding.line)
    sys.exit(0 if all(finding.well for finding in findings) else 1)


@main.command("push-test")
@click.argument("person")
@told
def push_test(person: str) -> None:
    """Send a real push message to every browser of PERSON (a name or an id)."""
    outcomes = asyncio.run(_push_test(config.load(), person))
    if not outcomes:
        click.echo("No browser of theirs has reminders turned on: open «Mere» and press «Slå påmindelser til».")
    for outcome in outcomes:
        click.echo({Outcome.TAKEN: "sent", Outcome.GONE: "gone: forgotten"}.get(outcome, "failed: try again"))
    sys.exit(0 if Outcome.TAKEN in outcomes else 1)


@main.group()
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


async def _push_test(settings: Settings, name: str) -> list[Outcome]:
    push = Push(kept.push_signer(settings))
    message = Message(title="Konkret", body="Det virker: dine påmindelser når frem.", url="/mere", tag="push-test")
    async with serving.ready(settings, say=click.echo) as db:
        await push.open()
        try:
            with db.bound():
                person = await people.named(name)
                return await send_to_all(push, person.id, message, ttl=3600)
        finally:
            await push.close()


def _serve(settings: Settings, roles: Roles) -> None:
    _run(lambda: serving.serve(settings, roles, say=click.echo))


def _run(work: Callable[[], Awaitable[None]]) -> None:
    async def main() -> None:
        await work()

    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        runner.run(main())


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop]:
    if sys.platform == "win32":
        return asyncio.new_event_loop
    import uvloop  # noqa: PLC0415 -- not there on Windows

    return uvloop.new_event_loop
