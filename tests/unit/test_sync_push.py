"""Each change is carried out exactly once, in the order it was made, and only for the person who made it."""

import asyncio
from typing import Any

import pytest

from sync.server import Device, Mutation
from tests.support.sync_visit import BEER, BREAD, MILK, PHONE, Visit, add, append, states


class TestExactlyOnce:
    async def test_changes_are_carried_out_in_order(self) -> None:
        visit = Visit()
        answer = await visit.told(add(BREAD, "brød"), append(BREAD, "med"), append(BREAD, "kerner"))
        assert answer["acknowledged"] == 3
        assert states(answer) == [(1, "accepted"), (2, "accepted"), (3, "accepted")]
        assert await visit.texts() == {BREAD: "brød med kerner"}

    async def test_a_repeat_is_answered_from_the_log(self) -> None:
        visit = Visit()
        sold_out = append(BREAD, "nogen sild", at=9)
        first = await visit.told(add(BREAD), append(BREAD, "mere"), sold_out, now=100)
        again = await visit.told(add(BREAD), append(BREAD, "mere"), sold_out, now=200)
        assert again["verdicts"] == first["verdicts"]
        assert {verdict["received_at"] for verdict in again["verdicts"]} == {100}
        assert await visit.texts() == {BREAD: "vare mere"}

    async def test_a_repeat_with_more_behind_it_carries_out_the_rest(self) -> None:
        visit = Visit()
        await visit.told(add(BREAD), now=100)
        answer = await visit.told(add(BREAD), append(BREAD, "mere"), now=200)
        assert [verdict["received_at"] for verdict in answer["verdicts"]] == [100, 200]
        assert await visit.texts() == {BREAD: "vare mere"}

    async def test_the_same_request_twice_at_once_is_carried_out_once(self) -> None:
        visit = Visit()
        await visit.told(add(BREAD))
        await asyncio.gather(*(visit.told(append(BREAD, "mere"), first=2) for _ in range(5)))
        assert await visit.texts() == {BREAD: "vare mere"}

    async def test_two_phones_count_for_themselves(self) -> None:
        visit = Visit()
        await visit.told(add(BREAD))
        answer = await visit.told(append(BREAD, "mere"), device="annes-tablet-annes-tab")
        assert states(answer) == [(1, "accepted")]
        assert await visit.texts() == {BREAD: "vare mere"}

    async def test_a_gap_is_an_error_and_nothing_is_used(self) -> None:
        visit = Visit()
        await visit.told(add(BREAD))
        assert await visit.ask(add(MILK), first=3) == (409, {"code": "gap", "last": 1})
        assert await visit.texts() == {BREAD: "vare"}

    async def test_another_change_under_a_used_number_is_an_error(self) -> None:
        visit = Visit()
        await visit.told(add(BREAD, at=1), add(MILK, at=2))
        copied = [add(MILK, at=2), add(BEER, at=7)]
        assert await visit.ask(add(BREAD, at=1), *copied[1:], first=1) == (409, {"code": "forked", "number": 2})
        assert BEER not in await visit.texts()

    async def test_a_forgotten_log_entry_does_not_stop_a_repeat(self) -> None:
        visit = Visit()
        await visit.told(add(BREAD), add(MILK))
        visit.store.contents = type(visit.store.contents)(
            epoch="e1", records=visit.store.contents.records, devices=visit.store.contents.devices
        )
        answer = await visit.told(add(BREAD), add(MILK))
        assert (answer["acknowledged"], answer["verdicts"]) == (2, [])

    async def test_acknowledged_goes_no_further_than_the_verdicts(self) -> None:
        visit = Visit()
        await visit.told(add(BREAD), add(MILK), add(BEER))
        assert (await visit.told(add(BREAD)))["acknowledged"] == 1
        assert (await visit.told(first=3))["acknowledged"] == 2
        assert (await visit.told(first=4))["acknowledged"] == 3

    async def test_effects_and_number_commit_together(self) -> None:
        visit = Visit()

        def break_off(statement: str) -> None:
            if statement == "commit":
                raise OSError("the disk is full")

        visit.store.fault = break_off
        with pytest.raises(OSError, match="disk"):
            await visit.ask(add(BREAD))
        visit.store.fault = lambda _statement: None
        assert await visit.texts() == {}
        assert states(await visit.told(add(BREAD))) == [(1, "accepted")]


