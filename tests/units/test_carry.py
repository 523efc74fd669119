from __future__ import annotations

from pipeline.units.carry import carry
from pipeline.units.unit import Unit


def unit(source: str, target: str = "", kind: str = "paragraph") -> Unit:
    return Unit(source, target, kind)


def targets(former: list[Unit], fresh: list[Unit]) -> list[str]:
    return [each.target for each in carry(former, fresh).units]


def test_unchanged_texts_keep_their_translations() -> None:
    former = [unit("One", "Een"), unit("Two", "Twee")]
    found = carry(former, [unit("One"), unit("New"), unit("Two")])
    assert [each.target for each in found.units] == ["Een", "", "Twee"]
    assert found.left == ()


def test_what_left_the_source_is_kept_apart() -> None:
    former = [unit("One", "Een"), unit("Two", "Twee")]
    assert [each.target for each in carry(former, [unit("One")]).left] == ["Twee"]


def test_repeated_texts_keep_their_own_translations_in_order() -> None:
    former = [unit("Open", "Openen"), unit("One", "Een"), unit("Open", "Geopend")]
    fresh = [unit("Open"), unit("New"), unit("One"), unit("Open")]
    assert targets(former, fresh) == ["Openen", "", "Een", "Geopend"]


def test_a_text_that_moved_is_found() -> None:
    former = [unit("One", "Een"), unit("Two", "Twee"), unit("Three", "Drie")]
    assert targets(former, [unit("Three"), unit("One"), unit("Two")]) == ["Drie", "Een", "Twee"]


def test_a_text_that_now_stands_twice_has_its_translation_twice() -> None:
    assert targets([unit("One", "Een")], [unit("One"), unit("One")]) == ["Een", "Een"]


def test_a_title_is_not_a_heading() -> None:
    former = [unit("Bill", "Rekening", "metadata: title"), unit("Bill", "Factuur", "heading 1")]
    fresh = [unit("Bill", kind="metadata: title"), unit("Bill", kind="heading 1")]
    assert targets(former, fresh) == ["Rekening", "Factuur"]


def test_other_white_space_and_escapes_are_no_change() -> None:
    assert targets([unit("Set **A** , \\*", "Zet A")], [unit("Set **A**, *")]) == ["Zet A"]
