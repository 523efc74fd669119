from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from pipeline.rules.finding import Certainty, Finding, Fix, Severity
from pipeline.rules.fixing import apply_fixes, fix_until_done
from pipeline.text.splice import Splice


def finding(*edits: Splice) -> Finding:
    return Finding(
        "x", Severity.ERROR, Certainty.CERTAIN, "m", "p.md", fix=Fix("do", edits, safe=True)
    )


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
