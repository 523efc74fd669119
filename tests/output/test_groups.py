"""Many findings for people: by rule, the gravest last, folded, and never more than a few screens."""

from __future__ import annotations

import json

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import UsageError
from pipeline.output import grouped, statistics
from pipeline.output.groups import Groups
from pipeline.output.places import Places
from pipeline.results.finding import Finding
from pipeline.results.place import Place
from pipeline.severity import Severity
from tests.output.conftest import finding

SUMMARY = {"pages": 1, "error": 3, "warning": 4, "suggestion": 1}


def many() -> list[Finding]:
    link = {"severity": Severity.WARNING, "message": "no such file: `weg.md`", "fix": None}
    return [
        finding("too-long", severity=Severity.SUGGESTION, message="120 characters", fix=None),
        *(finding("file-not-found", line, path="a.md", **link) for line in (1, 2, 3)),
        finding("file-not-found", path="b.md", **link | {"message": "no such file: `x.md`"}),
        *(finding(message=f"one of a kind {number}") for number in range(3)),
    ]


def grouped_text(findings: list[Finding]) -> str:
    return click.unstyle(grouped.render(findings, SUMMARY, Places()))


def test_findings_are_folded_by_rule_and_message_and_the_gravest_come_last() -> None:
    assert grouped_text(many()) == (
        "suggestion [too-long]: 1 finding\n"
        "    nl-NL/a b/pagina é.md:3:10: 120 characters\n"
        "warning [file-not-found]: 4 findings on 2 pages\n"
        "    nl-NL/a.md:1:10: no such file: `weg.md` (×3)\n"
        "error [ms-date-invalid]: 3 findings (3 by --unsafe-fixes)\n"
        "    nl-NL/a b/pagina é.md:3:10: one of a kind 0\n"
        "    nl-NL/a b/pagina é.md:3:10: one of a kind 1\n"
        "    nl-NL/a b/pagina é.md:3:10: one of a kind 2\n"
        "\n"
        "3 errors, 4 warnings and 1 suggestion on 1 page\n"
    )


@given(
    st.lists(
        st.tuples(
            st.sampled_from([Severity.ERROR, Severity.WARNING, Severity.SUGGESTION]),
            st.integers(0, 250),
            st.text(max_size=300),
        ),
        max_size=60,
    ),
    st.integers(0, 12),
)
def test_it_is_never_more_than_a_few_screens_and_every_finding_is_counted(
    some: list[tuple[Severity, int, str]], more: int
) -> None:
    rows = some + [(Severity.ERROR, rule, "m") for rule in range(more * 20)]
    found = [
        finding(f"rule-{rule}", severity=severity, message=message)
        for severity, rule, message in rows
    ]
    text = click.unstyle(grouped.body(_groups(found), Places()))
    lines = text.splitlines()
    assert len(lines) <= grouped.MOST + 2
    counts = [
        int(words[words.index("finding" if "finding" in words else "findings") - 1])
        for line in lines
        if not line.startswith("    ") and (words := line.replace(":", " ").split())
    ]
    assert sum(counts) == len(found)


def test_rules_without_room_are_said() -> None:
    found = [finding(f"rule-{number:03}", severity=Severity.WARNING) for number in range(120)]
    first = grouped_text(found).splitlines()[0]
    assert first == "20 more rules with 20 findings: --statistics lists them"


def test_what_is_kept_does_not_grow_with_the_findings() -> None:
    groups = Groups()
    for number in range(5000):
        groups.add([finding(message=str(number), path=f"{number}.md")])
    (group,) = groups.gravest_last()
    assert (group.count, group.pages) == (5000, 5000)
    assert len(group.messages) == 1000


def test_long_messages_are_cut_and_control_characters_written_out() -> None:
    evil = finding(message="\x1b[31m\u202e\n::error::" + "字" * 500, path="\x1b.md\n::error::x")
    text = click.unstyle(grouped.render([evil], SUMMARY, Places()))
    assert not {"\x1b", "\u202e"} & set(text)
    assert not [line for line in text.splitlines() if line.startswith("::")]
    assert max(map(len, text.splitlines())) < 200


def test_statistics_count_each_rule_with_one_example() -> None:
    text = click.unstyle(statistics.render(_groups(many()), SUMMARY, Places(), "full"))
    assert [line.split() for line in text.splitlines()[1:4]] == [
        [
            "suggestion",
            "too-long",
            "1",
            "1",
            "nl-NL/a",
            "b/pagina",
            "é.md:3:10:",
            "120",
            "characters",
        ],
        [
            "warning",
            "file-not-found",
            "4",
            "2",
            "nl-NL/a.md:1:10:",
            "no",
            "such",
            "file:",
            "`weg.md`",
        ],
        [
            "error",
            "ms-date-invalid",
            "3",
            "1",
            *["nl-NL/a", "b/pagina", "é.md:3:10:", "one", "of", "a", "kind", "0"],
        ],
    ]


def test_statistics_as_json() -> None:
    document = json.loads(statistics.render(_groups(many()), SUMMARY, Places(), "json"))
    assert document["summary"] == SUMMARY
    assert [row["findings"] for row in document["statistics"]] == [1, 4, 3]
    assert document["statistics"][1] == {
        "rule": "file-not-found",
        "severity": "warning",
        "findings": 4,
        "pages": 2,
        "fixable": 0,
        "unsafe": 0,
        "example": {
            "path": "a.md",
            "locale": "nl-NL",
            "line": 1,
            "column": 10,
            "message": "no such file: `weg.md`",
        },
    }


@pytest.mark.parametrize("name", ["sarif", "junit", "github", "jsonl"])
def test_statistics_have_no_other_form(name: str) -> None:
    with pytest.raises(UsageError, match="text or JSON"):
        statistics.check_format(name)


def test_a_line_each() -> None:
    from pipeline.output import concise

    place = Place(28, 36, 7, 5, 7, 19)
    found = [finding("file-not-found", message="one\ntwo", place=place, fix=None), *many()]
    lines = click.unstyle(concise.render(found, SUMMARY, Places())).splitlines()
    assert lines[0] == "nl-NL/a b/pagina é.md:7:5: error: one two [file-not-found]"
    assert len(lines) == len(found) + 1


def _groups(findings: list[Finding]) -> Groups:
    groups = Groups()
    groups.add(findings)
    return groups
