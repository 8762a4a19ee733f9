"""The one set of rules every template is read by: the server draws with it and the build compiles from it."""

from collections.abc import Callable, Iterable
from functools import cache, wraps
from pathlib import Path
from typing import cast

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import InternationalizationExtension

from backend.views.filters import FILTERS

# Generators in jinja2: always true and readable once. A list answers the same question in both engines.
LISTED = ("map", "select", "reject", "selectattr", "rejectattr", "unique", "batch", "slice", "items", "reverse")
GLOBALS = ("namespace", "_", "gettext", "ngettext")


@cache
def environment(*, templates: Path) -> Environment:
    """Rules for the templates under the folder `templates`, names relative to it (`pages/home.html`).

    One for each folder: a template is compiled once in a process.

    Templates are given frozen structs, lists, strings, integers and booleans. A name or an attribute that is
    missing raises `jinja2.UndefinedError` when it is used. Danish is the source language; `{% trans %}`, `_` and
    `ngettext` hand the source text back.
    """
    rules = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        extensions=[InternationalizationExtension],
        auto_reload=False,
    )
    rules.policies["ext.i18n.trimmed"] = True
    cast(Callable[[bool], None], vars(rules)["install_null_translations"])(True)
    globals_ = cast(dict[str, object], rules.globals)
    for name in globals_.keys() - GLOBALS:
        del globals_[name]
    globals_["range"] = _numbers
    filters = cast(dict[str, Callable[..., object]], rules.filters)
    filters.update({name: _listed(filters[name]) for name in LISTED})
    filters.update(FILTERS)
    return rules


def _listed(generate: Callable[..., object]) -> Callable[..., object]:
    @wraps(generate)
    def listed(*arguments: object, **named: object) -> object:
        found = cast(Iterable[object], generate(*arguments, **named))
        return found if isinstance(found, str) else list(found)

    return listed


def _numbers(*bounds: int) -> list[int]:
    return list(range(*bounds))
