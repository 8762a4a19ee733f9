"""`konkret operators`: who may see how the deployment does, and nothing of anybody in it."""

import asyncio
import getpass
import socket
from collections.abc import Awaitable, Callable

import click

from backend import clock, config, serving
from backend.cli.told import told
from backend.commands.operators import appoint, dismiss
from backend.commands.write import Ground
from backend.domain.time import local
from backend.store import operators as store


@click.group()
def operators() -> None:
    """People who see the page «Drift», with numbers of the deployment, and no citizen."""


@operators.command()
@click.argument("name")
@told
def add(name: str) -> None:
    """Make somebody new called NAME an operator. Whoever is a caseworker too is two people here."""
    click.echo(asyncio.run(_on_ground(lambda ground: _added(ground, name.strip()))))


@operators.command()
@click.argument("person")
@told
def remove(person: str) -> None:
    """Let PERSON (a name or an id) in no longer; where they are signed in, that ends."""
    click.echo(asyncio.run(_on_ground(lambda ground: _removed(ground, person))))


@operators.command("list")
@told
def show() -> None:
    """Print who was made an operator, or is one no longer, when and by whom."""
    click.echo(asyncio.run(_on_ground(_listed)))


async def _on_ground(work: Callable[[Ground], Awaitable[str]]) -> str:
    async with serving.ready(config.load(), say=click.echo) as db:
        with db.bound():
            return await work(Ground(db=db, clock=clock.now, fresh_id=clock.fresh_id))


async def _added(ground: Ground, name: str) -> str:
    return f"An operator: {(await appoint(ground, name, by_whom=_whoever_is_here())).id}"


async def _removed(ground: Ground, name: str) -> str:
    return f"No operator any more: {(await dismiss(ground, name, by_whom=_whoever_is_here())).id}"


async def _listed(ground: Ground) -> str:
    lines = [
        f"{local(each.at)}  {each.what:<9}  {each.name} ({each.person})  by {each.by_whom}"
        for each in await store.appointments(ground.db)
    ]
    return "\n".join(lines) or "Nobody was ever made an operator."


def _whoever_is_here() -> str:
    return f"{getpass.getuser()}@{socket.gethostname()}"
