"""What a first visit costs a phone: everything the start page loads, and each file alone."""

import re
from pathlib import Path

import httpx

from backend.app import DIST
from backend.web.session import COOKIE
from backend.web.static import Assets
from tests.bench.browser import Message, Tab, browsing
from tests.bench.deployment import Deployment
from tests.bench.report import Row

ENCODINGS = ("br", "gzip")
# What a built file's name has of its content.
HASH = re.compile(r"-\w{8,10}(?=\.)")
PAUSE = "new Promise((resolve) => setTimeout(resolve, 1000))"
TAKEN_OVER = "navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)"


def measured(town: Deployment, *, profile: Path) -> list[Row]:
    """The rows about bytes."""
    assets = Assets.load(DIST)
    by_address = first_visit(town, profile=profile)
    heaviest = sorted(by_address.items(), key=lambda each: -each[1])
    note = ", ".join(f"{HASH.sub('', address.rsplit('/', 1)[1]) or 'the page'} {size}" for address, size in heaviest)
    return [
        Row(name="home, first visit", value=sum(by_address.values()) / 1000, unit="kB", limit=80, note=note),
        _file("page script", town, assets.url("main.js"), limit=8),
        _file("styles", town, assets.url("main.css"), limit=14),
        _file("service worker", town, "/sw.js", limit=40),
        _file("service worker, what is opened now and then", town, assets.url("sw-rest.js"), limit=40),
    ]


def first_visit(town: Deployment, *, profile: Path) -> dict[str, int]:
    """Bytes on the wire, heads included, by address: all that the page itself asked for, its icon and manifest too."""
    address = town.served.address
    with browsing(profile) as tab:
        tab.send("Network.setCookie", name=COOKIE, value=town.cookies[0].partition("=")[2], url=address)
        tab.goes_to(f"{address}/")
        tab.evaluates("document.fonts.ready.then(() => true)")
        tab.until(TAKEN_OVER)
        # The icon comes when all else is done, and nothing tells that it has.
        tab.evaluates(PAUSE)
        return _sizes(tab)


def _sizes(tab: Tab) -> dict[str, int]:
    addresses: dict[str, str] = {}
    sizes: dict[str, int] = {}
    for event in tab.wire.events:
        told: Message = event["params"]
        if event["method"] == "Network.responseReceived" and not told["response"]["fromServiceWorker"]:
            addresses[told["requestId"]] = told["response"]["url"]
            sizes[told["requestId"]] = told["response"]["encodedDataLength"]
        elif event["method"] == "Network.loadingFinished" and told["requestId"] in sizes:
            sizes[told["requestId"]] = told["encodedDataLength"]
    by_address = dict.fromkeys(addresses.values(), 0)
    for request, size in sizes.items():
        by_address[addresses[request]] += size
    return by_address


def _file(name: str, town: Deployment, path: str, *, limit: float) -> Row:
    """The larger one of its two encodings is what counts."""
    sizes = {encoding: _sent(town, path, encoding) for encoding in ENCODINGS}
    note = ", ".join(f"{encoding} {size}" for encoding, size in sizes.items())
    return Row(name=name, value=max(sizes.values()) / 1000, unit="kB", limit=limit, note=note)


def _sent(town: Deployment, path: str, encoding: str) -> int:
    with httpx.stream("GET", town.served.address + path, headers={"accept-encoding": encoding}) as answer:
        assert answer.headers["content-encoding"] == encoding
        return sum(len(part) for part in answer.iter_raw())
