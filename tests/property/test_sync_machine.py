"""Whatever phones, network and server do to each other: after quiet, the promises of sync hold."""

import asyncio
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.support.sync_phone import Kept, Phone
from tests.support.sync_world import Break, Fate, World, basket, change, slot_id

phones = st.integers(0, 2)
people = st.sampled_from(["anne", "bo"])
slots = st.integers(0, 5)
words = st.sampled_from(["mælk", "øl", "rugbrød"])
fates: st.SearchStrategy[Fate] = st.sampled_from(
    ["arrives", "request lost", "answer lost", "answer cut", "twice", "later"]
)
breaks: st.SearchStrategy[Break] = st.sampled_from(["retry", "crash", "error"])


changes = st.sampled_from(["add", "tick", "edit", "remove"])


class SyncMachine(RuleBasedStateMachine):
    """Rules are what can happen; `teardown` is the quiet after it."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.world = World()
        self.devices = [phone.device for phone in self.world.phones]

    @initialize()
    def open(self) -> None:
        self.runner.run(self.world.open())

    @rule(phone=phones, name=changes, slot=slots, word=words)
    def save(self, phone: int, name: str, slot: int, word: str) -> None:
        chosen = self.world.phones[phone]
        self.world.save(chosen, *change(name, slot_id(chosen.person, slot), word))

    @rule(phone=phones, count=st.integers(1, 6))
    def fill_the_basket(self, phone: int, count: int) -> None:
        for _ in range(count):
            self.world.token(self.world.phones[phone])

    @rule(phone=phones)
    def ask_for_what_is_sold_out(self, phone: int) -> None:
        self.world.token(self.world.phones[phone], prefix="no")

    @rule(phone=phones, times=st.sampled_from([1, 2, 1_000_000]))
    def ask_for_what_breaks_the_shelf(self, phone: int, times: int) -> None:
        self.world.shop.broken[self.world.token(self.world.phones[phone])] = times

    @rule(phone=phones, text=st.sampled_from([5, "a\0b", "x" * 3000]))
    def write_nonsense(self, phone: int, text: Any) -> None:
        chosen = self.world.phones[phone]
        if len(str(text)) < 1000:
            self.world.save(chosen, "item.append", {"id": basket(chosen.person), "text": text})
        else:
            self.world.save(chosen, "item.fly", {})

    @rule(phone=phones, fate=fates)
    def talk(self, phone: int, fate: Fate) -> None:
        self.runner.run(self.world.talk(self.world.phones[phone], fate))

    @rule(phone=phones, fate=fates, how=breaks, statement=st.integers(0, 40))
    def talk_while_something_breaks(self, phone: int, fate: Fate, how: Break, statement: int) -> None:
        self.world.break_at(statement, how)
        self.runner.run(self.world.talk(self.world.phones[phone], fate))
        self.world.mend()

    @rule(which=st.sets(phones, min_size=2))
    def talk_together(self, which: set[int]) -> None:
        late, self.world.late = self.world.late, []
        self.runner.run(self.world.together([self.world.phones[phone] for phone in sorted(which)], late))

    @precondition(lambda self: self.world.late)
    @rule(index=st.integers(0, 9))
    def a_late_request_arrives(self, index: int) -> None:
        late = self.world.late[index % len(self.world.late)]
        self.runner.run(self.world.deliver(late))

    @rule(phone=phones)
    def restart(self, phone: int) -> None:
        self.world.phones[phone].restart()

    @rule(phone=phones, fate=fates)
    def talk_while_another_is_signed_in(self, phone: int, fate: Fate) -> None:
        chosen = self.world.phones[phone]
        if fate != "later":
            self.runner.run(self.world.talk(chosen, fate, session="bo" if chosen.person == "anne" else "anne"))

    @rule(person=people, name=changes, slot=slots, word=words)
    def karen_writes(self, person: str, name: str, slot: int, word: str) -> None:
        self.runner.run(self.world.karen(person, *change(name, slot_id(person, slot), word)))

    @rule()
    def keep_a_backup(self) -> None:
        self.runner.run(self.world.keep())

    @rule(person=people, which=st.sets(slots))
    def restore_the_backup(self, person: str, which: set[int]) -> None:
        self.runner.run(self.world.restore())
        self.runner.run(self.world.karen_tidies(person, which, name="add"))

    @rule(person=people, which=st.sets(slots, min_size=2))
    def karen_fills(self, person: str, which: set[int]) -> None:
        self.runner.run(self.world.karen_tidies(person, sorted(which), name="add"))

    @rule(person=people, which=st.sets(slots), upto=st.sampled_from([0, 5, 10, 20, 1000]))
    def karen_clears(self, person: str, which: set[int], upto: int) -> None:
        """And tombstones that are old enough are thrown away."""
        self.runner.run(self.world.karen_tidies(person, sorted(which), name="remove"))
        self.world.store.prune(person, upto=upto)

    @rule(phone=phones)
    def lose_the_cache(self, phone: int) -> None:
        self.world.phones[phone].lose_cache()

    @invariant()
    def a_phone_holds_only_what_its_person_may_read(self) -> None:
        for phone in self.world.phones:
            assert all(row_id.startswith(phone.person) for rows in phone.rows.values() for row_id in rows)

    @invariant()
    def what_is_acknowledged_has_a_verdict(self) -> None:
        for phone in self.world.phones:
            assert all(kept.verdict for number, kept in phone.outbox.items() if number <= phone.acknowledged)

    @invariant()
    def a_whole_copy_is_a_right_copy(self) -> None:
        assert [phone.mismatches for phone in self.world.phones] == [0, 0, 0]

    @invariant()
    def nobody_has_to_start_over(self) -> None:
        assert [phone.device for phone in self.world.phones] == self.devices

    def teardown(self) -> None:
        try:
            self.runner.run(self.settle())
        finally:
            self.runner.close()

    async def settle(self) -> None:
        """Promises 1 to 5."""
        await self.world.quiet()
        self.a_whole_copy_is_a_right_copy()
        self.a_phone_holds_only_what_its_person_may_read()
        self.nobody_has_to_start_over()
        for phone in self.world.phones:
            assert phone.rows.get("item", {}) == await self.world.held(phone.person)
            await self.each_change_happened_once_and_in_order(phone)

    async def each_change_happened_once_and_in_order(self, phone: Phone) -> None:
        mine = [kept for owner, kept in self.world.saved if owner is phone]
        assert [kept for kept in mine if kept.verdict is None] == []
        assert [kept for kept in mine if state(kept) != "accepted" and not (kept.verdict or {}).get("reason")] == []
        tokens = [kept for kept in mine if kept.name == "item.append" and kept.args["id"] == basket(phone.person)]
        accepted = [kept.args["text"] for kept in tokens if state(kept) == "accepted"]
        others = {str(kept.args["text"]) for kept in tokens} - set(accepted)
        basket_now = await self.world.order(phone.person)
        assert [word for word in basket_now if word in accepted] == accepted
        assert others.isdisjoint(basket_now)
        self.what_was_parked_is_kept_for_operators(mine)

    def what_was_parked_is_kept_for_operators(self, mine: list[Kept]) -> None:
        parked = [(kept.name, kept.args, kept.made_at) for kept in mine if state(kept) == "parked"]
        letters = [letter.mutation for _, letter in self.world.store.contents.letters]
        kept_aside = [(mutation.name, mutation.args, mutation.made_at) for mutation in letters]
        assert all(kept_aside.count(one) == 1 for one in parked)
        broken = self.world.shop.broken
        assert self.world.errors or all(args["text"] in broken for _, args, _ in parked)


def state(kept: Kept) -> str:
    """What the phone shows of a change."""
    return str((kept.verdict or {}).get("state"))


SyncMachine.TestCase.settings = settings(
    max_examples=400,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestSync = SyncMachine.TestCase
