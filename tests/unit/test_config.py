"""Settings: read from the environment, every one of them written down, and wrong ones refused in plain words."""

import re
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from backend import outlets
from backend.config import ConfigError, Settings, load, variables
from backend.kept import kept, signing_secret

ROOT = Path(__file__).parents[2]
EXAMPLE = (ROOT / "deploy" / "env.example").read_text("utf-8")
SECRET = "a-secret-of-more-than-thirty-two-characters"
ALL = {name for field in Settings.model_fields for name in variables(field)}


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ALL:
        monkeypatch.delenv(name, raising=False)


def test_without_any_variable_it_is_an_sqlite_file_on_this_machine_alone() -> None:
    settings = load()
    assert settings.sqlite_file == Path.cwd() / ".konkret" / "konkret.sqlite"
    assert not settings.database_url
    assert settings.origin == "http://127.0.0.1:8000"
    assert not settings.demo
    assert "fcm.googleapis.com" in settings.push_hosts


@pytest.mark.parametrize(
    ("name", "value", "field", "expected"),
    [
        ("KONKRET_DATA", "/srv/konkret", "folder", Path("/srv/konkret")),
        ("PORT", "8123", "port", 8123),
        ("KONKRET_PORT", "", "port", 8000),
        ("KONKRET_DEMO", "true", "demo", True),
        ("KONKRET_PUBLIC_URL", "https://konkret.example/", "public_url", "https://konkret.example"),
        ("KONKRET_PUSH_HOSTS", "Push.example, .push.example", "push_hosts", ("push.example", ".push.example")),
        ("KONKRET_LOG_LEVEL", "WARNING", "log_level", "warning"),
    ],
)
def test_a_variable_sets_its_field(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, field: str, expected: object
) -> None:
    monkeypatch.setenv(name, value)
    assert getattr(load(), field) == expected


def test_the_prefixed_port_comes_before_the_bare_one_and_a_given_one_before_both(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PORT", "1")
    monkeypatch.setenv("KONKRET_PORT", "2")
    assert load().port == 2
    assert load(port=3).port == 3


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("PORT", "http", "KONKRET_PORT or PORT must be a whole number from 0 to 65535"),
        ("KONKRET_PORT", "65536", "KONKRET_PORT or PORT must be a whole number from 0 to 65535"),
        ("KONKRET_SESSION_DAYS", "0", "KONKRET_SESSION_DAYS must be a whole number of days from 1 to 365"),
        ("KONKRET_DEMO", "perhaps", "KONKRET_DEMO must be true or false"),
        ("KONKRET_LOG_LEVEL", "loud", "KONKRET_LOG_LEVEL must be debug, info, warning or error"),
        ("KONKRET_SECRET", "short", "KONKRET_SECRET must be at least 32 characters that nobody can guess"),
        ("KONKRET_PUSH_HOSTS", "https://push.example", "KONKRET_PUSH_HOSTS must be host names with commas between"),
        ("KONKRET_PUBLIC_URL", "konkret.example", "KONKRET_PUBLIC_URL must be empty or an address like https://"),
        ("KONKRET_PUBLIC_URL", "https://konkret.example/app", "KONKRET_PUBLIC_URL must be empty or an address like"),
        ("KONKRET_VAPID_SUBJECT", "drift", "KONKRET_VAPID_SUBJECT must be mailto: and an e-mail address, or an https"),
        ("KONKRET_MAIL_PORT", "0", "KONKRET_MAIL_PORT must be a whole number from 1 to 65535"),
        ("KONKRET_MAIL_SECURITY", "some", "KONKRET_MAIL_SECURITY must be starttls, tls, or none for a mail server on"),
        ("KONKRET_MAIL_SENDER", "Konkret", "KONKRET_MAIL_SENDER must be empty or an e-mail address"),
        (
            "KONKRET_SMS_TEMPLATE",
            '{"to": "{to}"}',
            "KONKRET_SMS_TEMPLATE must be a JSON object in which {to} and {text}",
        ),
        ("KONKRET_SMS_TEMPLATE", "{to}{text}", "KONKRET_SMS_TEMPLATE must be a JSON object in which {to} and {text}"),
        ("KONKRET_DATABASE_URL", "mysql://x:hemmelig@db/k", "KONKRET_DATABASE_URL must be empty or an address like po"),
    ],
)
def test_a_wrong_value_is_one_sentence_that_names_the_variable(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigError) as refused:
        load()
    assert str(refused.value).startswith(sentence)
    assert "\n" not in str(refused.value)
    assert "hemmelig" not in str(refused.value)
    assert refused.value.__suppress_context__


def test_several_wrong_values_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KONKRET_PORT", "x")
    monkeypatch.setenv("KONKRET_DEMO", "x")
    with pytest.raises(ConfigError, match=r"KONKRET_PORT or PORT must be .*; KONKRET_DEMO must be"):
        load()


@pytest.mark.parametrize(
    "elsewhere",
    [{"host": "0.0.0.0"}, {"host": "192.168.1.7"}, {"host": "::"}, {"public_url": "https://konkret.example"}],  # noqa: S104
)
def test_the_demo_stays_on_this_machine_unless_told_in_so_many_words(elsewhere: dict[str, str]) -> None:
    with pytest.raises(ConfigError, match="KONKRET_DEMO_LETS_ANYONE_IN must be true, and then anyone"):
        load(demo=True, **elsewhere)
    assert load(demo=True, demo_lets_anyone_in=True, **elsewhere).demo
    assert not load(**elsewhere).demo


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.8.9.1"])
def test_the_demo_may_run_on_loopback(host: str) -> None:
    assert load(demo=True, host=host).demo


