"""What must hold after quiet, whatever went before."""

from typing import Any

from tests.support.sync_phone import Kept, Phone
from tests.support.sync_world import World


async def kept_promises(world: World[Any]) -> None:
    """Each change once and in order, none lost, phones and server the same, nothing left with the erased."""
    await world.town.agree()
    for phone in world.phones:
        assert phone.rows.get(world.town.harness.kind, {}) == await world.town.held(phone.person)
        await each_change_happened_once_and_in_order(world, phone)
    for phone in [*world.phones, *world.bygone]:
        what_was_not_accepted_stays_with_the_person(world, phone)
    assert [phone.rows for phone in world.bygone if phone.rows] == []


async def each_change_happened_once_and_in_order(world: World[Any], phone: Phone) -> None:
    mine = [kept for owner, kept in world.saved if owner is phone]
    assert [kept for kept in mine if kept.verdict is None] == []
    assert [kept for kept in mine if state(kept) != "accepted" and not (kept.verdict or {}).get("reason")] == []
    basket = world.basket(phone)
    tokens = [kept for kept in mine if kept.name == "item.append" and kept.args["id"] == basket]
    accepted = [kept.args["text"] for kept in tokens if state(kept) == "accepted"]
    others = {str(kept.args["text"]) for kept in tokens} - set(accepted)
    in_it = world.town.harness.item((await world.town.held(phone.person))[basket]).text.split()
    assert [word for word in in_it if word in accepted] == accepted
    assert others.isdisjoint(in_it)
    await what_was_parked_is_kept_for_operators(world, mine)


async def what_was_parked_is_kept_for_operators(world: World[Any], mine: list[Kept]) -> None:
    parked = [(kept.name, kept.args, kept.made_at) for kept in mine if state(kept) == "parked"]
    letters = [letter.mutation for _, letter in await world.town.harness.letters()]
    kept_aside = [(mutation.name, mutation.args, mutation.made_at) for mutation in letters]
    assert all(kept_aside.count(one) == 1 for one in parked)
    broken = world.town.shop.broken
    assert world.fault.errors or all(args["text"] in broken for _, args, _ in parked)


def what_was_not_accepted_stays_with_the_person(world: World[Any], phone: Phone) -> None:
    unaccepted = [kept for owner, kept in world.saved if owner is phone and state(kept) != "accepted"]
    left = phone.unaccepted()
    assert all(any(kept is one for one in left) for kept in unaccepted)


def state(kept: Kept) -> str:
    """What the phone shows of a change."""
    return str((kept.verdict or {}).get("state"))
