"""The report on disk: whole, strict, and the same when nothing changed."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

import lxml.html
import pytest
from click.testing import Result

from pipeline.web.charts import Part, percent, stacked
from pipeline.web.overview import summary
from pipeline.web.row import Row
from pipeline.web.site import table_data

Run = Callable[..., Result]


@pytest.fixture
def report(pages: Path, run_in: Run) -> Path:
    result = run_in(pages, "report")
    assert result.exit_code == 1, result.output  # broken.md
    return pages / "build" / "report"


def html_files(report: Path) -> list[Path]:
    return sorted(report.rglob("*.html"))


def table(report: Path) -> list[dict[str, object]]:
    text = (report / "data" / "pages.js").read_text("utf-8")
    data = json.loads(text.removeprefix("globalThis.locpipePages = ").rstrip(";\n"))
    return [dict(zip(data["columns"], row, strict=True)) for row in data["rows"]]


def test_every_file_keeps_to_the_strict_policy(report: Path) -> None:
    assert len(html_files(report)) > 10
    for file in html_files(report):
        tree = lxml.html.fromstring(file.read_bytes())
        [policy] = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy
        scripts = tree.xpath("//script")
        assert all(script.get("src") and not script.text for script in scripts), file
        assert not tree.xpath("//style | //*[@style] | //img | //iframe | //form[@action]"), file
        assert not tree.xpath("//@*[starts-with(name(), 'on')]"), file


def test_every_link_and_file_is_there(report: Path) -> None:
    for file in html_files(report):
        tree = lxml.html.fromstring(file.read_bytes())
        for link in tree.xpath("//article//a | //div[contains(@class, 'doc')]//a"):
            link.drop_tag()  # what pages and rules say of other places
        for address in tree.xpath("//a/@href | //link/@href | //script/@src"):
            parts = urlsplit(address)
            assert not parts.scheme, (file, address)
            goal = file if not parts.path else (file.parent / unquote(parts.path))
            assert goal.is_file(), (file, address)
            if re.fullmatch(r"[urfgl]\d+", parts.fragment) and goal == file:
                assert tree.xpath(f"//*[@id='{parts.fragment}']"), (file, address)


def test_the_table_knows_every_page_and_where_it_is(report: Path) -> None:
    rows = table(report)
    assert [row["path"] for row in rows if row["locale"] == "nl-NL"] == [
        "broken.md",
        "map #1/100% & <b>.md",
        "pay.md",
    ]
    for row in rows:
        assert (report / unquote(str(row["address"]))).is_file()
    assert "<b>" not in (report / "data" / "pages.js").read_text("utf-8")


def test_a_page_without_text_still_says_why(report: Path) -> None:
    html = (report / "pages" / "nl-NL" / "broken.md.html").read_text("utf-8")
    assert "page-unreadable" in html
    assert "not UTF-8" in html


def test_a_title_is_text(report: Path) -> None:
    html = (report / "pages/nl-NL/map #1/100% & <b>.md.html").read_text("utf-8")
    assert 'dir="ltr">Eén &amp; &lt;b&gt;twee&lt;/b&gt;</bdi></h1>' in html
    assert "<title>Eén &amp; &lt;b&gt;twee&lt;/b&gt; – locpipe</title>" in html


def test_arabic_runs_from_right_to_left_and_its_source_does_not(report: Path) -> None:
    tree = lxml.html.fromstring((report / "pages/ar-SA/pay.md.html").read_bytes())
    assert tree.get_element_by_id("article").get("dir") == "rtl"
    assert tree.get_element_by_id("article").get("lang") == "ar-SA"
    assert {cell.get("dir") for cell in tree.xpath("//td[@class='source']")} == {"ltr"}
    assert {cell.get("dir") for cell in tree.xpath("//div[@class='target-text']")} == {"rtl"}


def test_findings_lead_to_their_rule_and_their_sentence(report: Path) -> None:
    tree = lxml.html.fromstring((report / "pages/nl-NL/pay.md.html").read_bytes())
    [finding] = tree.xpath("//li[contains(@class, 'finding')][.//a[text()='link-target-changed']]")
    assert "error" in finding.get("class")
    assert re.search(r"line \d+, column \d+", finding.text_content())
    [goal] = finding.xpath(".//a[@data-goes]/@href")
    [unit] = tree.xpath(f"//article//*[@id='{goal[1:]}']")
    assert unit.text_content() == "Zie facturering."


def test_docset_rules_are_counted_and_shown(docset: Callable[..., Path], run_in: Run) -> None:
    from tests.web.conftest import page, unit

    text = page(unit(101, "Klaar.", "Done."))
    root = docset({"content/nl-NL/a.md": text, "content/nl-NL/b.md": text})
    run_in(root, "report")
    html = (root / "build/report/pages/nl-NL/b.md.html").read_text("utf-8")
    assert "rules/duplicate-titles.html" in html
    assert "duplicate-titles" in (root / "build/report/index.html").read_text("utf-8")
    report = root / "build" / "report"
    severities = ("errors", "warnings", "suggestions")
    total = sum(int(str(row[name])) for row in table(report) for name in severities)
    files = html_files(report / "pages")
    assert sum(file.read_text("utf-8").count('class="finding ') for file in files) == total > 0


def test_a_second_run_changes_nothing_and_a_lost_page_leaves(
    report: Path, pages: Path, run_in: Run
) -> None:
    def state() -> dict[str, tuple[int, bytes]]:
        files = (file for file in report.rglob("*") if file.is_file() and file.name[0] != ".")
        return {str(file): (file.stat().st_mtime_ns, file.read_bytes()) for file in files}

    before = state()
    run_in(pages, "report")
    assert state() == before
    (pages / "content/ar-SA/pay.md").unlink()
    run_in(pages, "report")
    assert not (report / "pages/ar-SA").exists()
    assert not list(report.glob(".findings*"))


def test_names_that_are_no_utf_8_or_stand_in_each_others_way(pages: Path, run_in: Run) -> None:
    root = pages / "content" / "nl-NL"
    (root / "pay.md.html").mkdir()
    (root / "pay.md.html" / "in the way.md").write_bytes((root / "pay.md").read_bytes())
    with open(os.fsencode(root) + b"/\xff.md", "wb") as file:  # noqa: PTH123
        file.write((root / "pay.md").read_bytes())
    result = run_in(pages, "report")
    assert result.exit_code == 1, result.exception
    report = pages / "build" / "report"
    assert len(table(report)) == 7
    assert os.path.exists(os.fsencode(report) + b"/pages/nl-NL/\xff.md.html")  # noqa: PTH110
    [odd] = [str(row["address"]) for row in table(report) if "%FF" in str(row["address"])]
    assert odd == "pages/nl-NL/%FF.md.html"


def test_a_folder_with_other_things_is_left_alone(pages: Path, run_in: Run) -> None:
    (pages / "mine").mkdir()
    (pages / "mine" / "notes.txt").write_text("x")
    result = run_in(pages, "report", "--output", "mine")
    assert "holds no report" in str(result.exception)
    assert [file.name for file in (pages / "mine").iterdir()] == ["notes.txt"]


def test_summary_adds_up_localized_pages() -> None:
    rows = [
        Row("a.md", "nl-NL", "A", "MT", "stale", 2, 1, 10, 4, 1, 0, 0),
        Row("b.md", "nl-NL", "B", "HT", "current", 1, 1, 5, 0, 0, 2, 0),
        Row("a.md", "", "A", errors=3),
    ]
    found = summary(rows)
    assert (found.pages, found.stale, found.review_words, found.words) == (2, 1, 4, 15)
    assert (found.errors, found.warnings) == (4, 2)
    assert [(part.label, part.value) for part in found.types] == [
        ("Human translation", 1),
        ("Machine translation", 1),
    ]


@pytest.mark.parametrize(
    ("value", "total", "words"),
    [(0, 0, "–"), (0, 5, "0 %"), (1, 1000, "< 1 %"), (999, 1000, "> 99 %"), (5, 5, "100 %")],
)
def test_percent_never_hides_a_rest(value: int, total: int, words: str) -> None:
    assert percent(value, total) == words


def test_a_chart_fills_its_width() -> None:
    chart = stacked([Part("a", 1, "good"), Part("b", 0, "error"), Part("c", 3, "warning")])
    widths = [float(width) for width in re.findall(r' width="([\d.]+)"', chart)]
    assert widths == [249.0, 747.0]
    assert "tone-error" not in chart


def test_the_table_survives_any_path() -> None:
    row = Row("</script>\u2028.md", "nl-NL")
    text = table_data([row], lambda one: one.path)
    assert "<" not in text
    assert text.isascii()
