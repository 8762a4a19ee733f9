"""Whatever phones, network and server do to each other: after quiet, the promises of sync hold, on every store."""

import asyncio
from collections.abc import Generator
from contextlib import AsyncExitStack
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from sync.server import Retry
from tests.support.databases import Databases
from tests.support.sync_contract import STORES
from tests.support.sync_fault import Break
from tests.support.sync_harness import Harness
from tests.support.sync_phone import Phone
from tests.support.sync_promises import kept_promises
from tests.support.sync_town import NAMES, change
from tests.support.sync_world import NEWEST, Fate, World

phones = st.integers(0, 2)
people = st.sampled_from(NAMES)
slots = st.integers(0, 5)
words = st.sampled_from(["mælk", "øl", "rugbrød"])
fates: st.SearchStrategy[Fate] = st.sampled_from(
    ["arrives", "request lost", "answer lost", "answer cut", "twice", "later", "signed out"]
)
breaks: st.SearchStrategy[Break] = st.sampled_from(["retry", "crash", "error"])
changes = st.sampled_from(["add", "tick", "edit", "remove"])

STEPS_OF_ONE_STORY = 40
MEMORY_IS_FASTER = 10
# Finding the shortest story takes minutes where every step is a transaction on a disk.
UNSHORTENED = (Phase.explicit, Phase.reuse, Phase.generate)


