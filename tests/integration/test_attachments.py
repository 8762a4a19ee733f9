"""What Anne encloses with an application: sent, read by those who may, and gone for good when she takes it out."""

import asyncio
import os
import re
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from backend.clock import fresh_id
from backend.commands.erasure import erase
from backend.config import Settings
from backend.domain.attachment import MOST_BYTES
from backend.domain.meeting import DAY
from backend.store import people
from backend.worker.housekeeping import Housekeeping
from tests.support.command import konkret as command
from tests.support.people import ORIGIN, Browser, Konkret
from tests.support.sync_web import Line
from tests.support.uploads import ANNES as NAME
from tests.support.uploads import AS_A_PAGE as SAME_SITE
from tests.support.uploads import PDF, encloses


async def written_in(anne: Browser, title: str = "Kok") -> str:
    """An application that Anne writes in; the address of its page."""
    await anne.goes_to("/joblog/ny")
    page = await anne.sends("/joblog", title=title, employer="Kroen ved Søen", applied_on="2026-11-24")
    found = re.search(rf'href="(/joblog/[\w-]{{22}})">{title}<', page)
    assert found
    return found[1]


def files_on(page: str) -> list[str]:
    """Addresses of the files that a page links to."""
    return re.findall(r'href="(/bilag/[\w-]{22})"', page)


def on_disk(konkret: Konkret) -> list[Path]:
    """Every file that is kept; those that the town began with stay where it was made."""
    folder = konkret.services.settings.files_folder
    return sorted(folder.iterdir()) if folder.is_dir() else []


async def enclosed(anne: Browser) -> tuple[str, str]:
    """An application with one file; the addresses of both."""
    entry = await written_in(anne)
    await anne.goes_to(entry)
    (file,) = files_on(await encloses(anne, entry))
    return entry, file


