"""What templates may not use is told when they are built, with the file, the line and what it is."""

import subprocess
import sys
from pathlib import Path

import pytest

from frontend.compile.errors import BuildError
from frontend.compile.module import module
from tests.support.engines import ROOT
from tests.support.probes import with_templates

FIELD = '{% from "shared/field.html" import field, panel, rows %}'

REFUSED = {
    # constants and printing
    "a float": ("{{ 3.5 }}", "the float 3.5"),
    "a float that is whole": ("{{ x + 3.0 }}", "the float 3.0"),
    "an integer too large": ("{{ 9007199254740993 }}", "more than a browser counts exactly"),
    "true printed": ("{{ true }}", "prints True, False or None"),
    "none printed": ("{{ none }}", "prints True, False or None"),
    "a comparison printed": ("{{ a == b }}", "prints True, False or None"),
    "a test printed": ("{{ a is defined }}", "prints True, False or None"),
    "not printed": ("{{ not a }}", "prints True, False or None"),
    # names
    "a method of dictionaries": ("{{ order.items }}", ".items is a method of dictionaries"),
    "a method of dictionaries as text": ('{{ order["keys"] }}', ".keys is a method of dictionaries"),
    "a method of dictionaries in map": (
        '{{ x|map(attribute="a.values")|join }}',
        ".values is a method of dictionaries",
    ),
    "a field of every object": ("{{ a.constructor }}", ".constructor is there on every object"),
    "a private field": ("{{ a.__proto__ }}", ".__proto__ is there on every object"),
    "a name of every object": ("{{ toString }}", "toString used as a value"),
    "loop outside a for": ("{{ loop.index }}", "loop outside a for"),
    "loop as a value": ("{% for x in a %}{% set l = loop %}{% endfor %}", "loop used as a value"),
    "loop inside an include": ("{% for x in a %}{{ loop }}{% endfor %}", "loop used as a value"),
    "an unknown counter": ("{% for x in a %}{{ loop.depth }}{% endfor %}", "no rule for loop.depth"),
    "self": ("{% block a %}{% endblock %}{{ self.a() }}", "is not a macro"),
    "a namespace made elsewhere": ("{% set a.b = 1 %}", "a is not set by namespace()"),
    "several names at the top": ("{% set a, b = c %}", "several names set at once at the top"),
    "a word of the language set": ("{% set range = 1 %}", "range is the name of a macro or of the language"),
    # operators
    "times": ("{{ a * 2 }}", "no rule for mul"),
    "divided": ("{{ a / 2 }}", "no rule for div"),
    "power": ("{{ a ** 2 }}", "no rule for pow"),
    "plus alone": ("{{ +a }}", "no rule for pos"),
    "text formatted": ('{{ "%s" % a }}', "text formatted with %"),
    "a chained comparison": ("{% if 1 < a < 3 %}{% endif %}", "a chained comparison"),
    "a dictionary": ('{{ {"a": 1}.a }}', "no rule for dict"),
    "a slice with a step": ("{{ a[::2]|join }}", "a slice with a step"),
    "an inline if without else, kept": ('{% set a = "x" if b %}', "an inline if without else"),
    "an unknown test": ("{% if a is mapping %}{% endif %}", "no rule for the test mapping"),
    "a test with an argument too many": ("{% if a is odd(2) %}{% endif %}", "no rule for the test odd"),
    # filters
    "safe": ("{{ a|safe }}", "no rule for the filter safe"),
    "format": ('{{ a|format("x") }}', "no rule for the filter format"),
    "items": ("{{ a|items|join }}", "no rule for the filter items"),
    "round": ("{{ a|round }}", "no rule for the filter round"),
    "an argument too many": ("{{ a|upper(1) }}", "arguments of upper without a rule"),
    "an unknown named argument": ("{{ a|truncate(size=3) }}", "arguments of truncate without a rule: size"),
    "a missing argument": ("{{ a|in_days }}", "arguments of in_days without a rule: today"),
    "an argument twice": ('{{ a|join(",", d=";") }}', "arguments of join without a rule: d"),
    "spread arguments": ("{{ a|join(*b) }}", "spread arguments"),
    "an attribute by position": ("{{ a|map(attribute=0)|join }}", "not a constant string"),
    "an attribute that is worked out": ("{{ a|sort(attribute=b)|join }}", "not a constant string"),
    "an argument worked out for each item": ('{{ a|map("in_days", b.c)|join }}', "set it first"),
    "map of an unknown filter": ('{{ a|map("safe")|join }}', "no rule for the filter safe"),
    "a test that is not constant": ("{{ a|select(b)|join }}", "not a constant name"),
    "a filter around a block": ("{% filter upper %}a{% endfilter %}", "no rule for filter block"),
    "a set block with a filter": ("{% set a | trim %}x{% endset %}", "a set block with a filter"),
    # calls
    "a method": ('{{ a.split(",")|join }}', "is not a macro"),
    "a function of the context": ("{{ a() }}", "is not a macro"),
    "a macro as a value": (FIELD + "{% set f = field %}", "macro field used as a value"),
    "a module as a value": ('{% import "shared/field.html" as f %}{{ f.field|e }}', "macro field used as a value"),
    "a macro the module has not": ('{% from "shared/field.html" import gone %}', "has no macro gone"),
    "a macro the module has not, by module": (
        '{% import "shared/field.html" as f %}{{ f.gone() }}',
        "is not a macro",
    ),
    "too many arguments": (FIELD + "{{ field(1, 2, 3, 4, 5, 6) }}", "macro field takes 5 arguments"),
    "an argument of another name": (FIELD + "{{ field(1, size=2) }}", "macro field takes no size"),
    "an argument given twice": (FIELD + '{{ field("n", "l", name="m") }}', "macro field takes no name"),
    "a body for a macro without": (FIELD + "{% call field(1, 2) %}{% endcall %}", "macro field takes no body"),
    "a body that takes too little": (FIELD + "{% call(a) rows(x) %}{% endcall %}", "gives its body 2 arguments"),
    "a default that is worked out": ("{% macro m(a, b=a) %}{% endmacro %}", "a default of macro m"),
    "a macro that reads the page": ("{% macro m(a) %}{{ b }}{% endmacro %}", "b is not an argument"),
    "a macro with open arguments": ("{% macro m() %}{{ varargs|join }}{% endmacro %}", "varargs used as a value"),
    "a macro inside a condition": ("{% if a %}{% macro m() %}{% endmacro %}{% endif %}", "inside another tag"),
    "a macro after content": ("text{% macro m() %}{% endmacro %}", "a macro or an import after the first content"),
    "a macro named as a variable": (
        "{% macro m() %}{% endmacro %}{% for m in a %}{% endfor %}",
        "m is the name of a macro",
    ),
    "an include inside a macro": ('{% macro m() %}{% include "shared/row.html" %}{% endmacro %}', "inside a macro"),
    "a name that an include reads": (
        '{% macro job() %}{% endmacro %}{% include "shared/row.html" %}',
        "job is a macro here and a variable in shared/row.html",
    ),
    "caller outside a macro": ("{{ caller() }}", "caller outside a macro"),
    "caller with names": ("{% macro m() %}{{ caller(a=1) }}{% endmacro %}", "with named arguments"),
    "caller inside a body": (
        FIELD + '{% macro m() %}{% call panel("x") %}{{ caller() }}{% endcall %}{% endmacro %}',
        "caller inside the body of a call",
    ),
    "super without a parent": ("{% block a %}{{ super() }}{% endblock %}", "super without a block of that name"),
    "asset inside a macro": ('{% macro m() %}{{ asset("a.css") }}{% endmacro %}', "asset inside a macro"),
    "cycler": ('{% set c = cycler("a") %}', "is not a macro"),
    # files
    "an unknown parent": ('{% extends "gone.html" %}', "no template named gone.html"),
    "a parent that is worked out": ("{% extends a %}", "not one constant string"),
    "extends after content": ('{% set a = 1 %}{% extends "shared/base.html" %}', "extends that does not stand first"),
    "content outside blocks": ('{% extends "shared/base.html" %}text', "content outside the blocks"),
    "a block nobody draws": (
        '{% extends "shared/base.html" %}{% block gone %}{% endblock %}',
        "block gone is not in any template",
    ),
    "a scoped block": ("{% for x in a %}{% block b scoped %}{% endblock %}{% endfor %}", "scoped or required"),
    "an include that may be missing": ('{% include "shared/row.html" ignore missing %}', "may be missing"),
    "an include of a list": ('{% include ["a.html", "b.html"] %}', "not one constant string"),
    "an include without context": ('{% include "shared/row.html" without context %}', "without context"),
    "an import with context": ('{% import "shared/field.html" as f with context %}', "an import with context"),
    "an import of a page": ('{% import "shared/base.html" as b %}', "shared/base.html has more than macros"),
    "a recursive for": ("{% for x in a recursive %}{% endfor %}", "a recursive for"),
    # messages
    "a message that is worked out": ("{{ _(a) }}", "a message that is not a constant string"),
    "a lone percent sign": ('{{ _("100 % sikkert") }}', "a percent sign"),
    "a message without its value": ('{{ _("Hej %(navn)s") }}', "no value for %(navn)s"),
    "a value without its place": ('{{ _("Hej", navn=a) }}', "value navn is nowhere in the message"),
    "a plural without a count": ('{{ ngettext("a", "b") }}', "ngettext with other arguments"),
    "a message with context": ('{% trans "menu" %}a{% endtrans %}', "is not a macro"),
}


