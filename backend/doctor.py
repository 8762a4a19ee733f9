"""`konkret doctor`: looks at settings, front end, data base, keys and clock, and says how to mend what is wrong."""

import time
from collections.abc import AsyncGenerator
from dataclasses import dataclass

from backend import clock, config, kept
from backend.app import DIST
from backend.config import ConfigError, Settings
from backend.notify.vapid import Keyring, UnusableKey
from backend.store import subscriptions
from backend.store.driver import StoreError
from backend.store.engine import Database, connect
from backend.store.migrate import head, latest
from backend.web.static import Assets, NotBuilt

BUILT_ON = 1_767_222_000_000  # 1 January 2026: no clock that is right says less
SKEW_MS = 5 * 60 * 1000


@dataclass(frozen=True)
class Finding:
    """One thing looked at. `what` says it in one sentence, with the mend when it is not well."""

    well: bool
    what: str

    @property
    def line(self) -> str:
        """As it is printed."""
        return f"{'ok  ' if self.well else 'BAD '} {self.what}"


async def examine() -> list[Finding]:
    """Everything, in the order in which it is needed."""
    try:
        settings = config.load()
    except ConfigError as error:
        return [Finding(well=False, what=f"configuration: {error}")]
    findings = [Finding(well=True, what="configuration: every setting can be used"), _front_end(), _clock()]
    try:
        kept.open_folder(settings)
    except ConfigError as error:
        return [*findings, Finding(well=False, what=str(error))]
    told, keys = _keys(settings)
    return [*findings, told, *[each async for each in _database(settings, keys)]]


def _front_end() -> Finding:
    try:
        Assets.load(DIST)
    except NotBuilt as error:
        return Finding(well=False, what=f"front end: {error}")
    return Finding(well=True, what="front end: built")


def _clock() -> Finding:
    if clock.now() < BUILT_ON:
        return Finding(well=False, what="clock: it says a year that is over; turn on time synchronisation (NTP)")
    return Finding(well=True, what=f"clock: {time.strftime('%Y-%m-%d %H:%M:%S UTC', time.gmtime())}")


def _keys(settings: Settings) -> tuple[Finding, Keyring | None]:
    if not settings.vapid_private_key and not settings.vapid_file.exists():
        return Finding(well=False, what="push key: none yet; make one with `konkret keys`"), None
    try:
        keys = kept.push_keys(settings)
    except (ConfigError, UnusableKey) as error:
        return Finding(well=False, what=f"push key: {error}"), None
    return Finding(well=True, what=f"push key: {_short(keys.offered.public)}"), keys


def _short(public: str) -> str:
    return f"{public[:12]}…"


async def _subscriptions(db: Database, keys: Keyring) -> AsyncGenerator[Finding]:
    """Where subscriptions stand on another key than the one in use."""
    found = await subscriptions.by_key(db)
    found.pop(keys.offered.public, 0)
    for former in keys.former:
        many = found.pop(former.public, 0)
        said = f"{many} subscriptions still stand on it" if many else "nothing stands on it: it may be taken away"
        yield Finding(well=True, what=f"former push key: {_short(former.public)} {said}")
    if unknown := found.pop("", 0):
        yield Finding(well=True, what=f"push key: {unknown} subscriptions do not say which they were made with")
    if lost := sum(found.values()):
        mend = "put it back, or let them go: each is dropped when something is next sent to it"
        yield Finding(well=False, what=f"push key: {lost} subscriptions stand on a key that was taken away; {mend}")


async def _database(settings: Settings, keys: Keyring | None) -> AsyncGenerator[Finding]:
    db = connect(settings)
    try:
        await db.start()
    except StoreError as error:
        yield Finding(well=False, what=f"data base: {error}")
        return
    try:
        taken, known = await head(db), latest()
        yield _versions(taken, known)
        if taken == known and keys:
            async for each in _subscriptions(db, keys):
                yield each
        if db.dialect == "postgres":
            theirs = (await db.run("SELECT (extract(epoch FROM now()) * 1000)::bigint AS ms"))[0]["ms"]
            apart = abs(theirs - clock.now())
            yield Finding(well=apart < SKEW_MS, what=f"data base: its clock and this one are {apart} ms apart")
            yield _power_cut((await db.run("SHOW fsync"))[0]["fsync"])
    finally:
        await db.close()


def _power_cut(fsync: str) -> Finding:
    if fsync != "on":
        return Finding(well=False, what="data base: a power cut would lose what was received; set fsync = on")
    return Finding(well=True, what="data base: what was received is on disk")


def _versions(taken: int, known: int) -> Finding:
    if taken < known:
        return Finding(well=False, what=f"data base: at migration {taken} of {known}; run `konkret migrate`")
    if taken > known:
        return Finding(well=False, what=f"data base: at migration {taken}, newer than this version ({known}); update")
    return Finding(well=True, what=f"data base: up to date (migration {taken})")
