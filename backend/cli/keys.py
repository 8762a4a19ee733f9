"""`konkret keys`: the keys that push messages are signed with."""

import click

from backend import clock, config, kept
from backend.cli.told import told
from backend.config import Settings
from backend.notify import vapid

BY_SETTING = """The key in use stands in KONKRET_VAPID_PRIVATE_KEY, which nothing here can change. Then by hand:
1. Put what stands there first in KONKRET_VAPID_FORMER_KEYS, a comma after it if something stands there already.
2. Set KONKRET_VAPID_PRIVATE_KEY to a new key, for example to this one, which is kept nowhere else:
   {key}
3. Start every process anew."""
BY_FILE = """{offered}
This is the key now; start every process anew. A phone that was subscribed with the former key is subscribed with this
one when Konkret is next opened on it. Until then the former one is honoured: it is kept in
{aside}
`konkret doctor` tells how many subscriptions still stand on it. Take the file away when
there are none, or few enough."""


@click.group(invoke_without_command=True)
@click.pass_context
@told
def keys(context: click.Context) -> None:
    """Make the key for push messages where there is none, and print its public half."""
    if context.invoked_subcommand is None:
        settings = config.load()
        kept.open_folder(settings)
        click.echo(kept.push_keys(settings).offered.public)


@keys.command()
@told
def rotate() -> None:
    """Put another key in its place; subscriptions that were made with the former one are honoured meanwhile."""
    click.echo(_rotated(config.load()))


def _rotated(settings: Settings) -> str:
    if settings.vapid_private_key:
        return BY_SETTING.format(key=vapid.new_setting())
    kept.open_folder(settings)
    aside = kept.rotate_push_key(settings, now=clock.now())
    return BY_FILE.format(offered=kept.push_keys(settings).offered.public, aside=aside)
