"""How a command of the console tells what can go wrong: in a sentence."""

import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import click

from backend.config import ConfigError
from backend.domain.errors import DomainError
from backend.notify.vapid import UnusableKey
from backend.serving import PortTaken
from backend.store.driver import StoreError
from backend.web.static import NotBuilt

P = ParamSpec("P")
EXPECTED = (ConfigError, PortTaken, StoreError, NotBuilt, UnusableKey, DomainError)


def told(command: Callable[P, None]) -> Callable[P, None]:
    """What can go wrong at a start is one sentence and exit code 2, never a traceback."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except EXPECTED as error:
            click.echo(f"konkret: {error}", err=True)
            sys.exit(2)

    return run
