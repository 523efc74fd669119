"""Findings as JUnit XML: a test suite a page, a test case a finding, for systems that show test results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from junitparser import Failure, JUnitXml, Skipped, TestCase, TestSuite

from pipeline.report.places import Places
from pipeline.report.visible import visible
from pipeline.rules.finding import Finding, Severity


def render(
    findings: Sequence[Finding], summary: Mapping[str, int], places: Places | None = None
) -> str:
    """The document. Errors and warnings fail; suggestions are skipped cases, which break no build."""
    where = places or Places()
    document = JUnitXml("locpipe")
    for _, group in groupby(findings, key=lambda one: (one.locale, one.path)):
        page = list(group)
        suite = TestSuite(visible(where.name(page[0])))
        for finding in page:
            suite.add_testcase(_case(finding, where))
        document.add_testsuite(suite)
    if not findings:
        suite = TestSuite("locpipe")
        suite.add_testcase(TestCase(f"{summary.get('pages', 0)} pages without findings", "locpipe"))
        document.add_testsuite(suite)
    document.update_statistics()  # type: ignore[no-untyped-call]
    text = document.tostring()  # type: ignore[no-untyped-call]
    return (text.decode("utf-8") if isinstance(text, bytes) else str(text)).rstrip("\n") + "\n"


def _case(finding: Finding, places: Places) -> TestCase:
    place = f"{places.name(finding)}:{finding.line}:{finding.column}"
    case = TestCase(
        f"{finding.rule} {finding.line}:{finding.column}", visible(places.name(finding))
    )
    message = visible(finding.message)
    result = Skipped if finding.severity is Severity.SUGGESTION else Failure
    outcome = result(message, finding.severity.label)
    outcome.text = visible(f"{place}: {message}")
    case.result = [outcome]
    return case
