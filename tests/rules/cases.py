"""Reads and runs the rule fixtures; how to write one stands in `fixtures/README.md`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pipeline.docset.family import family_of
from pipeline.families.syntax import syntax_of
from pipeline.markdown.article import Article
from pipeline.results.finding import Finding
from pipeline.rules.context import PageContext
from pipeline.rules.docset import collect_facts, judge_facts
from pipeline.rules.fixing import fix_until_done
from pipeline.rules.policy import Policy
from pipeline.rules.run import page_findings
from pipeline.settings import Settings

TODAY = date(2022, 1, 1)
_HEAD = re.compile(r"^=== ?(bad|good|source|file|expect|fixed)\b[ \t]*(.*)$")
_ESCAPE = re.compile(r"<U\+([0-9A-F]{4,6})>")


@dataclass
class Case:
    kind: str
    title: str
    path: str = "article.md"
    locale: str = ""
    schema: str = ""
    family: str = "auto"
    page: str = ""
    source: str | None = None
    files: dict[str, str] = field(default_factory=dict)
    expect: list[str] = field(default_factory=list)
    fixed: str | None = None


def read(file: Path) -> list[Case]:
    """The cases of one fixture file."""
    cases: list[Case] = []
    section, name, lines = "", "", []

    def close() -> None:
        if not section:
            return
        text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), "".join(lines))
        if section in ("bad", "good"):
            case = Case(section, name)
            while match := re.match(r"@(path|locale|schema|family) (\S+)\n", text):
                setattr(case, match[1], match[2])
                text = text[match.end() :]
            case.page = text
            cases.append(case)
        elif section == "source":
            cases[-1].source = text
        elif section == "file":
            cases[-1].files[name] = text
        elif section == "expect":
            cases[-1].expect = [line for line in text.splitlines() if line.strip()]
        else:
            cases[-1].fixed = text

    for line in file.read_text("utf-8").splitlines(keepends=True):
        match = _HEAD.match(line.rstrip("\n"))
        if match:
            close()
            section, name, lines = match[1], match[2].strip(), []
        else:
            lines.append(line)
    close()
    return cases


def run(case: Case, rule: str, root: Path, text: str | None = None) -> list[Finding]:
    """The findings of `rule` (a rule, or a family) on the case's page, with its docset in `root`."""
    from pipeline.rules.registry import entry

    found = all_findings(case, root, text)
    return [one for one in found if rule in (one.rule, entry(one.rule).family)]


def all_findings(case: Case, root: Path, text: str | None = None) -> list[Finding]:
    """The findings of every rule on the case's page."""
    content, source_root = root / "content", root / "source"
    for name, body in case.files.items():
        for folder in (content, source_root):
            place = folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(body, encoding="utf-8", newline="")
    if case.source is not None:
        place = source_root / case.path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(case.source, encoding="utf-8", newline="")
    own = f"source/{case.schema}" if case.schema else ""
    settings = Settings(root=root, schema=own, localized_schema=own, family=case.family)
    syntax = syntax_of(family_of(settings))
    policy = Policy.of(settings)
    pages = [
        PageContext(
            path=case.path,
            locale=case.locale,
            root=content if case.locale else source_root,
            article=Article(case.page if text is None else text, syntax),
            settings=settings,
            source=Article(case.source, syntax) if case.source is not None else None,
            source_root=source_root,
            today=TODAY,
        )
    ]
    for name, body in case.files.items():
        if name.endswith(".md"):
            pages.append(
                PageContext(
                    name, case.locale, pages[0].root, Article(body, syntax), settings, today=TODAY
                )
            )
    facts = [fact for page in pages for fact in collect_facts(page, "docset")]
    return page_findings(pages[0], policy) + judge_facts(facts, "docset", policy)


def worded(finding: Finding) -> str:
    """A finding as an expectation line has it."""
    place = f"{finding.line}:{finding.column}-{finding.place.end_line}:{finding.place.end_column}"
    return f"{place} {finding.rule} {finding.severity.label} {finding.message}"


def fixed(case: Case, rule: str, root: Path) -> str:
    """The case's page after all fixes of `rule`."""
    text, _ = fix_until_done(case.page, lambda text: run(case, rule, root, text), unsafe=True)
    return text
