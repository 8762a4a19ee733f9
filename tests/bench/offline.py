"""How long a phone without a connection waits for its start page when the service worker has to start for it."""

from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench.browser import Message, Tab, browsing
from tests.bench.deployment import Deployment
from tests.bench.report import Row

TIMES = 21
MOST_MS = 50
PRESS = "[...document.querySelectorAll('button.person')].find((it) => it.textContent.includes('Anne Holm')).click()"
SHOWN = "document.querySelector('h1')?.textContent === 'Hej Anne'"
BY_THE_WORKER = "performance.getEntriesByType('navigation')[0].workerStart > 0"
# What the worker draws itself weighs nothing on the wire.
DRAWN_HERE = f"{BY_THE_WORKER} && performance.getEntriesByType('navigation')[0].transferSize === 0"
COMPLETE = "(({responseEnd, startTime}) => responseEnd - startTime)(performance.getEntriesByType('navigation')[0])"


@dataclass(frozen=True)
class Phone:
    """A browser that Anne has signed in on."""

    tab: Tab
    home: str

    def opens_from_nothing(self) -> float:
        """Open the start page while the worker is stopped; milliseconds until the answer is complete."""
        self.stops_the_worker()
        self.tab.goes_to(self.home)
        assert self.tab.evaluates(f"{SHOWN} && {BY_THE_WORKER}"), "the worker did not draw the page"
        return self.tab.evaluates(COMPLETE)

    def stops_the_worker(self) -> None:
        """As the browser does when nobody needs it for a while."""
        self.tab.wire.events.clear()
        self.tab.send("ServiceWorker.stopAllWorkers")
        self.tab.wire.wait(_tells_of_the_end)


def at_home(tab: Tab, home: str) -> Phone:
    """Anne signs in, and her record is on the phone."""
    tab.goes_to(f"{home}log-ind")
    tab.evaluates(PRESS)
    tab.until(SHOWN)
    tab.until("navigator.serviceWorker.ready.then(() => true)")
    _until_drawn_here(tab, home)
    return Phone(tab, home)


def measured(town: Deployment, *, profile: Path) -> list[Row]:
    """The rows about the phone. The server is stopped for good on the way."""
    home = f"{town.served.address}/"
    with browsing(profile) as tab:
        phone = at_home(tab, home)
        town.served.stop()
        from_the_app = tuple(phone.opens_from_nothing() for _ in range(TIMES))
        from_elsewhere = tuple(_after_leaving(phone) for _ in range(TIMES))
    return [
        Row(
            name="offline home, worker stopped",
            value=median(from_the_app),
            unit="ms",
            limit=MOST_MS,
            runs=from_the_app,
            note=f"{min(from_the_app):.0f} to {max(from_the_app):.0f}",
        ),
        Row(
            name="offline home, no page open before",
            value=median(from_elsewhere),
            unit="ms",
            runs=from_elsewhere,
            note="the browser starts a process too",
        ),
    ]


def _after_leaving(phone: Phone) -> float:
    phone.tab.goes_to("about:blank")
    return phone.opens_from_nothing()


def _until_drawn_here(tab: Tab, home: str) -> None:
    for _ in range(100):
        tab.goes_to(home)
        if tab.evaluates(DRAWN_HERE):
            return
    raise AssertionError("the worker never had the record")


def _tells_of_the_end(event: Message) -> bool:
    return event["method"] == "ServiceWorker.workerVersionUpdated" and any(
        version["runningStatus"] == "stopped" for version in event["params"]["versions"]
    )