async def test_anne_encloses_her_application_and_both_she_and_karen_fetch_it(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne, konkret.signed_in("Karen Lund") as karen:
        entry, file = await enclosed(anne)
        assert anne.address == entry
        assert NAME in anne.page
        assert re.search(r"Ansøgning · 1 kB", anne.page)
        page = await karen.goes_to(f"/borgere/{await konkret.id_of('Anne Holm')}")
        assert files_on(page) == [file]
        for browser in (anne, karen):
            answer = await browser.http.get(file)
            assert (answer.status_code, answer.content) == (200, PDF)
            assert answer.headers["content-type"] == "application/pdf"
            assert answer.headers["content-disposition"] == (
                f"attachment; filename=\"Ans_gning_til_Kroen.pdf\"; filename*=UTF-8''{quote(NAME)}"
            )
            assert answer.headers["cache-control"] == "private, no-store"
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"


async def test_she_takes_it_out_again_and_nothing_is_left(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        entry, file = await enclosed(anne)
        assert [each.name for each in on_disk(konkret)] == [file.rsplit("/", 1)[1]]
        assert on_disk(konkret)[0].stat().st_mode & 0o777 == 0o600
        page = await anne.sends(f"{file}/slet")
        assert (anne.address, files_on(page), on_disk(konkret)) == (entry, [], [])
        assert (await anne.http.get(file)).status_code == 404


async def test_with_the_entry_go_its_files_by_form_and_by_phone(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        phone = await Line.of(anne)
        for by_phone in (False, True):
            entry, file = await enclosed(anne)
            await phone.sync()
            (row,) = phone.phone.rows["attachment"].values()
            assert (row["entry"], row["name"], row["bytes"]) == (entry.rsplit("/", 1)[1], NAME, len(PDF))
            if by_phone:
                await phone.does("joblog.remove", id=row["entry"])
            else:
                await anne.sends(f"{entry}/slet")
                await phone.sync()
            assert phone.phone.rows["attachment"] == {}
            assert on_disk(konkret) == []
            assert (await anne.http.get(file)).status_code == 404


async def test_five_are_enough(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        entry = await written_in(anne)
        before = await anne.goes_to(entry)
        for number, role in enumerate(("application", "cv", "other", "other", "other")):
            await encloses(anne, entry, PDF + bytes([number]), role=role)
        assert "Der kan ikke lægges flere bilag" in anne.page
        anne.page = before
        page = await encloses(anne, entry)
        assert anne.status == 422
        assert "Der er allerede 5 bilag. Slet et af dem først." in page
        assert len(on_disk(konkret)) == 5


@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_a_file_is_to_be_chosen_again_also_where_another_field_was_at_fault(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        entry = await written_in(anne)
        before = await anne.goes_to(entry)
        page = await encloses(anne, entry, name="\u202eMit CV.pdf", role="letter")
        assert (anne.status, "Vælg, hvad det er." in page) == (422, True)
        assert "«Mit CV.pdf» blev ikke taget imod. Vælg den igen" in page
        anne.page = before
        page = await encloses(anne, entry, b"", name="")
        assert "Vælg en fil." in page
        assert "blev ikke taget imod" not in page, "none was chosen"
        anne.page = before
        await encloses(anne, f"/joblog/{fresh_id()}", at=f"{entry}/bilag")
        assert anne.status == 404
        assert re.search(rf"Fil, der skal vælges igen.*{NAME}", anne.page, re.DOTALL)


async def test_the_same_file_is_enclosed_with_an_application_once(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        entry, _ = await enclosed(anne)
        page = await encloses(anne, entry, name="CV.pdf", role="cv")
        assert anne.status == 422
        assert re.search(
            rf'id="attachment-file-error">{re.escape(f"Filen er allerede lagt ved. Den hedder «{NAME}» her.")}', page
        )
        answer = await puts(anne, fresh_id(), entry)
        assert (answer.status_code, "Filen er allerede lagt ved." in answer.json()["reason"]) == (422, True)
        assert len(on_disk(konkret)) == 1
        assert (await puts(anne, fresh_id(), await written_in(anne, "Tjener"))).status_code == 204
        assert len(on_disk(konkret)) == 2, "another application may have the same"


@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_the_same_file_sent_twice_at_once_is_enclosed_once(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        entry = await written_in(anne)
        answers = await asyncio.gather(*(puts(anne, fresh_id(), entry) for _ in range(2)))
        assert sorted(answer.status_code for answer in answers) == [204, 422]
        assert len(files_on(await anne.goes_to(entry))) == len(on_disk(konkret)) == 1


@pytest.mark.parametrize("dialect", ["sqlite"])
@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("cv.pdf", b"MZ\x90\x00" + bytes(100), "Det er ikke en PDF, Word-fil (docx), ODT-fil eller et billede"),
        ("cv.pdf", b"", "Filen er tom. Vælg en anden."),
        ("cv.pdf", PDF.ljust(MOST_BYTES + 1), "Filen er for stor: den må højst fylde 10 MB."),
    ],
    ids=["a program in a PDF's clothes", "nothing in it", "a byte too much"],
)
async def test_what_is_not_taken_is_said_beside_the_field(
    konkret: Konkret, name: str, content: bytes, sentence: str
) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        entry = await written_in(anne)
        await anne.goes_to(entry)
        page = await encloses(anne, entry, content, name=name, role="cv")
        assert anne.status == 422
        assert re.search(rf'id="attachment-file-error">{re.escape(sentence)}', page)
        assert '<option value="cv" selected>' in page
        assert f"en fil: «{name}» blev ikke taget imod. Vælg den igen, eller vælg en anden." in page
        assert on_disk(konkret) == []


@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_ten_megabytes_are_taken_and_far_more_are_turned_away(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        entry = await written_in(anne)
        await anne.goes_to(entry)
        (file,) = files_on(await encloses(anne, entry, PDF.ljust(MOST_BYTES)))
        assert len((await anne.http.get(file)).content) == MOST_BYTES
        page = await encloses(anne, entry, PDF.ljust(2 * MOST_BYTES))
        assert anne.status == 413
        assert "en fil fylder over 10 MB" in page


async def test_other_people_find_nothing_there(konkret: Konkret) -> None:
    stranger = await konkret.newcomer("Ulla Fjern", role="caseworker")
    async with (
        konkret.signed_in("Anne Holm") as anne,
        konkret.signed_in("Bo Krogh") as bo,
        konkret.signed_in(stranger) as ulla,
        konkret.visitor() as visitor,
    ):
        entry, file = await enclosed(anne)
        for browser in (bo, ulla):
            answer = await browser.http.get(file)
            assert answer.status_code == 404
            assert PDF not in answer.content
        assert (await visitor.http.get(file)).status_code == 401
        await bo.posts(f"{file}/slet", {"token": await bo.token()})
        assert bo.status == 404
        answer = await bo.http.post(
            f"{entry}/bilag",
            data={"token": await bo.token(), "role": "cv"},
            files={"file": ("cv.pdf", PDF)},
            headers=SAME_SITE,
        )
        assert answer.status_code == 403
        assert (await anne.http.get(file)).content == PDF
        assert len(on_disk(konkret)) == 1


async def puts(
    browser: Browser, file: str, entry: str, content: bytes = PDF, *, token: str | None = None, name: str = NAME
) -> httpx.Response:
    """A file as a phone sends it that has kept it for a while."""
    return await browser.http.put(
        f"/bilag/{file}",
        data={"entry": entry.rsplit("/", 1)[1], "role": "cv"},
        files={"file": (name, content)},
        headers={
            "accept": "application/json",
            "origin": ORIGIN,
            "sec-fetch-site": "same-origin",
            "x-konkret-token": await browser.token() if token is None else token,
        },
    )


async def test_a_phone_sends_what_it_has_kept_and_again_when_the_answer_was_lost(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        entry, file = await written_in(anne), fresh_id()
        for _ in range(2):
            answer = await puts(anne, file, entry)
            assert (answer.status_code, answer.content) == (204, b"")
        assert files_on(await anne.goes_to(entry)) == [f"/bilag/{file}"]
        assert (await anne.http.get(f"/bilag/{file}")).content == PDF
        assert len(on_disk(konkret)) == 1


@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_a_file_that_a_backup_lacks_comes_back_under_its_row(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        entry, file = await written_in(anne), fresh_id()
        answer = await puts(anne, file, entry)
        assert answer.headers["x-konkret-backup-hours"] == str(konkret.services.settings.backup_horizon_hours)
        on_disk(konkret)[0].unlink()
        for _ in range(2):
            assert (await puts(anne, file, entry)).status_code == 204
        assert (await anne.http.get(f"/bilag/{file}")).content == PDF
        assert files_on(await anne.goes_to(entry)) == [f"/bilag/{file}"]


async def test_what_was_taken_out_since_does_not_come_back(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        entry, file = await written_in(anne), fresh_id()
        await puts(anne, file, entry)
        await anne.goes_to(entry)
        await anne.sends(f"/bilag/{file}/slet")
        assert (await puts(anne, file, entry)).status_code == 204
        assert (files_on(await anne.goes_to(entry)), on_disk(konkret)) == ([], [])


async def test_what_a_phone_has_kept_and_cannot_be_taken_is_said_why(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        entry = await written_in(anne)
        for content, told_entry, status, reason in (
            (b"MZ\x90", entry, 422, "Det er ikke en PDF"),
            (PDF.ljust(MOST_BYTES + 1), entry, 422, "Filen er for stor: den må højst fylde 10 MB."),
            (PDF, f"/joblog/{fresh_id()}", 404, "findes ikke længere"),
        ):
            answer = await puts(anne, fresh_id(), told_entry, content)
            assert answer.status_code == status
            assert reason in answer.json()["reason"]
        assert (await puts(anne, fresh_id(), entry, PDF.ljust(2 * MOST_BYTES))).status_code == 413
        assert (await puts(anne, "..secret", entry)).status_code == 422
        assert on_disk(konkret) == []


async def test_nobody_writes_over_anothers_file_or_without_the_token(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne, konkret.signed_in("Bo Krogh") as bo:
        _, file = await enclosed(anne)
        bos = await written_in(bo)
        assert (await puts(bo, file.rsplit("/", 1)[1], bos, b"%PDF-Bos")).status_code == 404
        assert (await puts(bo, fresh_id(), bos, token="0" * 32)).status_code == 403
        assert (await anne.http.get(file)).content == PDF
        assert len(on_disk(konkret)) == 1


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


@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_without_the_token_nothing_is_kept(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        entry = await written_in(anne)
        answer: httpx.Response = await anne.http.post(
            f"{entry}/bilag", data={"token": "0" * 32}, files={"file": ("cv.pdf", PDF)}, headers=SAME_SITE
        )
        assert answer.status_code == 403
        assert on_disk(konkret) == []


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
    await Housekeeping(konkret.services.ground, konkret.services.files, tombstone_days=180, log_days=400).tidy()
    assert {each.name for each in on_disk(konkret)} == {young, file.rsplit("/", 1)[1]}


@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_a_file_that_was_lost_is_told_of(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        _, file = await enclosed(anne)
        on_disk(konkret)[0].unlink()
        assert "Bilaget findes ikke længere." in await anne.goes_to(file)
        assert anne.status == 404
