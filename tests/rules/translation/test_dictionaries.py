"""Which package is recommended to those who have no dictionary: one that there is."""

from __future__ import annotations

import pytest

from pipeline.rules.translation import spelling
from pipeline.rules.translation.dictionaries import debian_package


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
