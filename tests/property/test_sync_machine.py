"""Whatever phones, network and server do to each other: after quiet, the promises of sync hold."""

import asyncio
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.support.sync_phone import Kept, Phone
from tests.support.sync_world import Break, Fate, World, basket

phones = st.integers(0, 2)
people = st.sampled_from(["anne", "bo"])
slots = st.integers(0, 3)
words = st.sampled_from(["mælk", "øl", "rugbrød"])
fates: st.SearchStrategy[Fate] = st.sampled_from(
    ["arrives", "request lost", "answer lost", "answer cut", "twice", "later"]
)
breaks: st.SearchStrategy[Break] = st.sampled_from(["retry", "crash", "error"])


def change(name: str, item_id: str, word: str) -> tuple[str, dict[str, Any]]:
    """A command of the shop with all the arguments it needs."""
    args = {"add": {"text": word}, "tick": {"done": True}, "edit": {"text": word, "was": "mælk"}, "remove": {}}
    return f"item.{name}", {"id": item_id, **args[name]}


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
        self.world.save(chosen, *change(name, f"{chosen.person}-{slot}".ljust(22, "_"), word))

    @rule(phone=phones, count=st.integers(1, 6))
    def fill_the_basket(self, phone: int, count: int) -> None:
        for _ in range(count):
            self.world.token(self.world.phones[phone])

    @rule(phone=phones)
    def ask_for_what_is_sold_out(self, phone: int) -> None:
        self.world.token(self.world.phones[phone], prefix="no")

    @rule(phone=phones, times=st.integers(1, 5))
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
        self.runner.run(self.world.karen(person, *change(name, f"{person}-{slot}".ljust(22, "_"), word)))

    @rule()
    def keep_a_backup(self) -> None:
        self.runner.run(self.world.keep())

    @rule()
    def restore_the_backup(self) -> None:
        self.runner.run(self.world.restore())

    @rule(person=people, upto=st.integers(1, 40))
    def prune(self, person: str, upto: int) -> None:
        self.world.store.prune(person, upto=upto)

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


def state(kept: Kept) -> str:
    """What the phone shows of a change."""
    return str((kept.verdict or {}).get("state"))


SyncMachine.TestCase.settings = settings(
    max_examples=200,
    stateful_step_count=40,
    deadline=timedelta(seconds=5),
    suppress_health_check=[HealthCheck.too_slow],
)
TestSync = SyncMachine.TestCase
