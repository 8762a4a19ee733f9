"""Settings: the environment, read once, into one frozen value that says what everything in it means."""

from pathlib import Path
from typing import Annotated, Any, Literal, Self, cast
from urllib.parse import urlsplit

from pydantic import AfterValidator, AliasChoices, BeforeValidator, SecretStr, ValidationError, model_validator
from pydantic.config import JsonDict
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from backend.config import values
from backend.config.values import setting
from backend.domain.subscription import may_be_called

PREFIX = "KONKRET_"
PUSH_HOSTS = (
    "fcm.googleapis.com",
    "jmt17.google.com",
    "updates.push.services.mozilla.com",
    "web.push.apple.com",
    ".notify.windows.com",
)

TEMPLATE = '{"to": "{to}", "text": "{text}", "id": "{id}"}'
TEMPLATE_RULE = "a JSON object in which {to} and {text} stand in texts"


class ConfigError(Exception):
    """A setting that cannot be used; the text is one sentence that names the variable and what it must be."""


class Settings(BaseSettings):
    """Every setting there is. The variable is the field's name in capitals after `KONKRET_`, or what the field says."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, frozen=True, populate_by_name=True, validate_default=True
    )

    database_url: Annotated[SecretStr, AfterValidator(values.postgres)] = setting(
        "",
        "PostgreSQL's address, with user and password. Empty: an SQLite file in the data folder.",
        must_be="empty or an address like postgresql://user:password@host:5432/konkret",
    )
    folder: Annotated[Path, AfterValidator(values.absolute)] = setting(
        ".konkret",
        "The data folder: the SQLite file, and the secrets that are made on the first start.",
        must_be="a folder that can be written",
        variables=("KONKRET_DATA",),
    )
    files: str = setting(
        "",
        "The folder that attached files are kept in. Empty: a folder in the data folder.",
        must_be="empty or a folder that can be written, which every process has",
    )
    host: str = setting(
        "127.0.0.1",
        "The address to listen on. A reverse proxy on the same machine needs no other.",
        must_be="a name or an address of this machine",
        min_length=1,
    )
    port: int = setting(
        8000,
        "The port to listen on; 0 takes a free one. PORT is read where KONKRET_PORT is not set.",
        must_be="a whole number from 0 to 65535",
        variables=("KONKRET_PORT", "PORT"),
        ge=0,
        le=65535,
    )
    public_url: Annotated[str, AfterValidator(values.origin)] = setting(
        "",
        "The address that people type, as the reverse proxy answers it. Empty: http, the host and the port above.",
        must_be="empty or an address like https://konkret.example without a path",
    )
    demo: bool = setting(
        False,
        "Serve the demo town, where people sign in by pressing a name, without a password.",
        must_be="true or false",
    )
    demo_lets_anyone_in: bool = setting(
        False,
        "Allow the demo to be reached from other machines: anyone who finds the address can then be anyone in it.",
        must_be="true or false",
    )
    secret: Annotated[SecretStr, AfterValidator(values.unguessable)] = setting(
        "",
        "Signs form tokens; the same for every process. Empty with SQLite: made once and kept in the data folder.",
        must_be=f"at least {values.SECRET_LENGTH} characters that nobody can guess",
    )
    session_days: int = setting(
        30, "Days that a sign-in lasts.", must_be="a whole number of days from 1 to 365", ge=1, le=365
    )
    backup_horizon_hours: int = setting(
        48,
        "Hours after which every change is in a backup. Phones keep what they sent until then and can send it again.",
        must_be="a whole number of hours from 1 to 2160",
        ge=1,
        le=2160,
    )
    tombstone_days: int = setting(
        180,
        "Days that deletions are told of. A phone that was away for longer fetches its whole record anew.",
        must_be="a whole number of days from 7 to 3650",
        ge=7,
        le=3650,
    )
    log_days: int = setting(
        400,
        "Days that what a phone sent stays in the log. A repeat that comes later is not told what became of it.",
        must_be="a whole number of days from 90 to 3650",
        ge=90,
        le=3650,
    )
    vapid_private_key: SecretStr = setting(
        "",
        "The private key that push messages are signed with. Empty: a file in the data folder, made by `konkret keys`.",
        must_be="a P-256 private key, as `konkret keys` makes it",
    )
    vapid_former_keys: SecretStr = setting(
        "",
        "Former private keys, for the browsers that were subscribed with them: the latest first, with commas between.",
        must_be="P-256 private keys with commas between them",
    )
    vapid_subject: str = setting(
        "mailto:drift@konkret.example",
        "Whom a push service can write to when our messages trouble it.",
        must_be="mailto: and an e-mail address, or an https address",
        pattern=r"^(mailto:[^@\s]+@[^@\s]+|https://\S+)$",
    )
    push_hosts: Annotated[tuple[str, ...], NoDecode, BeforeValidator(values.hosts)] = setting(
        ",".join(PUSH_HOSTS),
        "Push services that may be called: hosts, or with a dot in front every host below that name.",
        must_be="host names with commas between them",
    )
    mail_host: str = setting(
        "", "The mail server that takes e-mails. Empty: no e-mails.", must_be="empty or the name of a mail server"
    )
    mail_port: int = setting(587, "The mail server's port.", must_be="a whole number from 1 to 65535", ge=1, le=65535)
    mail_security: Annotated[Literal["starttls", "tls", "none"], BeforeValidator(values.small)] = setting(
        "starttls",
        "How the way to the mail server is encrypted. A server that then cannot is told nothing.",
        must_be="starttls, tls, or none for a mail server on this machine",
    )
    mail_user: str = setting("", "Whom the mail server knows us as. Empty: it does not ask.", must_be="a user name")
    mail_password: SecretStr = setting("", "The password that goes with it.", must_be="a password")
    mail_password_file: str = setting(
        "", "A file with that password, in place of the one above.", must_be="empty or a file that can be read"
    )
    mail_sender: Annotated[str, AfterValidator(values.mail_address)] = setting(
        "",
        "The address that e-mails come from. Nobody needs to read it.",
        must_be="empty or an e-mail address",
    )
    gateway_hosts: Annotated[tuple[str, ...], NoDecode, BeforeValidator(values.hosts)] = setting(
        "",
        "Hosts of the gateways below that may be called, or with a dot in front every host below that name.",
        must_be="host names with commas between them",
    )
    sms_url: str = setting("", "The gateway that sends SMS. Empty: none.", must_be="empty or an https address")
    sms_authorization: SecretStr = setting("", "What it wants in the Authorization header.", must_be="one line")
    sms_template: Annotated[str, AfterValidator(values.template)] = setting(
        TEMPLATE, "The JSON it takes; {to}, {text} and {id} are filled in.", must_be=TEMPLATE_RULE
    )
    digital_post_url: str = setting(
        "",
        "The gateway that sends Digital Post, told the person's id for {to}. Empty: none.",
        must_be="empty or an https address",
    )
    digital_post_authorization: SecretStr = setting(
        "", "What it wants in the Authorization header.", must_be="one line"
    )
    digital_post_template: Annotated[str, AfterValidator(values.template)] = setting(
        TEMPLATE, "The JSON it takes; {to}, {text} and {id} are filled in.", must_be=TEMPLATE_RULE
    )
    metrics_token: Annotated[SecretStr, AfterValidator(values.unguessable)] = setting(
        "",
        "What a monitor says to be told numbers at /metrics, behind «Bearer». Empty: there is no such page.",
        must_be=f"empty or at least {values.SECRET_LENGTH} characters that nobody can guess",
    )
    log_level: Annotated[Literal["debug", "info", "warning", "error"], BeforeValidator(values.small)] = setting(
        "info", "How much is logged.", must_be="debug, info, warning or error"
    )

    @property
    def sqlite_file(self) -> Path:
        return self.folder / "konkret.sqlite"

    @property
    def files_folder(self) -> Path:
        return values.absolute(Path(self.files)) if self.files else self.folder / "files"

    @property
    def secret_file(self) -> Path:
        return self.folder / "secret"

    @property
    def vapid_file(self) -> Path:
        return self.folder / "vapid.pem"

    @property
    def former_vapid_files(self) -> list[Path]:
        """Those that were put aside, the latest first."""
        return sorted(self.folder.glob("vapid-*.pem"), reverse=True)

    @property
    def origin(self) -> str:
        """Scheme, host and port as the browser sees them; with port 0 only the listening server knows better."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.public_url or f"http://{host}:{self.port}"

    @property
    def is_secure(self) -> bool:
        """Whether people reach it by https."""
        return self.public_url.startswith("https://")

    @property
    def names(self) -> frozenset[str]:
        """Host names that requests may be for; none at all means any, where nothing here says which they are."""
        return values.names_of(self.origin, host=self.host, is_public=bool(self.public_url))

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Self:
        if self.demo and not self.demo_lets_anyone_in and not self._stays_here():
            raise ValueError(
                f"{PREFIX}DEMO is on and {PREFIX}HOST or {PREFIX}PUBLIC_URL is not of this machine alone, so "
                f"{PREFIX}DEMO_LETS_ANYONE_IN must be true, and then anyone who finds the address can be anyone in it"
            )
        self._sends_as_it_should()
        if self.database_url and not self.secret:
            raise ValueError(
                f"{PREFIX}SECRET must be at least {values.SECRET_LENGTH} characters that nobody can guess when "
                f"{PREFIX}DATABASE_URL is set, since every process must have the same"
            )
        return self

    def _sends_as_it_should(self) -> None:
        gateways = {"sms_url": self.sms_url, "digital_post_url": self.digital_post_url}
        if self.mail_host and not self.mail_sender:
            raise ValueError(f"{PREFIX}MAIL_SENDER must be an e-mail address when {PREFIX}MAIL_HOST is set")
        if self.mail_host and self.mail_security == "none" and not values.is_loopback(self.mail_host):
            raise ValueError(f"{PREFIX}MAIL_SECURITY may be none for a mail server on this machine alone")
        for name, url in gateways.items():
            if url and not may_be_called(url, hosts=self.gateway_hosts):
                raise ValueError(
                    f"{PREFIX}{name.upper()} must be an https address of one of {PREFIX}GATEWAY_HOSTS, at the usual "
                    "port and without a user in it"
                )
        if any((self.mail_host, *gateways.values())) and not self.public_url and not values.is_loopback(self.host):
            raise ValueError(f"{PREFIX}PUBLIC_URL must be set, since links in e-mails and texts lead there")

    def _stays_here(self) -> bool:
        return all(values.is_loopback(host) for host in (self.host, urlsplit(self.origin).hostname or ""))


def load(**given: Any) -> Settings:
    """The settings from the environment; what is given here, by field name, comes first. Raises ConfigError."""
    try:
        return Settings(**given)
    except ValidationError as error:
        raise ConfigError("; ".join(_sentence(fault["loc"], fault["msg"]) for fault in error.errors())) from None


def variables(field: str) -> tuple[str, ...]:
    """The environment variables that a field of Settings is set by, the one to name first."""
    alias = Settings.model_fields[field].validation_alias
    return tuple(map(str, alias.choices)) if isinstance(alias, AliasChoices) else (PREFIX + field.upper(),)


def _sentence(place: tuple[int | str, ...], message: str) -> str:
    if not place:
        return message.removeprefix("Value error, ")
    spelled = str(place[0])
    field = next(name for name in Settings.model_fields if spelled in (name, *variables(name)))
    extra = cast(JsonDict, Settings.model_fields[field].json_schema_extra)
    return f"{' or '.join(variables(field))} must be {extra['must_be']}"
