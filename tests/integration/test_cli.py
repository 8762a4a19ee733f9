"""The `konkret` command: what goes wrong at a start is one sentence and exit code 2, with nothing touched."""

import asyncio
import socket
import sqlite3
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from msgspec import structs

from backend.cli.reminders import WHY
from backend.config import Settings
from backend.domain.reminder import KINDS
from backend.notify.vapid import new_key
from backend.store import subscriptions
from tests.support.command import konkret, serving
from tests.support.databases import Databases, opened
from tests.support.push_service import Receiver, push_service


def _one_sentence(err: str) -> bool:
    return err.startswith("konkret: ") and err.count("\n") == 1 and "Traceback" not in err


def test_help_tells_every_command() -> None:
    said = konkret("--help")
    assert said.code == 0
    for command in ("run", "web", "worker", "migrate", "demo", "keys", "doctor", "restored", "push-test", "erase"):
        assert f"\n  {command} " in said.out


def test_the_demo_is_served_from_an_empty_folder_and_again(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"
    for _ in range(2):
        with serving("demo", "--port", "0", "--data", str(folder)) as served:
            page = httpx.get(f"{served.address}/log-ind", headers={"accept": "text/html"})
            assert page.text.count("Anne Holm") == 1
            assert httpx.get(f"{served.address}/readyz").text == "ready"
            assert served.stop() == 0


def test_a_port_in_use_is_told_and_nothing_touched(tmp_path: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = str(taken.getsockname()[1])
        said = konkret("demo", PORT=port, KONKRET_DATA=str(tmp_path / "data"))
    assert said.code == 2
    assert _one_sentence(said.err)
    assert port in said.err
    assert not (tmp_path / "data").exists()


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file is no folder")
    said = konkret("demo", "--port", "0", "--data", str(tmp_path / "file" / "data"))
    assert said.code == 2
    assert _one_sentence(said.err)
    assert "KONKRET_DATA" in said.err


def test_a_data_base_from_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    assert konkret("migrate", KONKRET_DATA=str(tmp_path)).code == 0
    file = tmp_path / "konkret.sqlite"
    with closing(sqlite3.connect(file)) as db, db:
        db.execute("INSERT INTO migration (number, name, at) VALUES (9999, 'm9999_from_the_future', 0)")
    with closing(sqlite3.connect(file)) as db:
        before = list(db.iterdump())
    for command in (["demo", "--port", "0"], ["migrate"], ["worker"]):
        said = konkret(*command, KONKRET_DATA=str(tmp_path))
        assert said.code == 2, command
        assert _one_sentence(said.err)
    with closing(sqlite3.connect(file)) as db:
        assert list(db.iterdump()) == before


@pytest.mark.parametrize("environment", [{"KONKRET_HOST": "::"}, {"KONKRET_PUBLIC_URL": "https://konkret.example"}])
def test_the_demo_stays_on_this_machine_unless_told_otherwise(tmp_path: Path, environment: dict[str, str]) -> None:
    said = konkret("demo", "--port", "0", "--data", str(tmp_path / "data"), **environment)
    assert said.code == 2
    assert "KONKRET_DEMO_LETS_ANYONE_IN" in said.err
    assert not (tmp_path / "data").exists()


def test_a_wrong_setting_is_named(tmp_path: Path) -> None:
    said = konkret("run", KONKRET_DATA=str(tmp_path), KONKRET_PORT="many")
    assert said.code == 2
    assert _one_sentence(said.err)
    assert "KONKRET_PORT or PORT must be a whole number from 0 to 65535" in said.err


def test_the_doctor_says_what_is_wrong_and_then_that_all_is_well(tmp_path: Path) -> None:
    ill = konkret("doctor", KONKRET_DATA=str(tmp_path))
    assert ill.code == 1
    assert "konkret migrate" in ill.out
    assert "konkret keys" in ill.out
    assert konkret("migrate", KONKRET_DATA=str(tmp_path)).code == 0
    public = konkret("keys", KONKRET_DATA=str(tmp_path)).out.strip()
    assert len(public) == 87
    assert konkret("keys", KONKRET_DATA=str(tmp_path)).out.strip() == public, "made once, then kept"
    well = konkret("doctor", KONKRET_DATA=str(tmp_path))
    assert (well.code, "BAD" in well.out) == (0, False)
    assert ((tmp_path / "vapid.pem").stat().st_mode & 0o777) == 0o600


async def test_another_key_is_made_and_the_doctor_counts_who_stands_on_the_former(databases: Databases) -> None:
    settings = databases.fresh("sqlite")
    environment = {"KONKRET_DATA": str(settings.folder)}
    first = (await asyncio.to_thread(konkret, "keys", **environment)).out.strip()
    async with opened(settings) as db:
        await db.run("INSERT INTO organisation (id, kind, name) VALUES ('o', 'jobcentre', 'Jobcenter')")
        await db.run("INSERT INTO person (id, name, role, organisation) VALUES ('a', 'Anne Holm', 'citizen', 'o')")
        phone = Receiver("https://push.example", "anne").subscription
        await subscriptions.keep(db, structs.replace(phone, made_with=first), person="a", now=0)
    said = await asyncio.to_thread(konkret, "keys", "rotate", **environment)
    assert said.code == 0, said.err
    second = said.out.splitlines()[0]
    assert (second != first, len(second)) == (True, 87)
    assert (await asyncio.to_thread(konkret, "keys", **environment)).out.strip() == second
    (aside,) = settings.folder.glob("vapid-*.pem")
    assert str(aside) in said.out
    assert [file.stat().st_mode & 0o777 for file in (aside, settings.vapid_file)] == [0o600, 0o600]
    told = (await asyncio.to_thread(konkret, "doctor", **environment)).out
    assert f"ok   push key: {second[:12]}…" in told
    assert f"ok   former push key: {first[:12]}… 1 subscriptions still stand on it" in told
    aside.unlink()
    ill = await asyncio.to_thread(konkret, "doctor", **environment)
    assert (ill.code, "BAD  push key: 1 subscriptions stand on a key that was taken away" in ill.out) == (1, True)
    databases.drop(settings)


def test_keys_that_are_settings_are_changed_by_hand(tmp_path: Path) -> None:
    environment = {"KONKRET_DATA": str(tmp_path)}
    lines = konkret("keys", "rotate", KONKRET_VAPID_PRIVATE_KEY=new_key(), **environment).out
    key = next(line.strip() for line in lines.splitlines() if len(line.strip()) == 43)
    used = konkret(
        "keys", KONKRET_VAPID_PRIVATE_KEY=key, KONKRET_VAPID_FORMER_KEYS=f"{new_key()}, {key}", **environment
    )
    assert (used.code, len(used.out.strip())) == (0, 87)
    said = konkret("keys", KONKRET_VAPID_PRIVATE_KEY=key, KONKRET_VAPID_FORMER_KEYS="x", **environment)
    assert (said.code, _one_sentence(said.err), "former private key" in said.err) == (2, True, True)
    assert list(tmp_path.glob("vapid*")) == []


@pytest.mark.parametrize("dialect", ["postgres"])
def test_the_doctor_tells_of_a_data_base_that_a_power_cut_would_harm(settings: Settings) -> None:
    environment = {"KONKRET_DATA": str(settings.folder), "KONKRET_SECRET": "s" * 40}
    told = konkret("doctor", KONKRET_DATABASE_URL=settings.database_url.get_secret_value(), **environment)
    assert "BAD  data base: a power cut would lose what was received; set fsync = on" in told.out, (
        "the tests' own has it off"
    )


@pytest.mark.parametrize("dialect", ["sqlite", "postgres"])
async def test_web_and_worker_run_apart_on_one_data_base(databases: Databases, dialect: str) -> None:
    settings = databases.fresh("postgres" if dialect == "postgres" else "sqlite", stage="empty")
    environment = {
        "KONKRET_DATA": str(settings.folder),
        "KONKRET_DATABASE_URL": settings.database_url.get_secret_value(),
        "KONKRET_SECRET": "s" * 40,
        "KONKRET_PORT": "0",
    }

    def run() -> None:
        with serving("web", **environment) as served:
            assert httpx.get(f"{served.address}/readyz").text == "ready"
            assert served.stop() == 0

    await asyncio.to_thread(run)
    databases.drop(settings)


async def test_push_test_sends_a_real_encrypted_message(databases: Databases) -> None:
    settings = databases.fresh("sqlite")
    environment = {"KONKRET_DATA": str(settings.folder)}
    async with push_service() as service:
        phone = Receiver(service.address, "anne")
        async with opened(settings) as db:
            await db.run("INSERT INTO organisation (id, kind, name) VALUES ('o', 'jobcentre', 'Jobcenter')")
            await db.run("INSERT INTO person (id, name, role, organisation) VALUES ('a', 'Anne Holm', 'citizen', 'o')")
            said = await asyncio.to_thread(konkret, "push-test", "Anne Holm", **environment)
            assert said.code == 1
            assert "Slå påmindelser til" in said.out
            await subscriptions.keep(db, phone.subscription, person="a", now=0)
        said = await asyncio.to_thread(konkret, "push-test", "Anne Holm", **environment)
        assert (said.code, said.out.strip()) == (0, "sent")
        assert phone.read(service.taken[0])["body"] == "Det virker: dine påmindelser når frem."
        nobody = await asyncio.to_thread(konkret, "push-test", "Nobody", **environment)
        assert nobody.code == 2
    databases.drop(settings)


def test_reminders_are_explained_and_the_queue_is_told(tmp_path: Path) -> None:
    folder = str(tmp_path)
    with serving("demo", "--port", "0", "--data", folder) as served:
        assert served.stop() == 0
    said = konkret("reminders", "explain", "Anne Holm", KONKRET_DATA=folder)
    assert said.code == 0, said.err
    assert "meeting-tomorrow" in said.out
    assert "a meeting is booked: the day before it" in said.out
    assert "another version" not in said.out
    days = [line[:16] for line in said.out.splitlines()]
    assert days == sorted(days), "in the order they fall due"

    queue = konkret("reminders", "queue", KONKRET_DATA=folder)
    assert queue.code == 0, queue.err
    assert queue.out.startswith("due and waiting: ")
    assert konkret("reminders", "explain", "Ingen Kender", KONKRET_DATA=folder).code == 2


def test_every_kind_of_reminder_says_why_there_is_one() -> None:
    assert WHY.keys() == set(KINDS)
