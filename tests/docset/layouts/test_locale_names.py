"""Names of locales in paths, and the tags that they stand for."""

from __future__ import annotations

import pytest

from pipeline.docset.layouts.locale_names import check_names, known_tag, tag_of
from pipeline.errors import UsageError

TAGS = {
    "nl": "nl",
    "nl-NL": "nl-NL",
    "zh_CN": "zh-CN",
    "zh-hant-tw": "zh-Hant-TW",
    "sr-latn-rs": "sr-Latn-RS",
    "es-419": "es-419",
    "pt-br": "pt-BR",
    "EN-us": "en-US",
    "ca-es-valencia": "ca-ES-valencia",
    "iw": "iw",
    "de-JP": "de-JP",
    "api": "",
    "faq": "",
    "images": "",
    "en-zzz9": "",
    "root": "",
    "": "",
    "nl-": "",
    "docs-nl": "",
}


@pytest.mark.parametrize(("name", "tag"), TAGS.items())
def test_a_name_spells_a_locale_that_is_known_or_none(name: str, tag: str) -> None:
    assert known_tag(name) == tag


def test_settings_say_what_a_name_stands_for() -> None:
    assert tag_of("jp", {"jp": "ja"}) == "ja"
    assert tag_of("cn", {"jp": "ja"}) == ""
    check_names({"jp": "ja", "klingon": "tlh"})
    with pytest.raises(UsageError, match="'not a tag' is no locale such as zh-CN"):
        check_names({"jp": "not a tag"})