class SyncMachine(RuleBasedStateMachine):
    """Rules are what can happen; `teardown` is the quiet after it."""

    def __init__(self, runner: asyncio.Runner, harness: Harness[Any]) -> None:
        super().__init__()
        self.run = runner.run
        self.harness = harness
        self.world = World(harness)
        self.town = self.world.town
        self.devices: dict[int, str] = {}

    @initialize()
    def open(self) -> None:
        self.run(self.world.open())

    @rule(phone=phones, name=changes, slot=slots, word=words)
    def save(self, phone: int, name: str, slot: int, word: str) -> None:
        chosen = self.world.phones[phone]
        item_id = self.town.item_id(chosen.person, slot)
        self.world.save(chosen, *change(name, item_id, word, schema=chosen.schema))

    @rule(phone=phones, count=st.integers(1, 6))
    def fill_the_basket(self, phone: int, count: int) -> None:
        for _ in range(count):
            self.world.token(self.world.phones[phone])

    @rule(phone=phones)
    def ask_for_what_is_sold_out(self, phone: int) -> None:
        self.world.token(self.world.phones[phone], prefix="no")

    @rule(phone=phones, times=st.sampled_from([1, 2, 1_000_000]))
    def ask_for_what_breaks_the_shelf(self, phone: int, times: int) -> None:
        self.town.shop.broken[self.world.token(self.world.phones[phone])] = times

    @rule(phone=phones, text=st.sampled_from([5, "a\0b", "x" * 3000]))
    def write_nonsense(self, phone: int, text: Any) -> None:
        chosen = self.world.phones[phone]
        if len(str(text)) < 1000:
            self.world.save(chosen, "item.append", {"id": self.world.basket(chosen), "text": text})
        else:
            self.world.save(chosen, "item.fly", {})

    @rule(phone=phones, count=st.integers(0, 3), fate=fates)
    def talk(self, phone: int, count: int, fate: Fate) -> None:
        self.fill_the_basket(phone, count)
        self.run(self.world.talk(self.world.phones[phone], fate))

    @rule(phone=phones, count=st.integers(0, 3), fate=fates, how=breaks, statement=st.integers(0, 40))
    def talk_while_something_breaks(self, phone: int, count: int, fate: Fate, how: Break, statement: int) -> None:
        self.fill_the_basket(phone, count)
        self.world.fault.plant(statement, how)
        self.run(self.world.talk(self.world.phones[phone], fate))
        self.world.fault.mend()

    @rule(phone=phones)
    def talk_against_a_rival(self, phone: int) -> None:
        self.world.token(self.world.phones[phone])
        self.run(self.world.talk_against_a_rival(self.world.phones[phone]))

    @rule(which=st.sets(phones, min_size=2), strictly=st.booleans())
    def talk_together(self, which: set[int], *, strictly: bool) -> None:
        self.harness.isolate(strictly=strictly)
        for phone in which:
            self.world.token(self.world.phones[phone])
        late, self.world.late = self.world.late, []
        self.run(self.world.together([self.world.phones[phone] for phone in sorted(which)], late))
        self.harness.isolate(strictly=False)

    @precondition(lambda self: self.world.late)
    @rule(index=st.integers(0, 9))
    def a_late_request_arrives(self, index: int) -> None:
        late = self.world.late[index % len(self.world.late)]
        self.run(self.world.deliver(late))

    @rule(phone=phones)
    def restart(self, phone: int) -> None:
        self.world.phones[phone].restart()

    @rule(phone=phones, fate=fates)
    def talk_while_another_is_signed_in(self, phone: int, fate: Fate) -> None:
        chosen = self.world.phones[phone]
        other = next(person for person in self.town.ids.values() if person != chosen.person)
        if fate != "later":
            self.run(self.world.talk(chosen, fate, session=other))

    @rule(person=people, name=changes, slot=slots, word=words)
    def karen_writes(self, person: str, name: str, slot: int, word: str) -> None:
        citizen = self.town.ids[person]
        self.run(self.town.karen(citizen, *change(name, self.town.item_id(citizen, slot), word)))

    @rule(phone=phones, slot=slots, word=words)
    def karen_puts_something_away(self, phone: int, slot: int, word: str) -> None:
        """What is no longer granted leaves the phone, where a change of it waits."""
        chosen = self.world.phones[phone]
        self.run(self.town.karen_tidies(chosen.person, [slot], name="add"))
        self.save(phone, "edit", slot, word)
        self.run(self.town.put_away(chosen.person, slot))

    @precondition(lambda self: self.world.schemas != (NEWEST, NEWEST))
    @rule()
    def the_server_is_upgraded(self) -> None:
        self.world.upgrade()

    @precondition(lambda self: self.world.schemas[1] == NEWEST)
    @rule(phone=phones)
    def the_program_is_updated(self, phone: int) -> None:
        self.world.phones[phone].update(NEWEST)

    @precondition(lambda self: not self.world.bygone)
    @rule(person=people)
    def erase_a_person(self, person: str) -> None:
        self.run(self.world.erase(person))

    @rule()
    def keep_a_backup(self) -> None:
        self.run(self.town.keep())

    @rule(person=people, which=st.sets(slots))
    def restore_the_backup(self, person: str, which: set[int]) -> None:
        self.run(self.world.restore())
        self.run(self.town.karen_tidies(self.town.ids[person], sorted(which), name="add"))

    @rule(person=people, which=st.sets(slots, min_size=2))
    def karen_fills(self, person: str, which: set[int]) -> None:
        self.run(self.town.karen_tidies(self.town.ids[person], sorted(which), name="add"))

    @rule(person=people, which=st.sets(slots), upto=st.sampled_from([0, 5, 10, 20, 1000]))
    def karen_clears(self, person: str, which: set[int], upto: int) -> None:
        """And tombstones that are old enough are thrown away."""
        citizen = self.town.ids[person]
        self.run(self.town.karen_tidies(citizen, sorted(which), name="remove"))
        self.run(self.harness.prune(citizen, upto=upto))

    @rule(phone=phones)
    def lose_the_cache(self, phone: int) -> None:
        self.world.phones[phone].lose_cache()

    @invariant()
    def the_store_agrees_with_the_one_in_memory(self) -> None:
        self.run(self.town.witness.agree())

    @invariant()
    def a_phone_holds_only_what_its_person_may_read(self) -> None:
        for phone in self.everybodys():
            held = [row_id for rows in phone.rows.values() for row_id in rows]
            assert all(self.town.may_see(phone.person, row_id) for row_id in held)

    @invariant()
    def what_is_acknowledged_has_a_verdict(self) -> None:
        for phone in self.everybodys():
            assert all(kept.verdict for number, kept in phone.outbox.items() if number <= phone.acknowledged)

    @invariant()
    def a_whole_copy_is_a_right_copy(self) -> None:
        assert [phone.mismatches for phone in self.everybodys()] == [0 for _ in self.everybodys()]

    @invariant()
    def a_conflict_is_nobodys_fault(self) -> None:
        assert [failure for failure in self.world.door.failures if isinstance(failure.error, Retry)] == []

    @invariant()
    def nobody_has_to_start_over(self) -> None:
        for phone in self.everybodys():
            assert self.devices.setdefault(id(phone), phone.device) == phone.device

    def everybodys(self) -> list[Phone]:
        return [*self.world.phones, *self.world.bygone]

    def teardown(self) -> None:
        if self.world.phones:
            self.run(self.settle())

    async def settle(self) -> None:
        """Promises 1 to 5."""
        await self.world.quiet()
        self.a_whole_copy_is_a_right_copy()
        self.a_phone_holds_only_what_its_person_may_read()
        self.nobody_has_to_start_over()
        await kept_promises(self.world)


class TestSync:
    @pytest.fixture(params=STORES)
    def machine(self, request: pytest.FixtureRequest, databases: Databases) -> Generator[type[RuleBasedStateMachine]]:
        with asyncio.Runner() as runner:
            opened = AsyncExitStack()
            harness = runner.run(opened.enter_async_context(STORES[request.param](databases)))

            class OnThisStore(SyncMachine):
                def __init__(self) -> None:
                    super().__init__(runner, harness)

            yield OnThisStore
            runner.run(opened.aclose())

    def test_after_quiet_the_promises_hold(
        self, request: pytest.FixtureRequest, machine: type[RuleBasedStateMachine], sync_steps: int
    ) -> None:
        is_quick = "memory" in request.node.name
        run_state_machine_as_test(  # pyright: ignore[reportUnknownMemberType]
            machine,
            settings=settings(
                max_examples=sync_steps * (MEMORY_IS_FASTER if is_quick else 1) // STEPS_OF_ONE_STORY,
                stateful_step_count=STEPS_OF_ONE_STORY,
                deadline=None,
                phases=tuple(Phase) if is_quick else UNSHORTENED,
                suppress_health_check=[HealthCheck.too_slow],
            ),
        )
