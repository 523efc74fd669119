"""Which package is recommended to those who have no dictionary: one that there is."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.rules.translation import spelling
from pipeline.rules.translation.dictionaries import debian_package
from pipeline.rules.translation.language import language_of


@pytest.mark.parametrize(
    ("locale", "package"),
    [
        ("nl-NL", "hunspell-nl"),
        ("de-DE", "hunspell-de-de"),
        ("de-AT", "hunspell-de-at"),
        ("de-LU", "hunspell-de-de"),
        ("pt-BR", "hunspell-pt-br"),
        ("pt", "hunspell-pt-pt"),
        ("nb-NO", "hunspell-no"),
        ("ja-JP", ""),
        ("zh-Hant-TW", ""),
    ],
)
def test_package(locale: str, package: str) -> None:
    assert debian_package(locale) == package


@pytest.mark.parametrize(
    ("locales", "said"),
    [
        (["fr-FR", "ja-JP", "fr-CA"], "Debian: `apt-get install hunspell-fr`; or name a folder"),
        (["ja-JP"], "off for ja-JP: no hunspell dictionary (name a folder"),
    ],
)
def test_notice(monkeypatch: pytest.MonkeyPatch, locales: list[str], said: str) -> None:
    monkeypatch.setattr(spelling, "dictionary_file", lambda locale: None)
    monkeypatch.setattr(spelling, "_is_installed", lambda: True)
    (notice,) = spelling.notices(locales)
    assert said in notice


class Counted(frozenset[str]):
    """Words that count the characters of what is looked up."""

    characters = 0

    def __contains__(self, word: object) -> bool:
        Counted.characters += len(str(word))
        return super().__contains__(word)


@pytest.mark.parametrize("piece", ["x", "huis", "\u6f22", "huisdeur"])
def test_a_word_is_taken_apart_in_time_in_proportion_to_its_length(piece: str) -> None:
    speller = spelling.Speller(None, Path("none.dic"), language_of("nl-NL"))
    vars(speller)["roots"] = Counted({"huis", "deur", "bestelling"})
    counts = []
    for size in (1_000, 8_000):
        Counted.characters = 0
        assert speller.knows((piece * size)[:size])
        counts.append(Counted.characters)
    assert counts[1] <= 9 * counts[0]
    assert speller._is_compound("huisdeurbestelling")
    assert not speller._is_compound("huisdeurbesteldeling")
