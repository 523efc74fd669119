"""Roles are read from keys wherever they stand, and a build plans no more than the family writes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pipeline.families import library
from pipeline.families.family import Metadata, Provenance
from pipeline.families.keys import KeyPath
from pipeline.families.roles import (
    RoleEdit,
    copied,
    plan,
    read_day,
    read_roles,
    translation_type,
    type_word,
    written_date,
)

MICROSOFT = library.shipped("openlocalization").provenance
ADOBE = library.shipped("experience-league").provenance
MDN = library.shipped("mdn").provenance


@pytest.mark.parametrize(
    ("provenance", "values", "expected"),
    [
        (MDN, {"l10n": {"sourceCommit": "ABC1"}}, {"commit": "abc1"}),
        (MDN, {"l10n.sourceCommit": "abc2"}, {"commit": "abc2"}),
        (MDN, {"l10n": "abc3"}, {}),
        (MDN, {"l10n": {"sourceCommit": None}}, {}),
        (MDN, {"l10n": {"sourceCommit": ["abc"]}}, {}),
        (MDN, {}, {}),
        (
            ADOBE,
            {"source-git-commit": 1234567, "workflow-type": "TM+MT"},
            {"commit": "1234567", "type": "MT"},
        ),
        (ADOBE, {"workflow-type": "by hand"}, {"type_word": "by hand"}),
        (
            MICROSOFT,
            {
                "ms.openlocfilehash": "0F",
                "ms.translationtype": "Human Translation",
                "ms.locfileid": 17,
                "ms.lasthandoff": date(2021, 3, 9),
            },
            {"hash": "0f", "type": "HT", "file_id": "17", "date": "03/09/2021"},
        ),
        (MICROSOFT, {"ms": {"openlocfilehash": "0f"}}, {}),
        (library.shipped("plain").provenance, {"ms.openlocfilehash": "0f"}, {}),
    ],
)
def test_roles_are_read(
    provenance: Provenance, values: dict[str, Any], expected: dict[str, str]
) -> None:
    roles = read_roles(provenance, values)
    found = {name: getattr(roles, name) for name in roles.__slots__ if getattr(roles, name)}
    if "type" in expected:
        found.pop("type_word")
    assert found == expected


ALL = {
    "hash": "h",
    "commit": "c",
    "type": "HT",
    "locale": "nl-NL",
    "date": "03/09/2021",
    "file-id": "7",
}


def test_a_build_writes_what_the_family_writes_and_no_more() -> None:
    assert plan(MDN, ALL, {}) == (RoleEdit("commit", ("l10n", "sourceCommit"), "c", False),)
    assert [edit.role for edit in plan(MICROSOFT, ALL, {})] == list(MICROSOFT.write)
    assert plan(MICROSOFT, ALL, {})[-1] == RoleEdit("file-id", ("ms.locfileid",), "7", True)
    for name in ("plain", "mkdocs", "starlight", "docusaurus", "microsoft-learn"):
        assert plan(library.shipped(name).provenance, ALL, {}) == ()


def test_a_type_without_a_word_is_not_written() -> None:
    assert [edit.role for edit in plan(ADOBE, ALL, {})] == ["commit"]
    assert plan(ADOBE, {"type": "MT"}, {}) == (
        RoleEdit("type", ("workflow-type",), "tm+mt", False),
    )


def test_a_type_may_be_a_word_of_the_family_s_own() -> None:
    assert plan(MICROSOFT, {"type": "MTE75"}, {})[0].value == "MTE75"
    assert plan(MICROSOFT, {"type": "by hand"}, {}) == ()


def test_what_stands_there_already_is_left_alone() -> None:
    assert plan(MICROSOFT, {"type": "MT"}, {"ms.translationtype": "MTE75"}) == ()
    assert plan(MICROSOFT, {"type": "HT"}, {"ms.translationtype": "MTE75"})[0].value == "HT"
    assert plan(MDN, {"commit": "c"}, {"l10n": {"sourceCommit": "c"}}) == ()
    assert plan(MDN, {"commit": "d"}, {"l10n.sourceCommit": "c"})[0].place == ("l10n.sourceCommit",)
    assert plan(MDN, {"commit": ""}, {"l10n": {"sourceCommit": "c"}}) == ()


@pytest.mark.parametrize("word", ["MT", "mte", "Machine translation", "MTE75", " MTE95 "])
def test_words_of_a_type_are_known_in_any_case(word: str) -> None:
    assert translation_type(MICROSOFT, word) == "MT"
    assert (type_word(MICROSOFT, "MT"), type_word(ADOBE, "HT")) == ("MT", "")


@pytest.mark.parametrize(
    ("form", "text"),
    [("MM/dd/yyyy", "03/09/2021"), ("yyyy-MM-dd", "2021-03-09"), ("dd.MM.yyyy", "09.03.2021")],
)
def test_days_are_written_and_read_as_the_family_has_them(form: str, text: str) -> None:
    assert written_date(date(2021, 3, 9), form) == text
    assert read_day(text, form) == date(2021, 3, 9)
    assert read_day("31/31/2021", form) is None


def test_a_new_page_gets_the_fields_that_are_copied() -> None:
    metadata = Metadata(copy=("title", "ms.*"), leave_out=("ms.old*",))
    assert copied(metadata, ["title", "slug", "ms.date", "ms.oldname"]) == ("title", "ms.date")


@pytest.mark.parametrize(
    ("path", "places"),
    [
        ("title", [("title",)]),
        ("nav.*.label", [("nav", 0, "label"), ("nav", 1, "label")]),
        ("**.label", [("nav", 0, "label"), ("nav", 1, "label"), ("nav", 1, "items", 0, "label")]),
        (
            "nav.**.*.<key>",
            [
                ("nav", 0, "label", "<key>"),
                ("nav", 1, "label", "<key>"),
                ("nav", 1, "items", "<key>"),
                ("nav", 1, "items", 0, "label", "<key>"),
            ],
        ),
        ('"a.b"', [("a.b",)]),
        ("a.b", []),
        ("*.none", []),
    ],
)
def test_places_that_a_path_fits(path: str, places: list[tuple[str | int, ...]]) -> None:
    data = {
        "title": "T",
        "nav": [{"label": "A"}, {"label": "B", "items": [{"label": "C"}]}],
        "a.b": "d",
    }
    assert list(KeyPath.parse(path).places(data)) == places


def test_data_that_hold_themselves_end() -> None:
    data: dict[str, Any] = {}
    data["a"] = data
    assert len(list(KeyPath.parse("**.a").places(data))) < 100
