"""What a change of the rules does to real pages: the findings of two revisions, compared, as Markdown.

    python -m tools.ecosystem BASE [--head REV] [--corpus FOLDER] [--samples 10]

Each revision is taken from git into a folder of its own and checks and validates the docsets that `ecosystem.toml`
names. What is printed fits into a pull request: by rule, how many findings came and went on pages of human and of
machine translation and on sources, with samples. Ends with 1 where a rule says more on human pages than its budget,
with 2 where no docset is there.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from benchmarks.docset import PROJECT
from tools.revision import Docset, Found, docsets, findings, taken

DATA = Path(__file__).with_name("ecosystem.toml")
LOUD = ("error", "warning")
KINDS = ("HT", "MT", "source", "")
"""What pages are: of human or of machine translation, sources, or they do not say."""


@dataclass(frozen=True, slots=True)
class Change:
    """The findings of one rule that came and went, those at warning or above first."""

    rule: str
    added: tuple[Found, ...]
    gone: tuple[Found, ...]


def changes(before: Iterable[Found], after: Iterable[Found]) -> list[Change]:
    """Return what came and went, by rule, the rule with most of it first; the same finding twice counts twice."""
    old, new = Counter(before), Counter(after)
    added, gone = _by_rule((new - old).elements()), _by_rule((old - new).elements())
    rules = sorted(added.keys() | gone.keys())
    found = [Change(rule, _ordered(added[rule]), _ordered(gone[rule])) for rule in rules]
    return sorted(found, key=lambda one: -len(one.added) - len(one.gone))


def _by_rule(found: Iterable[Found]) -> defaultdict[str, list[Found]]:
    groups: defaultdict[str, list[Found]] = defaultdict(list)
    for one in found:
        groups[one.rule].append(one)
    return groups


def _ordered(found: Sequence[Found]) -> tuple[Found, ...]:
    """Loud findings first; among them an order that says nothing, and is the same each time: samples are drawn so."""

    def place(one: Found) -> tuple[bool, bytes]:
        return one.severity not in LOUD, sha256(repr(one).encode()).digest()

    return tuple(sorted(found, key=place))


def over_budget(
    found: Iterable[Found], human_pages: int, data: Mapping[str, Any]
) -> Iterator[tuple[str, int, float]]:
    """Yield the rules that say more on human pages than they may: rule, findings, how many it may have."""
    loud = Counter(one.rule for one in found if one.kind == "HT" and one.severity in LOUD)
    for rule, count in sorted(loud.items()):
        allowed = data.get("budgets", {}).get(rule, data["budget"]) * human_pages / 1000
        if count > max(allowed, 1):
            yield rule, count, allowed


def page(base: str, head: str, found: Sequence[Change], samples: int) -> Iterator[str]:
    """Yield the lines of the comparison."""
    yield f"## Findings of `{base}` and `{head}`"
    yield ""
    if not found:
        yield "No finding came, none went."
        return
    kinds = [f"{sign} {kind or 'other'}" for sign in "+−" for kind in KINDS]
    yield f"| rule | {' | '.join(kinds)} |"
    yield "| --- |" + " --: |" * (2 * len(KINDS))
    for one in found:
        cells = [str(_of(kind, each)) for each in (one.added, one.gone) for kind in KINDS]
        yield f"| `{one.rule}` | {' | '.join(cells)} |"
    for one in found:
        yield ""
        counts = f"{len(one.added)} came, {len(one.gone)} went"
        yield f"<details><summary><code>{one.rule}</code>: {counts}</summary>"
        yield ""
        for sign, each in (("+", one.added), ("−", one.gone)):
            for finding in each[:samples]:
                yield f"- {sign} {finding.told()}"
        yield ""
        yield "</details>"


def _of(kind: str, found: Iterable[Found]) -> int:
    return sum(1 for one in found if one.kind == kind)


def main() -> int:
    """Compare two revisions; 1 where a rule is over its budget, 2 where there is nothing to compare on."""
    parser = argparse.ArgumentParser(description="Compare the findings of two revisions.")
    parser.add_argument("base")
    parser.add_argument(
        "--head", default="", help="a revision; the working tree where none is named"
    )
    parser.add_argument("--corpus", type=Path, default=_corpus())
    parser.add_argument("--samples", type=int, default=10)
    options = parser.parse_args()
    data = tomllib.loads(DATA.read_text("utf-8"))
    chosen = docsets(options.corpus, data["docsets"])
    if not chosen:
        print(
            "no docset to compare on: name the corpus with --corpus or LOCPIPE_CORPUS",
            file=sys.stderr,
        )
        return 2
    with tempfile.TemporaryDirectory(prefix="locpipe-ecosystem-") as folder:
        before = _found(taken(options.base, Path(folder) / "base"), chosen)
        head = taken(options.head, Path(folder) / "head") if options.head else PROJECT
        after = _found(head, chosen)
    print(
        *page(
            options.base,
            options.head or "the working tree",
            changes(before, after),
            options.samples,
        ),
        sep="\n",
    )
    human_pages = len({(one.docset, one.path) for one in after if one.kind == "HT"})
    human_pages = max(human_pages, sum(one.human_pages for one in chosen))
    over = list(over_budget(after, human_pages, data))
    if over:
        print(
            f"\n## Over budget on {human_pages:,} human pages\n\n| rule | findings | allowed |\n| --- | --: | --: |"
        )
        for rule, count, allowed in over:
            print(f"| `{rule}` | {count} | {allowed:.0f} |")
    return int(bool(over))


def _found(code: Path, chosen: Iterable[Docset]) -> list[Found]:
    return [one for docset in chosen for one in findings(code, docset)]


def _corpus() -> Path:
    return Path(os.environ.get("LOCPIPE_CORPUS") or PROJECT.parent / "shared" / "corpus")


if __name__ == "__main__":
    sys.exit(main())
