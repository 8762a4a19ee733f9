"""What Anne encloses with an application: sent, read by those who may, and gone for good when she takes it out."""

import asyncio
import re
from urllib.parse import quote

import httpx
import pytest

from backend.clock import fresh_id
from backend.domain.attachment import MOST_BYTES
from tests.support.enclosed import enclosed, files_on, on_disk, puts, written_in
from tests.support.people import Konkret
from tests.support.sync_web import Line
from tests.support.uploads import ANNES as NAME
from tests.support.uploads import AS_A_PAGE as SAME_SITE
from tests.support.uploads import PDF, encloses


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
        assert (await puts(anne, fresh_id(), entry)).status_code == 204
        assert len(on_disk(konkret)) == 1
        assert (await puts(anne, fresh_id(), await written_in(anne, "Tjener"))).status_code == 204
        assert len(on_disk(konkret)) == 2, "another application may have the same"


@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_the_same_file_sent_twice_at_once_is_enclosed_once(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        entry = await written_in(anne)
        answers = await asyncio.gather(*(puts(anne, fresh_id(), entry) for _ in range(2)))
        assert [answer.status_code for answer in answers] == [204, 204]
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


@pytest.mark.parametrize("dialect", ["sqlite"])
async def test_without_the_token_nothing_is_kept(konkret: Konkret) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        entry = await written_in(anne)
        answer: httpx.Response = await anne.http.post(
            f"{entry}/bilag", data={"token": "0" * 32}, files={"file": ("cv.pdf", PDF)}, headers=SAME_SITE
        )
        assert answer.status_code == 403
        assert on_disk(konkret) == []
