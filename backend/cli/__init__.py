"""The `konkret` command."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import click

from backend import clock, config, doctor, kept, restored, serving
from backend.cli.keys import keys
from backend.cli.operators import operators
from backend.cli.programmes import programmes
from backend.cli.reminders import reminders
from backend.cli.told import told
from backend.commands import erasure
from backend.commands.write import Ground
from backend.config import Settings
from backend.notify.push import Push
from backend.serving import Roles
from backend.store import people
from backend.store.files import Files
from backend.worker.trial import try_out


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="konkret")
def main() -> None:
    """Konkret: what was agreed at the last meeting, in your pocket.

    Settings are read from the environment; deploy/env.example lists them all.
    """


main.add_command(keys)
main.add_command(operators)
main.add_command(programmes)
main.add_command(reminders)


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
            ground = Ground(db=db, clock=clock.now, fresh_id=clock.fresh_id)
            await erasure.erase(ground, citizen, files=Files(settings.files_folder))
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
        click.echo({"taken": "sent", "gone": "gone: forgotten"}.get(outcome, "failed: try again"))
    sys.exit(0 if "taken" in outcomes else 1)


async def _push_test(settings: Settings, name: str) -> list[str]:
    push = Push(kept.push_keys(settings, since=clock.now()))
    async with serving.ready(settings, say=click.echo) as db:
        await push.open()
        try:
            with db.bound():
                person = await people.named(name)
                return [each.outcome for each in await try_out(db, push, person.id, now=clock.now())]
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
