"""Transactions that PostgreSQL itself gives up are run again, and the phone notices nothing."""

from collections.abc import AsyncGenerator

import pytest

from backend.store.sync_writing import SyncWriting
from tests.support.databases import Databases
from tests.support.sync_konkret import konkret_harness
from tests.support.sync_promises import kept_promises
from tests.support.sync_world import World

MOST_ROUNDS = 40


@pytest.fixture
async def world(databases: Databases) -> AsyncGenerator[World[SyncWriting]]:
    """Anne's and Bo's phones have been heard of before."""
    async with konkret_harness(databases, "postgres") as harness:
        world = World(harness)
        await world.open()
        for phone in world.phones:
            world.token(phone)
            await world.talk(phone)
        yield world
        await world.quiet()
        await kept_promises(world)


async def test_a_deadlock_with_somebody_who_locks_the_other_way_round(world: World[SyncWriting]) -> None:
    anne = world.phones[0]
    for _ in range(MOST_ROUNDS):
        world.token(anne)
        await world.talk_against_a_rival(anne)
        assert anne.acknowledged == anne.made
        if world.town.witness.retries:
            return
    raise AssertionError("there never was a deadlock that the rival won")


async def test_a_serialisation_failure_between_two_phones_of_one_person(world: World[SyncWriting]) -> None:
    world.town.harness.isolate(strictly=True)
    for _ in range(MOST_ROUNDS):
        for phone in world.phones:
            world.token(phone)
        await world.together(world.phones, [])
        assert [phone.acknowledged for phone in world.phones] == [phone.made for phone in world.phones]
        if world.town.witness.retries:
            return
    raise AssertionError("no transaction ever failed")
