"""Findings as JUnit XML: a test suite a page, a test case a rule and page, for systems that show test results.

Such systems follow a test by its name. So no name holds a place, which changes with each line that is inserted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from junitparser import Failure, JUnitXml, Skipped, TestCase, TestSuite

from pipeline.output.places import Places
from pipeline.output.text import counted
from pipeline.results.finding import Finding
from pipeline.severity import Severity
from pipeline.visible import for_xml, one_line


def render(
    findings: Sequence[Finding], summary: Mapping[str, int], places: Places | None = None
) -> str:
    """The document. Errors and warnings fail; suggestions are skipped cases, which break no build."""
    where = places or Places()
    document = JUnitXml("locpipe")
    for _, group in groupby(findings, key=lambda one: (one.locale, one.path)):
        page = list(group)
        suite = TestSuite(_named(where, page[0]))
        by_rule: dict[str, list[Finding]] = {}
        for finding in page:
            by_rule.setdefault(finding.rule, []).append(finding)
        suite.add_testcases([_case(by_rule[rule], where) for rule in sorted(by_rule)])
        document.add_testsuite(suite)
    if not findings:
        suite = TestSuite("locpipe")
        suite.add_testcase(
            TestCase(f"{counted(summary.get('pages', 0), 'page')} without findings", "locpipe")
        )
        document.add_testsuite(suite)
    document.update_statistics()  # type: ignore[no-untyped-call]
    text = document.tostring()  # type: ignore[no-untyped-call]
    return (text.decode("utf-8") if isinstance(text, bytes) else str(text)).rstrip("\n") + "\n"


def _case(findings: Sequence[Finding], places: Places) -> TestCase:
    """Return the test case of what one rule found in one page: as grave as the gravest of it."""
    gravest = max(findings, key=lambda finding: finding.severity)
    case = TestCase(gravest.rule, _named(places, gravest))
    message = for_xml(gravest.message)
    if len(findings) > 1:
        message = f"{len(findings)} findings, for example: {message}"
    result = Skipped if gravest.severity is Severity.SUGGESTION else Failure
    outcome = result(message, gravest.severity.label)
    outcome.text = "\n".join(_line(finding, places) for finding in findings)
    case.result = [outcome]
    return case


def _line(finding: Finding, places: Places) -> str:
    place = f"{_named(places, finding)}:{finding.line}:{finding.column}"
    return f"{place}: {finding.severity.label}: {for_xml(finding.message)}"


def _named(places: Places, finding: Finding) -> str:
    return for_xml(one_line(places.name(finding)))
