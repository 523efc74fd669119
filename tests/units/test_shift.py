from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.files.splice import Splice, splice
from pipeline.markdown.article import Article
from pipeline.rebuild.apply import with_targets
from pipeline.units.bilingual import bilingual_units
from pipeline.units.shift import shifted
from tests.rebuild.test_targets import PAGE, UNITS


@given(st.dictionaries(st.integers(0, 3), st.text("abc é", max_size=9), max_size=4))
def test_shifted_units_are_those_that_reading_again_gives(texts: dict[int, str]) -> None:
    rebuilt = with_targets(PAGE, UNITS, texts)
    assert rebuilt.units == bilingual_units(rebuilt.article)


def test_an_edit_before_all_units_moves_all_of_them() -> None:
    edit = Splice(0, 2, "---\ntitle: x\n---\n# ")
    assert shifted(UNITS, [edit]) == bilingual_units(Article(splice(PAGE.text, [edit])))
