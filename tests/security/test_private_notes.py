"""What a citizen writes for themselves alone is on no page, in no file and in no struct of anybody else's."""

import re
from typing import cast

from litestar.handlers import HTTPRouteHandler

from backend.app import HANDLERS
from backend.clock import fresh_id
from backend.store import record as records
from tests.support.people import Browser, Konkret, forms_of

SECRET = "Hvalros-hemmelighed"
SHARED = "Hvalros-delt"
PATIENCE = 300


async def test_a_private_note_is_on_no_page_of_a_caseworker(konkret: Konkret) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    async with konkret.signed_in("Anne Holm") as anne:
        await _write(anne, note=SHARED, private_note=SECRET)
        await _write(anne, title="Delfinpasser", note="", private_note=SECRET, status="planned")
        rows = await konkret.db.run(
            "SELECT private_note FROM joblog WHERE citizen = {} AND private_note = {}", anne_id, SECRET
        )
        assert len(rows) == 2
    async with konkret.signed_in("Karen Lund") as karen:
        pages = await _everything(karen, of=anne_id)
    assert any("Delfinpasser" in page for page in pages.values())
    assert any(SHARED in page for page in pages.values())
    assert [address for address, page in pages.items() if SECRET in page] == []
    unseen = [path for path in _paths() if not any(re.fullmatch(path, address) for address in pages)]
    assert unseen == []


async def test_not_even_their_views_are_given_it(konkret: Konkret) -> None:
    anne_id = await konkret.id_of("Anne Holm")
    async with konkret.signed_in("Anne Holm") as anne:
        await _write(anne, note=SHARED, private_note=SECRET)
    with konkret.db.bound():
        assert SECRET in str(await records.read(konkret.db, anne_id))
        assert SHARED in str(record := await records.read_shared(konkret.db, anne_id))
        assert SECRET not in str(record)


async def _write(anne: Browser, **typed: str) -> None:
    """Write an entry in; the page's own fields are tested elsewhere."""
    await anne.goes_to("/joblog/ny")
    fields = next(fields for address, fields in forms_of(anne.page) if address == "/joblog")
    await anne.posts("/joblog", fields | {"title": "Hvalpasser", "employer": "Havet", "id": fresh_id()} | typed)
    assert anne.status == 200, anne.page


async def _everything(karen: Browser, *, of: str) -> dict[str, str]:
    """Every page about one citizen that links lead to, and those that come back for forms that are wrong."""
    pages: dict[str, str] = {}
    ahead = ["/borgere", f"/borgere/{of}"]
    while ahead and len(pages) < PATIENCE:
        address = ahead.pop()
        if address in pages:
            continue
        pages[address] = page = await karen.goes_to(address)
        ahead += [link for link in re.findall(r'href="(/borgere/[^"#?]+)', page) if of in link]
        # What is to be sent is looked at through a button of the meeting's form.
        ahead += [f"{address}/send"] if re.fullmatch(r".*/moede/[^/]+", address) else []
        for action, fields in forms_of(page):
            if action.startswith("/borgere"):
                wrong = {name: text if name == "token" else "\u202e" for name, text in fields.items()}
                pages[f"POST {action}"] = await karen.posts(action, wrong)
                await karen.goes_to(address)
    return pages


def _paths() -> list[str]:
    """A pattern for each page that a caseworker may ask for."""
    shown = [each for each in HANDLERS if "GET" in each.http_methods and "caseworker" in _guards(each)]
    return [re.sub(r"\{[^}]+\}", "[^/]+", path) for each in shown for path in each.paths]


def _guards(handler: HTTPRouteHandler) -> set[str]:
    return {str(getattr(guard, "__name__", guard)) for guard in cast("list[object]", handler.guards or [])}
