"""Facts come back sorted and whole, in memory or through files."""

from __future__ import annotations

import errno
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.engine.facts import Facts, _Blocks
from pipeline.engine.packed_facts import PackedFacts
from pipeline.results.fact import Fact
from pipeline.results.place import Place
from pipeline.rules.docset import portion
from pipeline.rules.registry import load

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


@pytest.mark.parametrize("held", [20, 200, 10_000])
@pytest.mark.parametrize("at_once", [3, 1000], ids=["in files", "in memory"])
@given(
    pages=st.lists(st.lists(FACT, max_size=5), max_size=6),
    same=st.sets(st.integers(0, 5)),
    sorted_after=st.integers(0, 5),
)
def test_facts_come_back_sorted_and_whole(
    at_once: int, held: int, pages: list[list[Fact]], same: set[int], sorted_after: int
) -> None:
    facts = Facts(held=held, at_once=at_once)
    for number, page in enumerate(pages):
        facts.add(PackedFacts(PackedFacts.of(page).text, kept=number in same))
        if number == sorted_after:
            list(facts.sorted())
    given_facts = [fact for page in pages for fact in page]
    for _ in range(2):
        back = [fact for _, group in facts.sorted() for fact in group]
        assert [order(fact) for fact in back] == sorted(order(fact) for fact in given_facts)
        assert Counter(back) == Counter(given_facts)
    facts.close()


@given(
    room=st.integers(0, 9),
    pages=st.lists(st.lists(FACT, max_size=5), max_size=6),
    same=st.sets(st.integers(0, 5)),
)
def test_facts_that_find_no_room_on_the_disk_stay_in_memory(
    room: int, pages: list[list[Fact]], same: set[int]
) -> None:
    left = room

    def written(self: _Blocks, text: str) -> tuple[int, int]:
        nonlocal left
        left -= 1
        if left < 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(self, text)

    write = _Blocks._written
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_Blocks, "_written", written)
        facts = Facts(held=20, at_once=2)
        for number, page in enumerate(pages):
            facts.add(PackedFacts(PackedFacts.of(page).text, kept=number in same))
        given_facts = [fact for page in pages for fact in page]
        for _ in range(2):
            back = [fact for _, group in facts.sorted() for fact in group]
            assert [order(fact) for fact in back] == sorted(order(fact) for fact in given_facts)
            assert Counter(back) == Counter(given_facts)
        facts.close()


@given(st.lists(FACT, max_size=4))
def test_packed_facts_are_the_facts(facts: list[Fact]) -> None:
    packed = PackedFacts.of(facts)
    assert Counter(packed) == Counter(facts)
    assert bool(packed) == bool(facts)
    assert packed.first() == (facts[0] if facts else None)


@pytest.mark.parametrize("rule", ["label-inconsistent", "duplicate-titles", "misspelling"])
@given(said=st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("12")), max_size=12))
def test_facts_come_with_those_that_their_rule_needs(
    rule: str, said: list[tuple[str, str]]
) -> None:
    load("docset")
    load("docset-unit")
    facts = Facts(at_once=4)
    for number, (key, value) in enumerate(said):
        facts.add([Fact(rule, key, "nl-NL", f"{number:02}.md", value=value)])
    back = [(fact.key, fact.path) for _, group in facts.sorted() for fact in group]
    keys = Counter(key for key, _ in said)
    is_needed = {
        "label-inconsistent": lambda key: {(key, "1"), (key, "2")} <= set(said),
        "duplicate-titles": lambda key: keys[key] > 1,
        "misspelling": lambda key: True,
    }[rule]
    wanted = [(key, f"{number:02}.md") for number, (key, _) in enumerate(said) if is_needed(key)]
    assert sorted(back) == sorted(wanted)
    facts.close()


def test_a_page_that_changed_changes_the_portions_of_its_own_facts_alone() -> None:
    load("docset-unit")
    same = Fact("misspelling", "key", "nl-NL", "a.md")
    other = PackedFacts.of([Fact("misspelling", "other", "nl-NL", "b.md")])
    before = PackedFacts.of([same, Fact("label-inconsistent", "key", "nl-NL", "a.md", value="1")])
    after = PackedFacts.of([same, Fact("label-inconsistent", "key", "nl-NL", "a.md", value="2")])
    first, second = Facts(), Facts()
    for page in (before, other):
        first.add(page)
    after.former = before
    for page in (after, PackedFacts(other.text, kept=True)):
        second.add(page)
    assert second.former_digest == first.digest != second.digest
    assert second.changed == {portion("label-inconsistent", "key")}


@given(st.lists(FACT, max_size=4), st.lists(FACT, max_size=4))
def test_portions_that_did_not_change_hold_the_same_facts(one: list[Fact], two: list[Fact]) -> None:
    before, after = PackedFacts.of(one), PackedFacts.of(two)
    changed = after.changed_from(before)
    left = [
        Counter(fact for fact in facts if portion(fact.rule, fact.key) not in changed)
        for facts in (before, after)
    ]
    assert left[0] == left[1]


def test_other_facts_have_another_digest() -> None:
    one, two = Facts(), Facts()
    one.add([Fact("rule", "key", "nl-NL", "a.md")])
    two.add([Fact("rule", "key", "nl-NL", "b.md")])
    assert one.digest != two.digest
