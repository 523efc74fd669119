"""Safe fixes on pages that people translated: a few, each of them read by a person, and no more.

What is kept here of the pages is a count for each rule and a digest of all changes. Where a rule finds more or less,
run `python -m tests.real_pages.test_fixes` and read every change before you write its numbers down.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest

from pipeline.markdown.article import Article
from pipeline.rebuild.apply import with_targets
from pipeline.results.finding import Finding
from pipeline.rules.context import PageContext
from pipeline.rules.fixing import Change, fix_until_done
from pipeline.rules.policy import Policy
from pipeline.rules.run import page_findings
from pipeline.rules.shape import keeps_markup, keeps_parts
from pipeline.rules.translation.mending import mended
from pipeline.settings import Settings
from pipeline.units.bilingual import bilingual_units
from pipeline.units.unit import Unit
from tests.corpus import corpus as corpus_folder

SETTINGS = Settings()
POLICY = Policy.of(SETTINGS)
LOCALES = ("nl-NL", "de-DE", "fr-FR", "ja-JP")
REVIEWED: dict[str, tuple[dict[str, int], str]] = {
    "nl-NL": (
        {
            "edge-space": 26,
            "emphasis-broken": 3,
            "host-case": 1,
            "name-changed": 1,
            "space-before-punctuation": 3,
            "space-lost": 8,
            "stop-in-markup": 7,
            "version-changed": 2,
        },
        "58e176d906c1b030",
    ),
    "de-DE": ({"space-lost": 3}, "a4800989b3b0da69"),
    "fr-FR": (
        {"edge-space": 2, "no-break-space": 1, "space-before-punctuation": 3, "space-lost": 2},
        "13f8f96c83b67cbe",
    ),
    "ja-JP": (
        {
            "edge-space": 6,
            "emphasis-broken": 10,
            "space-before-punctuation": 2,
        },
        "2bee6931a73877af",
    ),
}
"""For each locale, how many safe fixes each rule has on its pages of human translation, and their digest."""
SENTENCES = 200


def human_pages(corpus: Path, locale: str) -> Iterator[PageContext]:
    """Bilingual pages of human translation, and sentences that people left in the place of machine translation."""
    for docset in ("alchemy", "contribute"):
        root = corpus / docset / "sxs" / locale
        for file in sorted(root.rglob("*.md")):
            article = Article.parse(file.read_bytes())
            if article.meta("ms.translationtype") == "HT":
                path = file.relative_to(root).as_posix()
                units = bilingual_units(article)
                yield PageContext(path, locale, root, article, SETTINGS, units=units)
    rows = corpus / "postedits" / f"{locale}.jsonl"
    if rows.exists():
        lines = rows.read_text("utf-8").splitlines()
        for start in range(0, len(lines), SENTENCES):
            yield sentences(rows.parent, locale, lines[start : start + SENTENCES])


def sentences(root: Path, locale: str, lines: Sequence[str]) -> PageContext:
    """A page of post-edited sentences, each in a line."""
    text, units = "---\nms.translationtype: HT\n---\n", []
    for line in lines:
        row = json.loads(line)
        place = (len(text), len(text) + len(row["ht"]))
        units.append(Unit(row["source"], row["ht"], "paragraph")._replace(target_range=place))
        text += row["ht"] + "\n"
    return PageContext("rows.md", locale, root, Article(text), SETTINGS, units=tuple(units))


def changes(page: PageContext) -> Iterator[Change]:
    """What `check --fix` and `validate --fix` change on a page; the page stays what it was around that."""
    done = mended(page, POLICY)
    for index, target in done.targets.items():
        unit = page.units[index]
        assert keeps_markup(unit.source, unit.target, target)
        fixed = replace(page, units=(unit._replace(target=target, target_range=(0, len(target))),))
        assert not mended(fixed, POLICY).targets
        yield from done.fixed[index]
    if page.article.is_bilingual:
        rebuilt = with_targets(page.article, page.units, done.targets)
        assert not rebuilt.refused
        new, more = fix_until_done(rebuilt.article.text, partial(findings, page), keeps=keeps_parts)
        again = [unit.target for unit in bilingual_units(Article(new))]
        assert again == [
            done.targets.get(index, unit.target) for index, unit in enumerate(page.units)
        ]
        assert fix_until_done(new, partial(findings, page), keeps=keeps_parts) == (new, [])
        yield from more


def findings(page: PageContext, text: str) -> Sequence[Finding]:
    """What the page rules find in a text that stands where the page does."""
    return page_findings(replace(page, article=Article(text), units=()), POLICY)


def numbers(found: Iterable[Change]) -> tuple[dict[str, int], str]:
    """How many changes each rule made, and a digest of them all."""
    rows = sorted(f"{one.finding.rule}\0{one.before}\0{one.after}" for one in found)
    counts = Counter(row.partition("\0")[0] for row in rows)
    return dict(sorted(counts.items())), sha256("\n".join(rows).encode()).hexdigest()[:16]


@pytest.mark.parametrize("locale", LOCALES)
def test_safe_fixes_on_human_translation_are_those_that_were_read(
    corpus: Path, locale: str
) -> None:
    found = [one for page in human_pages(corpus, locale) for one in changes(page)]
    assert numbers(found) == REVIEWED[locale]


if __name__ == "__main__":
    for name in LOCALES:
        found = [one for page in human_pages(corpus_folder(), name) for one in changes(page)]
        for one in found:
            print(one.told(f"{name}/{one.finding.path}"))
        print(name, numbers(found))