def test_processes_that_share_postgresql_must_be_given_their_secret() -> None:
    with pytest.raises(ConfigError, match="KONKRET_SECRET must be at least 32 characters"):
        load(database_url="postgresql://db/konkret")
    assert load(database_url="postgresql://db/konkret", secret=SECRET).database_url


def test_e_mails_have_a_sender_and_are_encrypted_on_their_way_to_another_machine() -> None:
    with pytest.raises(
        ConfigError, match="KONKRET_MAIL_SENDER must be an e-mail address when KONKRET_MAIL_HOST is set"
    ):
        load(mail_host="smtp.fjordby.example")
    sender = "konkret@fjordby.example"
    with pytest.raises(ConfigError, match="KONKRET_MAIL_SECURITY may be none for a mail server on this machine alone"):
        load(mail_host="smtp.fjordby.example", mail_sender=sender, mail_security="none")
    assert load(mail_host="127.0.0.1", mail_sender=sender, mail_security="none").mail_host
    assert load(mail_host="smtp.fjordby.example", mail_sender=sender).mail_security == "starttls"


@pytest.mark.parametrize("url", ["sms_url", "digital_post_url"])
def test_a_gateway_is_called_by_https_at_a_host_on_the_list(url: str) -> None:
    hosts = "besked.fjordby.example"
    for wrong in (
        "http://besked.fjordby.example/sms",
        "https://evil.example/sms",
        "https://besked.fjordby.example.evil.example/sms",
        "https://besked.fjordby.example@evil.example/sms",
        "https://me:pass@besked.fjordby.example/sms",
        "besked.fjordby.example",
    ):
        with pytest.raises(ConfigError, match=f"KONKRET_{url.upper()} must be an https address of one of"):
            load(**{url: wrong, "gateway_hosts": hosts})
    assert load(**{url: "https://besked.fjordby.example/sms", "gateway_hosts": hosts})
    with pytest.raises(ConfigError):
        load(**{url: "https://besked.fjordby.example/sms"})


async def test_the_ways_that_are_set_are_open_and_no_other(tmp_path: Path) -> None:
    async with outlets.opened(load()) as ways:
        assert ways == {}
    password = tmp_path / "password"
    password.write_text("hemmelig\n")
    given = {"mail_host": "127.0.0.1", "mail_security": "none", "mail_sender": "konkret@fjordby.example"}
    sms = {"gateway_hosts": "besked.example", "sms_url": "https://besked.example/sms", "sms_authorization": "hemmelig"}
    settings = load(**given, **sms, mail_user="konkret", mail_password_file=str(password))
    async with outlets.opened(settings) as ways:
        assert set(ways) == {"email", "sms"}
    assert "hemmelig" not in repr(settings)
    nowhere = outlets.opened(load(**given, mail_password_file=str(tmp_path / "none")))
    with pytest.raises(ConfigError, match="KONKRET_MAIL_PASSWORD_FILE must be a file that can be read"):
        await nowhere.__aenter__()
    with pytest.raises(ConfigError, match="KONKRET_PUBLIC_URL must be set, since links in e-mails and texts lead"):
        load(**given, host="0.0.0.0")  # noqa: S104 what the test is about


def test_secrets_are_not_printed() -> None:
    settings = load(
        database_url="postgresql://konkret:hemmelig@db/konkret", secret=SECRET, vapid_private_key="hemmelig"
    )
    assert "hemmelig" not in repr(settings)
    assert SECRET not in repr(settings)


def test_the_secret_is_made_once_and_kept_from_others(tmp_path: Path) -> None:
    settings = load(folder=tmp_path / "new" / "folder")
    secret = signing_secret(settings)
    assert len(secret) >= 32
    assert signing_secret(settings) == secret
    assert stat.S_IMODE(settings.secret_file.stat().st_mode) == 0o600
    assert [file.name for file in settings.folder.iterdir()] == ["secret"]
    assert signing_secret(load(folder=tmp_path, secret=SECRET)) == SECRET


def test_processes_that_start_together_keep_the_same_secret(tmp_path: Path) -> None:
    made = [str(number) * 40 for number in range(8)]
    with ThreadPoolExecutor(len(made)) as threads:
        asked = [threads.submit(kept, tmp_path / "secret", make=secret.__str__) for secret in made]
    (found,) = {answer.result() for answer in asked}
    assert found in made


def test_a_folder_that_cannot_be_written_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(ConfigError, match=r"file/secret can be neither read nor made: Not a directory"):
        signing_secret(load(folder=tmp_path / "file"))


def test_every_setting_is_described_and_stands_in_the_example_with_its_default() -> None:
    written = dict(re.findall(r"^#([A-Z_]+)=(.*)$", EXAMPLE, re.MULTILINE))
    assert written.keys() == ALL
    for field, info in Settings.model_fields.items():
        assert info.description, field
        default = "" if info.default is None else str(info.default)
        assert all(
            written[name] == default.replace("True", "true").replace("False", "false") for name in variables(field)
        )


def test_no_other_variable_is_read_or_promised_anywhere() -> None:
    inside = [file for folder in ("backend", "sync", "deploy") for file in (ROOT / folder).rglob("*")]
    files = [
        file for file in [*inside, ROOT / "Makefile", ROOT / "README.md"] if file.is_file() and file.suffix != ".pyc"
    ]
    texts = {file: file.read_text("utf-8", errors="ignore") for file in files}
    named = {name: file for file, text in texts.items() for name in re.findall(r"KONKRET_[A-Z_]*[A-Z]", text)}
    assert {name: file for name, file in named.items() if name not in ALL} == {}
    reading = [str(file) for file, text in texts.items() if re.search(r"os\.(environ|getenv)", text)]
    assert [file for file in reading if "/backend/" in file] == []
