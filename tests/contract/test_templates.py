"""The contract of the two engines: every template is drawn to the same bytes by jinja2 and in a browser."""

from collections.abc import Iterator, Mapping
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment

from frontend.compile.expressions import DICTIONARY
from tests.support.engines import Engines, as_given
from tests.support.examples import TEMPLATES, Example, examples, path_of, templates
from tests.support.mutations import mutated
from tests.support.probes import with_templates

EXAMPLES = tuple(examples())


@pytest.fixture(scope="module")
def rules() -> Environment:
    return with_templates({one.name: one.text for one in EXAMPLES if one.text is not None}, folder=TEMPLATES)


@pytest.fixture(scope="module")
def engines(rules: Environment, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engines]:
    names = sorted({one.name for one in EXAMPLES} | set(templates()))
    with Engines(rules, names=names, folder=tmp_path_factory.mktemp("templates")) as both:
        yield both


@pytest.fixture(scope="module")
def strict(rules: Environment) -> Environment:
    """The same rules, but what would show as a word of the programming language is not printed."""
    return rules.overlay(finalize=worth_printing)


@pytest.mark.parametrize("template", templates())
def test_every_template_has_examples(template: str) -> None:
    assert path_of(template).exists(), f"write {path_of(template).name}"
    assert any(one.template == template for one in EXAMPLES)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: f"{one.template}: {one.title}")
def test_both_engines_draw_an_example_the_same(example: Example, engines: Engines) -> None:
    here, there = engines.both(example.name, example.context)
    assert here.html is not None, here.error
    assert there == here


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: f"{one.template}: {one.title}")
def test_no_example_prints_none_true_or_false(example: Example, strict: Environment) -> None:
    strict.get_template(example.name).render({name: as_given(value) for name, value in example.context.items()})


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: f"{one.template}: {one.title}")
def test_examples_hold_only_what_both_engines_read_alike(example: Example) -> None:
    assert list(traps(example.context)) == []


@settings(max_examples=400, derandomize=True, deadline=None)
@given(data=st.data())
def test_both_engines_agree_on_what_nobody_thought_of(data: st.DataObject, engines: Engines) -> None:
    example = data.draw(st.sampled_from(EXAMPLES))
    context = data.draw(mutated(example.context))
    here, there = engines.both(example.name, context)
    assert here.html == there.html, (here.error, there.error)


def worth_printing(value: object) -> object:
    """The value, unless it would show as a word of the programming language or as its insides."""
    assert isinstance(value, str) or type(value) is int, f"prints {value!r}"
    return value


def traps(value: object) -> Iterator[str]:
    """Floats, integers a browser cannot count, and fields named as dictionaries' methods."""
    if isinstance(value, float) or (isinstance(value, int) and abs(value) >= 2**53):
        yield f"the number {value!r}"
    if isinstance(value, list):
        for one in cast(list[object], value):
            yield from traps(one)
    if isinstance(value, Mapping):
        for name, one in cast(Mapping[str, object], value).items():
            if name in DICTIONARY:
                yield f"the field {name}"
            yield from traps(one)
