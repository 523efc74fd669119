from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from pipeline.markdown.article import Article
from pipeline.rebuild.escapes import escapes, published_target
from pipeline.rebuild.publish import publish
from tests.cases import Case, cases


@cases(Path(__file__).parent / "fixtures" / "published.txt")
def test_publishing(case: Case) -> None:
    english = Article(case["english"]) if case.get("english") else None
    before = Article(case["before"]) if case.get("before") else None
    assert publish(Article(case["page"]), english, before) == case["published"]


MARKS = st.text(st.sampled_from("ab \\*`_[]é"), max_size=40)


@given(MARKS, MARKS)
def test_only_backslashes_before_marks_ever_go(source: str, target: str) -> None:
    published = published_target(source, target, None)
    places = set(escapes(target))
    gone = 0
    for at, character in enumerate(target):
        if published[at - gone : at - gone + 1] != character:
            assert at in places
            gone += 1
    assert len(published) == len(target) - gone


@given(MARKS.filter(lambda text: "\\" not in text))
def test_a_target_without_escapes_stays(target: str) -> None:
    assert published_target("any \\* source", target, None) == target


def test_reading_marks_is_linear_in_the_text() -> None:
    many = "`" * 50_000 + " \\*" * 50_000 + "".join("`" * n + " " for n in range(1, 300))
    assert len(list(escapes(many))) == 50_000
