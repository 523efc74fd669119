import json
from collections.abc import Sequence
from xml.etree import ElementTree

import click
import pytest
from junitparser import JUnitXml

from pipeline.output.formats import FOR_PEOPLE, FORMATS, renderer
from pipeline.output.places import Places
from pipeline.results.finding import Finding
from pipeline.severity import Severity
from tests.growth import MOST
from tests.output.conftest import finding
from tests.steps import lines_run

SUMMARY = {"pages": 1, "error": 1, "warning": 1, "suggestion": 1}
NAME = "content/nl-NL/a b/pagina é.md"


def rendered(name: str, findings: Sequence[Finding], places: Places) -> str:
    return renderer(name)(findings, SUMMARY, places)


def test_text_shows_the_line_with_a_caret(findings: list[Finding], places: Places) -> None:
    text = click.unstyle(rendered("text", findings, places))
    assert text == (
        f"{NAME}:3:10: error: `ms.date` is `9/9/2021`; a date is written MM/DD/YYYY "
        "[ms-date-invalid] (--unsafe-fixes)\n"
        "    ms.date: 9/9/2021\n"
        "             ^^^^^^^^\n"
        f"{NAME}:7:5: warning: no such file: `weg.md`\n    second line, 100 % \\x1b[0m [file-not-found]\n"
        "    Zie [hier](weg.md) 漢字 \\x1b[31m\\u202e.\n"
        "        ^^^^^^^^^^^^^^\n"
        f"{NAME}: suggestion: no place [duplicate-titles]\n"
        "\n"
        "1 error, 1 warning and 1 suggestion on 1 page\n"
    )


@pytest.mark.parametrize("name", FORMATS)
def test_no_control_character_reaches_the_terminal(
    name: str, findings: list[Finding], places: Places
) -> None:
    text = click.unstyle(rendered(name, findings, places))
    assert not {"\x1b", "\u202e"} & set(text)


@pytest.mark.parametrize("name", sorted(FORMATS.keys() - {*FOR_PEOPLE}))
@pytest.mark.parametrize("command", ["##vso[task.complete]x", "##[error]x"])
def test_no_command_to_a_ci_system_is_in_what_is_found(
    name: str, command: str, places: Places
) -> None:
    found = finding("file-not-found", message=f"no {command}", path=f"{command}.md")
    text = rendered(name, [found], places)
    assert "##" not in text
    if name in ("json", "jsonl"):
        shown = json.loads(text)
        said = shown["findings"][0] if name == "json" else shown
        assert (said["message"], said["path"]) == (f"no {command}", f"{command}.md")


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_found(name: str, places: Places) -> None:
    text = rendered(name, [], places)
    assert text.endswith("\n") or (name == "jsonl" and text == "")


def test_json_lines_are_the_findings_of_the_json(findings: list[Finding], places: Places) -> None:
    document = json.loads(rendered("json", findings, places))
    lines = rendered("jsonl", findings, places).splitlines()
    assert [json.loads(line) for line in lines] == document["findings"]
    assert document["version"] == 1
    assert document["summary"] == SUMMARY
    assert document["findings"][0]["path"] == "a b/pagina é.md"
    assert document["findings"][0]["fix"]["safe"] is False
    assert document["findings"][0]["fix"]["edits"] == [
        {"start": 28, "end": 36, "text": "09/09/2021"}
    ]


def test_github_annotations(findings: list[Finding], places: Places) -> None:
    lines = rendered("github", findings, places).splitlines()
    assert lines == [
        f"::error file={NAME},line=3,col=10,endColumn=18,title=ms-date-invalid::"
        "`ms.date` is `9/9/2021`; a date is written MM/DD/YYYY",
        f"::warning file={NAME},line=7,col=5,endColumn=19,title=file-not-found::"
        "no such file: `weg.md`%0Asecond line, 100 %25 \\x1b[0m",
        f"::notice file={NAME},title=duplicate-titles::no place",
        "1 error, 1 warning and 1 suggestion on 1 page",
    ]


def test_junit(findings: list[Finding], places: Places) -> None:
    text = rendered("junit", findings, places)
    root = ElementTree.fromstring(text)
    assert {key: root.get(key) for key in ("tests", "failures", "skipped")} == {
        "tests": "3",
        "failures": "2",
        "skipped": "1",
    }
    suites = list(JUnitXml.fromstring(text.encode()))
    assert [suite.name for suite in suites] == [NAME]
    cases = [(case.name, case.classname, case.result[0].type) for case in suites[0]]
    assert cases == [
        ("duplicate-titles", NAME, "suggestion"),
        ("file-not-found", NAME, "warning"),
        ("ms-date-invalid", NAME, "error"),
    ]


def test_junit_has_one_test_a_rule_and_page_under_a_name_that_stays(places: Places) -> None:
    def cases(line: int) -> dict[str, tuple[str, str]]:
        found = [
            finding(severity=Severity.WARNING, line=line),
            finding("file-not-found", line=line),
            finding(message="another", line=line + 5),
        ]
        suite = next(iter(JUnitXml.fromstring(rendered("junit", found, places).encode())))
        return {case.name: (case.result[0].type, case.result[0].text) for case in suite}

    before, after = cases(3), cases(4)
    assert list(before) == list(after) == ["file-not-found", "ms-date-invalid"]
    kind, text = before["ms-date-invalid"]
    assert kind == "error"
    assert text.splitlines()[0].startswith(f"{NAME}:3:10: warning: `ms.date`")
    assert text.splitlines()[1] == f"{NAME}:8:10: error: another"


def test_junit_without_findings_has_a_test_that_passed(places: Places) -> None:
    root = ElementTree.fromstring(rendered("junit", [], places))
    assert (root.get("tests"), root.get("failures")) == ("1", "0")


@pytest.mark.parametrize("name", FORMATS)
def test_work_grows_with_the_findings(name: str, findings: list[Finding], places: Places) -> None:
    few, many = (
        lines_run(lambda: rendered(name, findings[:1] * number, places))  # noqa: B023
        for number in (100, 800)
    )
    assert many <= MOST * few


def test_github_gets_no_more_annotations_than_it_shows_and_the_gravest_first(
    places: Places,
) -> None:
    some = [finding(severity=Severity.SUGGESTION, message=f"s{number}") for number in range(30)]
    some += [finding(message=f"e{number}") for number in range(12)]
    lines = rendered("github", some, places).splitlines()
    assert [line.split()[0] for line in lines[:-2]] == ["::error"] * 10 + ["::notice"] * 10
    assert lines[-2] == "22 more findings without an annotation"


def test_a_summary_in_markdown_has_rules_and_the_gravest_findings(
    findings: list[Finding], places: Places
) -> None:
    lines = rendered("markdown", findings, places).splitlines()
    assert lines[0] == "**1 error, 1 warning and 1 suggestion on 1 page**"
    assert lines[4] == f"| error | `ms-date-invalid` | 1 | 1 | `{NAME}:3:10` |"
    listed = [line for line in lines if line.startswith("- ")]
    assert [line.split(": ")[1] for line in listed] == ["error", "warning", "suggestion"]
    many = rendered("markdown", findings * 40, places).splitlines()
    assert len([line for line in many if line.startswith("- ")]) == 50
    assert many[-1] == "And 70 more findings."
