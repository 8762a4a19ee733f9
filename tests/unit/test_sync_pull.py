"""A phone gets exactly the rows that it lacks, in pages whose cursor is exact."""

from tests.support.sync_contents import Contents
from tests.support.sync_visit import BEER, BREAD, MILK, Visit, add, append, ids

THREE = (BREAD, MILK, BEER)


async def elsewhere(visit: Visit, *item_ids: str) -> None:
    """Karen writes each in a transaction, and so a version, of its own."""
    for item_id in item_ids:
        async with visit.store.writing("anne") as writing:
            await writing.put("item", item_id, {"text": "vare", "done": False})


async def removed(visit: Visit, item_id: str) -> None:
    async with visit.store.writing("anne") as writing:
        await writing.remove("item", item_id)


def meanwhile(visit: Visit, before: Contents) -> None:
    """The store is as it was before, and what came after happens just as the rows are to be read."""
    after, visit.store.contents = visit.store.contents, before

    def happen(statement: str) -> None:
        if statement == "changes":
            visit.store.contents = after

    visit.store.fault = happen


class TestWhatComes:
    async def test_a_new_phone_gets_everything_as_a_snapshot(self) -> None:
        visit = Visit()
        await elsewhere(visit, *THREE)
        answer = await visit.told()
        assert ids(answer) == set(THREE)
        assert (answer["reset"], answer["cursor"], answer["person"], answer["epoch"]) == (True, 3, "anne", "e1")

    async def test_later_only_what_is_newer_comes(self) -> None:
        visit = Visit()
        await elsewhere(visit, BREAD, MILK)
        await elsewhere(visit, BREAD)
        answer = await visit.told(epoch="e1", cursor=2)
        assert ids(answer) == {BREAD}
        assert "reset" not in answer

    async def test_the_answer_holds_the_effect_of_what_was_pushed(self) -> None:
        visit = Visit()
        answer = await visit.told(add(BREAD, "brød"), append(BREAD, "nu"))
        assert answer["rows"]["item"] == {
            "k": ["id", "version", "text", "done"],
            "v": [[BREAD], [1], ["brød nu"], [False]],
        }

    async def test_a_removed_row_comes_as_id_and_version(self) -> None:
        visit = Visit()
        await elsewhere(visit, BREAD, MILK)
        await removed(visit, BREAD)
        answer = await visit.told(epoch="e1", cursor=2)
        assert (answer["rows"], answer["deleted"]) == ({}, {"item": [[BREAD, 3]]})

    async def test_a_snapshot_needs_no_tombstones(self) -> None:
        visit = Visit()
        await elsewhere(visit, BREAD, MILK)
        await removed(visit, BREAD)
        answer = await visit.told()
        assert (ids(answer), answer["deleted"]) == ({MILK}, {})

    async def test_nobody_else_is_in_it(self) -> None:
        visit = Visit()
        await elsewhere(visit, BREAD)
        answer = await visit.told(person="bo", signed_in="bo")
        assert (answer["person"], answer["rows"], answer["checksum"]) == ("bo", {}, 0)

    async def test_nothing_new_costs_one_query(self) -> None:
        visit = Visit()
        await visit.told(add(BREAD))
        await visit.told(epoch="e1", cursor=1, first=2)
        assert visit.store.statements == ["head"]


class TestFromTheStart:
    async def test_a_cursor_older_than_the_thrown_away_tombstones_gets_a_snapshot(self) -> None:
        visit = Visit()
        await elsewhere(visit, *THREE)
        await removed(visit, BREAD)
        await removed(visit, MILK)
        visit.store.prune("anne", upto=4)
        assert "reset" not in await visit.told(epoch="e1", cursor=4)
        answer = await visit.told(epoch="e1", cursor=3)
        assert (answer["reset"], ids(answer), answer["deleted"]) == (True, {BEER}, {})

    async def test_another_epoch_gets_a_snapshot(self) -> None:
        visit = Visit()
        await elsewhere(visit, BREAD, MILK)
        answer = await visit.told(epoch="e0", cursor=2)
        assert (answer["reset"], ids(answer)) == (True, {BREAD, MILK})

    async def test_a_cursor_beyond_the_head_gets_a_snapshot(self) -> None:
        visit = Visit()
        await elsewhere(visit, BREAD)
        answer = await visit.told(epoch="e1", cursor=2)
        assert (answer["reset"], answer["cursor"], ids(answer)) == (True, 1, {BREAD})

    async def test_a_cursor_of_0_asks_for_a_snapshot(self) -> None:
        visit = Visit()
        await elsewhere(visit, BREAD)
        await removed(visit, BREAD)
        answer = await visit.told(epoch="e1", cursor=0)
        assert (answer["reset"], answer["deleted"]) == (True, {})


