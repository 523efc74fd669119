"""Facts come back sorted and whole, in memory or through files."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.engine.facts import Facts, PackedFacts
from pipeline.rules.docset import Fact
from pipeline.rules.place import Place

TEXT = st.text(st.sampled_from('ab\n"\\\u2028é'), max_size=4)
PLACE = st.builds(Place, *(st.integers(-1, 3),) * 6, TEXT)
FACT = st.builds(
    Fact,
    TEXT,
    TEXT,
    TEXT,
    TEXT,
    PLACE,
    TEXT,
    TEXT,
    st.frozensets(st.sampled_from("ab"), max_size=2),
)


def order(fact: Fact) -> tuple[object, ...]:
    place = fact.place
    return fact.rule, fact.key, fact.locale, fact.path, place.start, place.end, fact.value


@pytest.mark.parametrize("at_once", [3, 1000], ids=["in files", "in memory"])
@given(pages=st.lists(st.lists(FACT, max_size=5), max_size=6))
def test_facts_come_back_sorted_and_whole(at_once: int, pages: list[list[Fact]]) -> None:
    facts = Facts(held=20, at_once=at_once)
    for page in pages:
        facts.add(page)
    given_facts = [fact for page in pages for fact in page]
    for _ in range(2):
        back = list(facts.sorted())
        assert [order(fact) for fact in back] == sorted(order(fact) for fact in given_facts)
        assert sorted(map(repr, back)) == sorted(map(repr, given_facts))
    facts.close()


@given(st.lists(FACT, max_size=4))
def test_packed_facts_are_the_facts(facts: list[Fact]) -> None:
    packed = PackedFacts.of(facts)
    assert list(packed) == facts
    assert bool(packed) == bool(facts)


def test_other_facts_have_another_digest() -> None:
    one, two = Facts(), Facts()
    one.add([Fact("rule", "key", "nl-NL", "a.md")])
    two.add([Fact("rule", "key", "nl-NL", "b.md")])
    assert one.digest != two.digest