@pytest.mark.parametrize(("text", "what"), REFUSED.values(), ids=REFUSED.keys())
def test_what_has_no_rule_is_told_with_file_and_line(text: str, what: str) -> None:
    templates = with_templates({"parts/bad.html": f"{{#\n#}}{text}"})
    with pytest.raises(BuildError) as refusal:
        module(templates, names=["parts/bad.html"], runtime=".")
    assert what in refusal.value.what
    assert (refusal.value.file, refusal.value.line) == ("parts/bad.html", 2)


def test_the_file_told_is_the_one_that_is_wrong() -> None:
    files = {"pages/anne.html": '\n{% include "parts/row.html" %}', "parts/row.html": "{{ 1.5 }}"}
    with pytest.raises(BuildError, match=r"^parts/row\.html:1: the float 1\.5"):
        module(with_templates(files), names=["pages/anne.html"], runtime=".")


def test_bad_syntax_is_told_the_same_way() -> None:
    with pytest.raises(BuildError, match=r"pages/anne\.html:2: .*unknown tag 'iff'"):
        module(with_templates({"pages/anne.html": "\n{% iff a %}"}), names=["pages/anne.html"], runtime=".")


def test_templates_that_extend_each_other_are_told() -> None:
    files = {"a.html": '{% extends "b.html" %}', "b.html": '{% extends "a.html" %}'}
    with pytest.raises(BuildError, match="extends or imports itself"):
        module(with_templates(files), names=["a.html"], runtime=".")


