from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from pipeline.files.splice import Splice
from pipeline.results.finding import Finding, Fix
from pipeline.rules.fixing import apply_fixes, fix_until_done
from pipeline.severity import Certainty, Severity


def finding(*edits: Splice, safe: bool = True) -> Finding:
    fix = Fix("do", edits, safe)
    return Finding("x", Severity.ERROR, Certainty.CERTAIN, "m", "p.md", fix=fix)


def test_of_fixes_that_overlap_the_first_is_made() -> None:
    text, done = apply_fixes(
        "abcdef",
        [finding(Splice(0, 2, "X")), finding(Splice(1, 3, "Y")), finding(Splice(4, 5, "Z"))],
    )
    assert text == "XcdZf"
    assert len(done) == 2


def test_two_fixes_at_one_place_are_made_one_after_the_other() -> None:
    def findings(text: str) -> Sequence[Finding]:
        found = []
        if "a" not in text:
            found.append(finding(Splice(0, 0, "a")))
        if "b" not in text:
            found.append(finding(Splice(0, 0, "b")))
        return found

    assert fix_until_done("", findings)[0] == "ba"


def test_fixes_that_undo_each_other_change_nothing() -> None:
    def findings(text: str) -> Sequence[Finding]:
        return [finding(Splice(0, 1, "b" if text[0] == "a" else "a"))]

    assert fix_until_done("ac", findings) == ("ac", [])


def test_a_fix_without_end_stops() -> None:
    text, _ = fix_until_done("", lambda text: [finding(Splice(0, 0, "x"))])
    assert len(text) <= 5


@given(st.text("ab", max_size=20), st.lists(st.tuples(st.integers(0, 20), st.integers(0, 3))))
def test_what_is_not_edited_stays(text: str, places: list[tuple[int, int]]) -> None:
    edits = [Splice(s, min(s + n, len(text)), "-") for s, n in places if s <= len(text)]
    new, done = apply_fixes(text, [finding(edit) for edit in edits])
    kept = sum(one.fix.edits[0].end - one.fix.edits[0].start for one in done if one.fix)
    assert len(new) == len(text) - kept + len(done)


def test_unsafe_fixes_are_made_where_they_are_asked_for() -> None:
    def findings(text: str) -> Sequence[Finding]:
        return [finding(Splice(0, 1, "X"), safe=False)] if text[0] == "a" else []

    assert fix_until_done("abc", findings) == ("abc", [])
    assert fix_until_done("abc", findings, unsafe=True)[0] == "Xbc"


def test_a_change_is_told_with_the_words_around_it() -> None:
    def findings(text: str) -> Sequence[Finding]:
        return [finding(Splice(9, 10, ""))] if text[9] == "\x1b" else []

    _, (change,) = fix_until_done("one two, \x1bthree four", findings)
    assert change.told("p.md:1:10") == "p.md:1:10: fixed [x] “\\x1bthree” → “three”"


@given(st.lists(st.integers(0, 29), unique=True, max_size=20), st.sets(st.integers(0, 29)))
def test_fixes_that_would_break_the_text_are_left_out_and_no_others(
    places: list[int], breaking: set[int]
) -> None:
    text = "a" * 30
    found = [finding(Splice(at, at + 1, "!" if at in breaking else "b")) for at in places]
    new, fixed = apply_fixes(text, found, lambda _, new: "!" not in new)
    assert new == "".join("b" if at in set(places) - breaking else "a" for at in range(30))
    assert len(fixed) == len(set(places) - breaking)
