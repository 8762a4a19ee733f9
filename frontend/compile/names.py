"""What templates, blocks and macros are called in the script. Minification makes them short."""

import re

from frontend.compile.source import MacroName


def template_function(template: str) -> str:
    """The function that draws a template: `pages/home.html` is `$pages_home`."""
    return "$" + re.sub(r"\W", "_", template.removesuffix(".html"))


def block_function(template: str, block: str) -> str:
    """The function that draws a block of a template."""
    return f"{template_function(template)}$block_{block}"


def block_table(template: str) -> str:
    """The object of all blocks a template is drawn with."""
    return f"{template_function(template)}$blocks"


def macro_function(macro: MacroName) -> str:
    """The function of a macro."""
    return f"{template_function(macro.file)}$macro_{macro.name}"