def build(templates: Path, out: Path, *only: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "frontend.compile", "--templates", templates, "--out", out]
    chosen = ["--only", *only] if only else []
    return subprocess.run([*command, *chosen], cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_build_stops_with_one_line_and_keeps_the_old_file(tmp_path: Path) -> None:
    pages = tmp_path / "templates" / "pages"
    pages.mkdir(parents=True)
    out = tmp_path / "dist" / "templates.ts"
    (pages / "home.html").write_text("<h1>{{ title }}</h1>\n{{ title|upper }}")
    assert build(pages.parent, out).stderr == ""
    built = out.read_text()
    assert '"pages/home.html"' in built

    (pages / "home.html").write_text("<h1>{{ title }}</h1>\n{{ title|safe }}")
    stopped = build(pages.parent, out)
    assert stopped.returncode == 1
    assert stopped.stderr == f"{pages / 'home.html'}:2: no rule for the filter safe\n"
    assert out.read_text() == built


def test_only_the_named_templates_are_built(tmp_path: Path) -> None:
    pages = tmp_path / "templates" / "pages"
    pages.mkdir(parents=True)
    out = tmp_path / "templates.ts"
    for name in ("home", "job", "citizens"):
        (pages / f"{name}.html").write_text(name)
    assert build(pages.parent, out, "pages/home.html", "pages/job.html").returncode == 0
    assert "citizens" not in out.read_text()
    missing = build(pages.parent, out, "pages/gone.html")
    assert (missing.returncode, missing.stderr) == (1, "pages/gone.html:1: no such template\n")
