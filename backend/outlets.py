"""The ways out that this deployment has turned on beside push, made of its settings."""

from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from backend.config import ConfigError, Settings
from backend.domain.delivery import Way
from backend.notify.gateway import Gateway, Outlet
from backend.notify.letter import Sender
from backend.notify.mail import Mail, Relay
from backend.notify.way import Post, Posts


@asynccontextmanager
async def opened(settings: Settings) -> AsyncGenerator[Posts]:
    """Those that are on, until the end of the block. Raises ConfigError."""
    ways: dict[Way, Post] = {}
    async with AsyncExitStack() as stack:
        if settings.mail_host:
            ways["email"] = Mail(_relay(settings), Sender(address=settings.mail_sender, origin=settings.origin))
        for name, outlet in _gateways(settings).items():
            gateway = Gateway(outlet, origin=settings.origin)
            await gateway.open()
            stack.push_async_callback(gateway.close)
            ways[name] = gateway
        yield ways


def _gateways(settings: Settings) -> dict[Way, Outlet]:
    found: dict[Way, Outlet] = {
        "sms": Outlet(
            url=settings.sms_url,
            authorization=settings.sms_authorization.get_secret_value(),
            template=settings.sms_template,
        ),
        "digital-post": Outlet(
            url=settings.digital_post_url,
            authorization=settings.digital_post_authorization.get_secret_value(),
            template=settings.digital_post_template,
        ),
    }
    return {name: outlet for name, outlet in found.items() if outlet.url}


def _relay(settings: Settings) -> Relay:
    return Relay(
        host=settings.mail_host,
        port=settings.mail_port,
        security=settings.mail_security,
        user=settings.mail_user,
        password=_password(settings),
    )


def _password(settings: Settings) -> str:
    if not settings.mail_password_file:
        return settings.mail_password.get_secret_value()
    try:
        return Path(settings.mail_password_file).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError("KONKRET_MAIL_PASSWORD_FILE must be a file that can be read") from error