class TestVerdicts:
    async def test_a_refusal_undoes_its_own_effects_and_lets_the_next_through(self) -> None:
        visit = Visit()
        answer = await visit.told(add(BREAD), append(BREAD, "nogen sild"), add(MILK), now=5)
        assert states(answer) == [(1, "accepted"), (2, "refused"), (3, "accepted")]
        assert answer["verdicts"][1] == {
            "number": 2,
            "state": "refused",
            "received_at": 5,
            "code": "sold_out",
            "reason": "Varen er udsolgt.",
        }
        assert await visit.texts() == {BREAD: "vare", MILK: "vare"}

    async def test_an_unknown_name_is_refused(self) -> None:
        answer = await Visit().told(Mutation("item.fly", {}, 1), Mutation("item.add@9", {}, 2), add(BREAD))
        assert [verdict.get("code") for verdict in answer["verdicts"]] == ["unknown", "unknown", None]

    async def test_overwritten_text_comes_back(self) -> None:
        visit = Visit()
        await visit.told(add(BREAD, "rugbrød"))
        edit = Mutation("item.edit", {"id": BREAD, "text": "knækbrød", "was": "franskbrød"}, 1)
        answer = await visit.told(edit, first=2)
        assert answer["verdicts"] == [
            {"number": 2, "state": "accepted", "received_at": 0, "other": {"text": "rugbrød"}}
        ]

    async def test_the_phones_clock_decides_nothing(self) -> None:
        visit = Visit()
        await visit.told(add(BREAD, "brød", at=9_000_000_000_000), append(BREAD, "først", at=-5))
        assert await visit.texts() == {BREAD: "brød først"}


class TestWho:
    async def test_changes_of_another_than_the_signed_in_person_are_not_used(self) -> None:
        visit = Visit()
        assert await visit.ask(add(BREAD), signed_in="bo") == (403, {"code": "foreign_device"})
        assert (await visit.texts("anne"), await visit.texts("bo")) == ({}, {})
        assert PHONE not in visit.store.contents.devices

    async def test_a_device_stays_with_its_first_person(self) -> None:
        visit = Visit()
        await visit.told(add(BREAD))
        for mutations in ([add(MILK)], []):
            refused = await visit.ask(*mutations, first=9, person="bo", signed_in="bo")
            assert refused == (403, {"code": "foreign_device"})
        assert await visit.texts("bo") == {}
        assert visit.store.contents.devices[PHONE] == Device(person="anne", last=1)

    async def test_the_lock_on_the_record_comes_before_the_device(self) -> None:
        visit = Visit()
        async with visit.store.writing("anne"):
            waiting = asyncio.create_task(visit.ask(add(BREAD)))
            for _ in range(20):
                await asyncio.sleep(0)
            assert visit.store.statements == []
        await waiting
        assert visit.store.statements[0] == "commit"
        assert visit.store.statements[1] == "device"


class TestLimits:
    @pytest.mark.parametrize(
        ("fields", "status", "code"),
        [
            ({"schema": 1}, 426, "too_old"),
            ({"schema": 4}, 503, "too_new"),
            ({"schema": 2, "protocol": 1}, 426, "too_old"),
            ({"schema": 2, "protocol": 3}, 503, "too_new"),
        ],
    )
    async def test_programs_too_far_apart_are_told(self, fields: dict[str, Any], status: int, code: str) -> None:
        visit = Visit(schemas=(2, 3))
        assert await visit.ask(add(BREAD), **fields) == (status, {"code": code})
        assert await visit.texts() == {}

    async def test_too_many_mutations_are_an_error(self) -> None:
        visit = Visit(mutations=2)
        assert await visit.ask(add(BREAD), add(MILK), add(BEER)) == (422, {"code": "too_many"})
        assert states(await visit.told(add(BREAD), add(MILK))) == [(1, "accepted"), (2, "accepted")]
