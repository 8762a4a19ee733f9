"""Reads a page for what it says of a job: in schema.org's words, else in Open Graph's, else by the title it has."""

from urllib.parse import urljoin, urlsplit

from backend.advert.fetch import Fetched
from backend.advert.markup import markup_of
from backend.advert.posting import Posting, posting_of
from backend.advert.words import line
from backend.domain.advert import Advert, FoundBy
from backend.domain.text import web_address

_ALSO_CALLED = ("www.", "m.")


def read(page: Fetched, *, asked: str) -> Advert:
    """The advert of the page that the link `asked` led to. Never raises; what the page does not say is "".

    A page that says nothing of itself may be where one has to sign in, or is asked about cookies: then the link stays
    the one that was asked for.
    """
    markup = markup_of(page.body, page.charset)
    posting = posting_of(markup)
    shown = line(markup.named.get("og:title", ""))
    link = asked
    if posting or shown:
        link = _link(
            page.url, (markup.canonical, markup.named.get("og:url", ""), posting.url if posting else ""), asked
        )
    if posting:
        return _advert(posting, link, "posting")
    title = shown or line(markup.title)
    return _advert(Posting(title=title), link, "opengraph" if shown else "title" if title else "")


def _advert(told: Posting, link: str, found_by: FoundBy) -> Advert:
    return Advert(
        title=told.title,
        employer=told.employer,
        place=told.place,
        deadline=told.deadline,
        link=link,
        found_by=found_by,
    )


def _link(here: str, named: tuple[str, ...], asked: str) -> str:
    """The address that the page calls its own: without what a link carries to tell people apart."""
    for address in (*named, here):
        try:
            whole = urljoin(here, address)
            if address and _is_of_site(whole, here) and isinstance(web_address(whole), str):
                return whole
        except ValueError:
            continue
    return asked


def _is_of_site(address: str, here: str) -> bool:
    """Some sites call all their pages by the address of their first one, which leads nobody back to this job."""
    is_first = urlsplit(address).path in {"", "/"} and urlsplit(here).path not in {"", "/"}
    return not is_first and _site(address) == _site(here)


def _site(address: str) -> str:
    name = (urlsplit(address).hostname or "").lower()
    return next((name.removeprefix(prefix) for prefix in _ALSO_CALLED if name.startswith(prefix)), name)
