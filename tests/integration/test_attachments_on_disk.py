"""Enclosed files on disk: in their folder alone, gone with their person, swept when they are nobody's."""

import asyncio
import os
import re

import pytest

from backend.clock import fresh_id
from backend.commands.erasure import erase
from backend.config import Settings
from backend.domain.attachment import digest_of
from backend.domain.meeting import DAY
from backend.store import people
from backend.worker.housekeeping import Housekeeping
from tests.support.command import konkret as command
from tests.support.enclosed import enclosed, files_on, on_disk, puts, written_in
from tests.support.people import Konkret
from tests.support.sync_web import Line
from tests.support.uploads import ANNES as NAME
from tests.support.uploads import PDF, encloses


async def tidied(konkret: Konkret) -> None:
    """A round of the housekeeping."""
    await Housekeeping(konkret.services.ground, konkret.services.files, tombstone_days=180, log_days=400).tidy()


@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_no_name_and_no_address_leads_out_of_the_folder(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        entry = await written_in(anne)
        await anne.goes_to(entry)
        folder = konkret.services.settings.files_folder
        for name in ("../../secret", "..\\..\\secret.pdf", "/etc/passwd", "a\u202efdp.exe", "æ\r\nx: y.pdf"):
            (file,) = files_on(await encloses(anne, entry, name=name))
            answer = await anne.http.get(file)
            assert answer.status_code == 200
            told = answer.headers["content-disposition"]
            assert not re.search(r"[/\\\r\n\u202e]|%2F|%5C|%0A|%E2%80%AE", told), name
            assert [each.parent for each in on_disk(konkret)] == [folder]
            await anne.sends(f"{file}/slet")
        for path in ("..%2Fsecret", "%2e%2e", "secret", "a" * 22, "%00" * 22):
            assert (await anne.http.get(f"/bilag/{path}")).status_code in {400, 404}, path


async def test_who_is_erased_leaves_no_file(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne, konkret.signed_in("Bo Krogh") as bo:
        await enclosed(anne)
        _, bos = await enclosed(bo)
        person = await people.find(await konkret.id_of("Anne Holm"))
        assert person is not None
        await erase(konkret.services.ground, person, files=konkret.services.files)
        assert [each.name for each in on_disk(konkret)] == [bos.rsplit("/", 1)[1]]


@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_the_operators_command_takes_the_files_too(konkret: Konkret, settings: Settings) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        await enclosed(anne)
        assert len(on_disk(konkret)) == 1
        done = await asyncio.to_thread(command, "erase", "Anne Holm", "--yes", KONKRET_DATA=str(settings.folder))
        assert done.code == 0
        assert on_disk(konkret) == []


@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_files_of_nobody_are_swept_after_a_day_and_no_others(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        _, file = await enclosed(anne)
    folder, yesterday = konkret.services.settings.files_folder, (konkret.clock.now - DAY) / 1000 - 1
    half, whole, young = f"{fresh_id()}.half", fresh_id(), fresh_id()
    for name in (half, whole, young):
        (folder / name).write_bytes(PDF)
    for name in (half, whole, file.rsplit("/", 1)[1]):
        os.utime(folder / name, (yesterday, yesterday))
    await tidied(konkret)
    assert {each.name for each in on_disk(konkret)} == {young, file.rsplit("/", 1)[1]}


async def test_a_file_from_before_files_were_known_is_taken_once_when_the_house_was_kept(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        entry, file = await enclosed(anne)
        await konkret.db.run("UPDATE attachment SET digest = ''")
        phone = await Line.of(anne)
        await phone.sync()
        (before,) = phone.phone.rows["attachment"].values()
        await tidied(konkret)
        await phone.sync()
        (after,) = phone.phone.rows["attachment"].values()
        assert after == before | {"digest": digest_of(PDF), "version": after["version"]}
        assert (after["version"] > before["version"], phone.phone.mismatches) == (True, 0)
        page = await encloses(anne, entry, name="CV.pdf", role="cv")
        assert (anne.status, files_on(page)) == (422, [file])
        assert f"Filen er allerede lagt ved. Den hedder «{NAME}» her." in page


@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_so_many_files_are_made_known_in_a_round_and_one_that_is_gone_holds_up_no_other(
    konkret: Konkret, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.worker.enclosed.MOST", 2)
    async with konkret.signed_in("Anne Holm") as anne:
        entry = await written_in(anne)
        for number in range(5):
            await puts(anne, fresh_id(), entry, PDF + bytes([number]))
        await konkret.db.run("UPDATE attachment SET digest = ''")
        gone = min(on_disk(konkret))
        gone.unlink()
        phone = await Line.of(anne)
        for known in (2, 4, 4):
            await tidied(konkret)
            await phone.sync()
            found = {name: row["digest"] for name, row in phone.phone.rows["attachment"].items()}
            assert sum(digest != "" for digest in found.values()) == known
        assert found[gone.name] == ""


@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_a_file_that_was_lost_is_told_of(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        _, file = await enclosed(anne)
        on_disk(konkret)[0].unlink()
        assert "Bilaget findes ikke længere." in await anne.goes_to(file)
        assert anne.status == 404
