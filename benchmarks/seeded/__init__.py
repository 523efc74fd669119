"""Mistakes that authors make, put into real pages one at a time: how many are found, at their place, and once?

    python -m benchmarks.seeded [DOCSET …]     # folders of content/en-US and content/nl-NL; the corpus by default

`*.toml` hold the faults. `find` is a pattern and `put` what stands in its place; `block` is a paragraph of its own.
`«»` enclose where the finding must be. A fault goes into the first page, in an order of its own, that it fits.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from pipeline.markdown.article import Article
from pipeline.results.finding import Finding
from pipeline.rules.context import PageContext
from pipeline.rules.policy import Policy
from pipeline.rules.run import page_findings

_HERE = Path(__file__).parent
_ESCAPE = re.compile(r"\\(?:u([0-9a-f]{4})|(n)|(t)|g<(0)>|([1-9]))")
_PARAGRAPH = re.compile(r"(?m)^\n(?=[A-Z][a-z]+ [a-z]+ [^\n|`]{20,}\n\n)")


@dataclass(frozen=True)
class Fault:
    """A mistake: in which kind of pages it is made, where, and how. `loose` faults have no column of their own."""

    name: str
    kind: str
    find: str
    put: str
    loose: bool = False
    in_body: bool = False

    def made(self, text: str) -> tuple[str, int, int] | None:
        """The page with the mistake in it, and where that stands; None where the page has no place for it."""
        pattern = re.compile(self.find) if self.find else _PARAGRAPH
        first = text.find("\n---\n", 3) + 5 if self.in_body and text.startswith("---\n") else 0
        found = list(pattern.finditer(text, first))
        if not found:
            return None
        match = found[0] if self.find else found[len(found) // 2]
        put = self.put if self.find else f"\\n{self.put}\\n\\n"
        new = _ESCAPE.sub(lambda one: _escaped(one, match), put)
        start = match.start() + new.index("«")
        end = match.start() + new.index("»") - 1
        return (
            text[: match.start()]
            + new.replace("«", "", 1).replace("»", "", 1)
            + text[match.end() :],
            start,
            end,
        )


def _escaped(escape: re.Match[str], match: re.Match[str]) -> str:
    if escape[1]:
        return chr(int(escape[1], 16))
    if escape[2] or escape[3]:
        return "\n" if escape[2] else "\t"
    return match[0] if escape[4] else match[int(escape[5])]


def faults() -> Iterator[Fault]:
    """All of them."""
    for kind, name in (("source", "head"), ("source", "body"), ("localized", "localized")):
        rows = tomllib.loads(_HERE.joinpath(f"{name}.toml").read_text("utf-8"))["fault"]
        for row in rows:
            put = row.get("put") or row["block"]
            yield Fault(
                row["name"],
                kind,
                row.get("find", ""),
                put,
                row.get("loose", False),
                name == "body",
            )


@dataclass(frozen=True)
class Verdict:
    """What became of a fault: `found`, `elsewhere`, `several` or `silent`; and what was said."""

    fault: Fault
    path: str
    outcome: str
    said: Sequence[Finding]


def tried(fault: Fault, pages: Sequence[PageContext]) -> Verdict | None:
    """The verdict on a fault in the first page that it fits; None where it fits none."""
    policy = Policy.of(pages[0].settings)
    for page in sorted(pages, key=lambda one: sha256(f"{fault.name}{one.path}".encode()).digest()):
        made = fault.made(page.article.text.replace("\r\n", "\n"))
        if made is None:
            continue
        text, start, end = made
        plain = replace(
            page, article=page.article.with_text(page.article.text.replace("\r\n", "\n"))
        )
        before = Counter((one.rule, one.message) for one in page_findings(plain, policy))
        new = []
        for one in page_findings(replace(page, article=page.article.with_text(text)), policy):
            if before[one.rule, one.message] > 0:
                before[one.rule, one.message] -= 1
            else:
                new.append(one)
        return Verdict(
            fault, page.path, _outcome(fault, page.article.with_text(text), new, start, end), new
        )
    return None


def _outcome(fault: Fault, article: Article, new: Sequence[Finding], start: int, end: int) -> str:
    if not new:
        return "silent"
    line, _ = article.lines.place(start)
    right = [
        one
        for one in new
        if fault.loose or (one.line == line and one.place.start <= end and one.place.end >= start)
    ]
    if not right:
        return "elsewhere"
    return "found" if len(new) == 1 else "several"
