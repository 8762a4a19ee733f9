"""What a phone has kept of Anne's files is sent when there is a line: once, hers alone, nothing that was taken out."""

import pytest

from backend.clock import fresh_id
from backend.domain.attachment import MOST_BYTES
from tests.support.enclosed import enclosed, files_on, on_disk, puts, written_in
from tests.support.people import Konkret
from tests.support.uploads import PDF, encloses


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


async def test_what_a_backup_lacks_and_she_enclosed_anew_is_not_told_as_refused_when_the_phone_sends_it(
    konkret: Konkret,
) -> None:
    async with konkret.signed_in("Anne Holm") as anne:
        entry, phones = await written_in(anne), fresh_id()
        await puts(anne, phones, entry)
        await konkret.db.run("DELETE FROM attachment WHERE id = {}", phones)
        on_disk(konkret)[0].unlink()
        await anne.goes_to(entry)
        (by_hand,) = files_on(await encloses(anne, entry, name="Brev.pdf"))
        for _ in range(2):
            answer = await puts(anne, phones, entry)
            assert (answer.status_code, answer.content) == (204, b"")
            assert int(answer.headers["x-konkret-backup-hours"]) > 0
        page = await anne.goes_to(entry)
        assert (files_on(page), "Brev.pdf" in page, len(on_disk(konkret))) == ([by_hand], True, 1)
        assert (await anne.http.get(by_hand)).content == PDF
        assert (await puts(anne, fresh_id(), entry, PDF + b".")).status_code == 204
        assert len(files_on(await anne.goes_to(entry))) == len(on_disk(konkret)) == 2, "another file is another"


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