class TestWhatHappensMeanwhile:
    """Between the statement that says where the record stands and the one that reads it."""

    async def test_what_is_written_comes_with_the_next_page(self) -> None:
        visit = Visit()
        await elsewhere(visit, BREAD)
        before = visit.store.contents
        await elsewhere(visit, MILK, BREAD)
        meanwhile(visit, before)
        first = await visit.told()
        assert (ids(first), first["cursor"], first["more"]) == (set(), 1, True)
        second = await visit.told(epoch="e1", cursor=1)
        assert (ids(second), second["cursor"]) == ({MILK, BREAD}, 3)
        assert "more" not in second

    async def test_what_is_removed_comes_with_the_next_page(self) -> None:
        visit = Visit()
        await elsewhere(visit, BREAD, MILK)
        before = visit.store.contents
        await removed(visit, MILK)
        meanwhile(visit, before)
        first = await visit.told(epoch="e1", cursor=1)
        assert (first["rows"], first["deleted"], first["more"]) == ({}, {}, True)
        second = await visit.told(epoch="e1", cursor=first["cursor"])
        assert (second["rows"], second["deleted"]) == ({}, {"item": [[MILK, 3]]})

    async def test_a_deletion_that_is_forgotten_makes_it_a_snapshot(self) -> None:
        visit = Visit()
        await elsewhere(visit, BREAD, MILK)
        await removed(visit, BREAD)
        before = visit.store.contents
        visit.store.prune("anne", upto=3)
        meanwhile(visit, before)
        answer = await visit.told(epoch="e1", cursor=2)
        assert (answer["reset"], ids(answer)) == (True, {MILK})


class TestPages:
    async def test_a_page_is_cut_between_versions(self) -> None:
        visit = Visit(rows=2)
        await elsewhere(visit, *THREE)
        first = await visit.told()
        assert (ids(first), first["cursor"], first["more"]) == ({BREAD, MILK}, 2, True)
        second = await visit.told(epoch="e1", cursor=2, snapshot=first["snapshot"])
        assert (ids(second), second["cursor"]) == ({BEER}, 3)
        assert not {"more", "reset", "snapshot"} & set(second)

    async def test_rows_of_one_version_are_never_parted(self) -> None:
        visit = Visit(rows=2)
        await elsewhere(visit, BREAD)
        await visit.told(add(MILK), add(BEER), add("salt__________________"))
        first = await visit.told(first=4)
        assert (ids(first), first["cursor"], first["more"]) == ({BREAD}, 1, True)
        second = await visit.told(first=4, epoch="e1", cursor=1, snapshot=first["snapshot"])
        assert (len(ids(second)), second["cursor"]) == (3, 2)
        assert "more" not in second

    async def test_a_page_that_is_just_full_is_the_last(self) -> None:
        visit = Visit(rows=3)
        await elsewhere(visit, *THREE)
        assert "more" not in await visit.told()

    async def test_a_snapshot_goes_on_though_its_cursor_is_older_than_the_tombstones(self) -> None:
        visit = Visit(rows=1)
        await elsewhere(visit, *THREE)
        await removed(visit, MILK)
        visit.store.prune("anne", upto=4)
        first = await visit.told()
        assert (first["cursor"], first["snapshot"]) == (1, 4)
        await removed(visit, BREAD)
        second = await visit.told(epoch="e1", cursor=1, snapshot=4)
        assert (ids(second), second["deleted"], second["cursor"]) == ({BEER}, {"item": [[BREAD, 5]]}, 5)
        assert "reset" not in second

    async def test_a_snapshot_begins_again_when_what_it_missed_is_thrown_away(self) -> None:
        visit = Visit(rows=1)
        await elsewhere(visit, *THREE)
        first = await visit.told()
        await removed(visit, BREAD)
        visit.store.prune("anne", upto=4)
        again = await visit.told(epoch="e1", cursor=1, snapshot=first["snapshot"])
        assert (again["reset"], ids(again)) == (True, {MILK})

    async def test_the_checksum_is_of_the_whole_record(self) -> None:
        visit = Visit(rows=1)
        await elsewhere(visit, BREAD, MILK)
        part = await visit.told()
        whole = await visit.told(epoch="e1", cursor=1, snapshot=2)
        assert part["checksum"] == whole["checksum"] != 0


class TestHorizon:
    async def test_what_is_in_a_backup_may_be_forgotten(self) -> None:
        visit = Visit()
        await visit.told(add(BREAD))
        visit.store.keep()
        assert (await visit.told(add(MILK), first=2))["horizon"] == 1

    async def test_after_a_restore_numbers_go_on_from_the_backup(self) -> None:
        visit = Visit()
        await visit.told(add(BREAD))
        backup = visit.store.keep()
        await visit.told(add(MILK, at=2), add(BEER, at=3), first=2)
        visit.store.restore(backup, epoch="e2")
        told = await visit.told(epoch="e1", cursor=2, first=4)
        assert (told["epoch"], told["reset"], told["acknowledged"], ids(told)) == ("e2", True, 1, {BREAD})
        assert await visit.ask(append(BEER, "mere"), first=4) == (409, {"code": "gap", "last": 1})
        await visit.told(add(MILK, at=2), add(BEER, at=3), append(BEER, "mere"), first=2)
        assert await visit.texts() == {BREAD: "vare", MILK: "vare", BEER: "vare mere"}
