"""Each feature that templates may use, alone: both engines write the same bytes, or both refuse."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.engines import Engines
from tests.support.mutations import mutated
from tests.support.probes import Probe, probes, with_templates

PROBES = tuple(probes())


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engines]:
    rules = with_templates({probe.name: probe.text for probe in PROBES})
    names = [probe.name for probe in PROBES]
    with Engines(rules, names=names, folder=tmp_path_factory.mktemp("probes")) as both:
        yield both


@pytest.mark.parametrize("probe", PROBES, ids=lambda probe: probe.name)
def test_both_engines_draw_the_same(probe: Probe, engines: Engines) -> None:
    for context in probe.drawn:
        here, there = engines.both(probe.name, context)
        assert here.html is not None, f"jinja2 refuses {context}: {here.error}"
        assert there == here, f"with {context}"
    for context in probe.refused:
        here, there = engines.both(probe.name, context)
        assert (here.html, there.html) == (None, None), f"with {context}"


@settings(max_examples=500, derandomize=True, deadline=None)
@given(data=st.data())
def test_both_engines_agree_on_what_nobody_thought_of(data: st.DataObject, engines: Engines) -> None:
    probe = data.draw(st.sampled_from([probe for probe in PROBES if any(probe.drawn)]))
    context = data.draw(mutated(data.draw(st.sampled_from(probe.drawn))))
    here, there = engines.both(probe.name, context)
    assert here.html == there.html, (here.error, there.error)
