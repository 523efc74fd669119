"""What pages came to before, so that only what has changed is done again. It never changes a result.

A result is used again when code, settings and options are the same (`signature`) and every file that the job read or
wrote holds what it held then. As git's index does, an unchanged file is told by its stamp (times, size, inode)
alone; one whose stamp differs, or that was so fresh that a later change could hide behind the same stamp, is read.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from itertools import chain
from pathlib import Path

from pipeline.docset.pages import Page, Tree
from pipeline.engine.cache_folder import cache_folder
from pipeline.engine.facts import Facts
from pipeline.engine.packed import (
    PackedFindings,
    pack,
    pack_findings,
    pack_reads,
    unchanged,
    unpack,
    unpack_findings,
    unpack_reads,
)
from pipeline.engine.packed_facts import PackedFacts
from pipeline.engine.repeat import repeated
from pipeline.engine.signature import code, digest_of, signature
from pipeline.engine.store import Row, Store
from pipeline.engine.work import Done, Job
from pipeline.files.reads import ABSENT, Seen, Stamp, look, renewed
from pipeline.output.layout import Layout
from pipeline.results.finding import Finding
from pipeline.results.page_result import Outcome
from pipeline.rules.docset import DocsetScope, in_order, judge_sorted, portions
from pipeline.rules.policy import Policy
from pipeline.settings import Settings

FILE = "pages.sqlite"
_TICK = (
    50_000_000  # nanoseconds: more than the clock of any file system that counts finer than seconds
)
_COARSE_TICK = 2_000_000_000
_SECOND = 1_000_000_000


class Cache:
    """The results of one docset."""

    def __init__(self, folder: Path | None, root: Path) -> None:
        self._store = Store(folder / FILE if folder else None, code(date.today()))
        self._clock = folder / f"clock-{os.getpid()}" if folder else None
        self._root = root
        self._signatures: dict[tuple[int, Tree], str] = {}
        self._keep: list[object] = []  # jobs whose identity is a key above
        self._former: dict[tuple[str, str], PackedFacts] = {}
        self._fresh: list[tuple[str, str, dict[str, Seen], Row]] = []

    @classmethod
    @contextmanager
    def open(cls, settings: Settings, named: str = "") -> Iterator[Cache]:
        """The docset's cache, below the folder that is `named` or the user's (`cache_folder`).

        It may be deleted at any time; where none can be kept, nothing is remembered.
        """
        cache = cls(cache_folder(settings.root, named), settings.root)
        try:
            yield cache
        finally:
            cache.close()

    def get(
        self, job: Job, settings: Settings, page: Page, layout: Layout | None = None
    ) -> Outcome | None:
        """What the job would say of the page; None where that is not known."""
        name = self._signature(job, settings, page.tree)
        row = self._store.get(name, page.path)
        if row is None:
            return None
        try:
            text = row.text.removeprefix(f"{layout}\n") if layout else ""
            facts = PackedFacts(row.facts, row.facts_digest, kept=True)
            outcome = unpack(row.said, row.findings, facts, text if text != row.text else "")
            if not unchanged(row.reads):
                seen = renewed(unpack_reads(row.reads))
                if seen is None:
                    self._former[name, page.path] = facts
                    return None
                self._remember(name, page.path, seen, row)
        except (ValueError, TypeError, KeyError):
            return None
        return outcome

    def put(
        self, job: Job, settings: Settings, page: Page, done: Done, layout: Layout | None = None
    ) -> None:
        """Remember what a job said of a page, as it will say it next time, where that is certain.

        Its facts learn what they were before.
        """
        name = self._signature(job, settings, page.tree)
        if isinstance(done.outcome.facts, PackedFacts):
            done.outcome.facts.former = self._former.pop((name, page.path), None)
        if done.reads is None or not done.reads.whole:
            return
        own, wrote = {str(page.po), str(page.out)}, done.reads.written
        if not wrote <= own:  # a worker elsewhere may write them in full
            own, wrote = ({str(Path(one).absolute()) for one in names} for names in (own, wrote))
        outcome = repeated(done.outcome, wrote=wrote, own=own)
        if outcome is not None:
            facts = PackedFacts.of(outcome.facts)
            row = Row(
                "",
                pack(outcome),
                PackedFindings.of(outcome.findings).text,
                facts.text,
                facts.digest,
                f"{layout}\n{outcome.text}" if layout else "",
            )
            self._remember(name, page.path, done.reads.seen, row)

    def judged(self, facts: Facts, scope: DocsetScope, rules: Policy) -> list[Finding]:
        """What the rules of a scope find in the facts, or found when they were the same.

        Where the pages' former facts were judged, only the portions that changed since are judged again.
        """
        by = digest_of(scope, rules, code(date.today()))
        known = self._found(f"{by} {facts.digest}")
        if known is None:
            known = self._found(f"{by} {facts.former_digest}")
            mine = portions(scope)
            again = mine if known is None else facts.changed.intersection(mine)
            known = {number: some for number, some in (known or {}).items() if number not in again}
            for number, group in facts.sorted(again) if again else ():
                if some := list(judge_sorted(group, scope, rules)):
                    known[number] = some
            text = json.dumps({number: pack_findings(some) for number, some in known.items()})
            self._store.put_judgement(f"{by} {facts.digest}", text)
        return in_order(chain.from_iterable(known.values()))

    def _found(self, name: str) -> dict[int, list[Finding]] | None:
        """The findings of each portion as they were judged under that name."""
        text = self._store.judgement(name)
        if text is not None:
            with suppress(ValueError, TypeError, KeyError, AttributeError):
                said = json.loads(text)
                return {int(number): unpack_findings(some) for number, some in said.items()}
        return None

    def close(self) -> None:
        """Keep what was learnt."""
        self._settle()
        self._store.close()
        if self._clock is not None:
            with suppress(OSError):
                self._clock.unlink()

    def _signature(self, job: Job, settings: Settings, tree: Tree) -> str:
        key = (id(job), tree)
        if key not in self._signatures:
            self._signatures[key] = f"{code(date.today())} {signature(job, settings, tree)}"
            self._keep.append(job)
        return self._signatures[key]

    def _remember(self, name: str, path: str, seen: dict[str, Seen], row: Row) -> None:
        self._fresh.append((name, path, seen, row))
        if len(self._fresh) >= _BATCH:
            self._settle()

    def _settle(self) -> None:
        """Store the rows that were put, each file with a stamp where one can be trusted."""
        if not self._fresh:
            return
        now = self._now()
        for name, path, seen, row in self._fresh:
            trusted = {file: _trusted(file, one, now) for file, one in seen.items()}
            self._store.put(name, path, row._replace(reads=pack_reads(trusted)))
        self._fresh.clear()

    def _now(self) -> int:
        """The time by the file system's own clock, which may be another machine's; 0 where it is not known.

        The docset may be on another file system than the cache: its clock may then be a little behind.
        """
        if self._clock is None:
            return 0
        try:
            self._clock.write_bytes(b"")
            status = self._clock.stat()
            same = status.st_dev == self._root.stat().st_dev
        except OSError:
            return 0
        return status.st_mtime_ns - (0 if same else _COARSE_TICK)


_BATCH = 256  # rows: most of their files are old enough to be trusted when they are stored


def _trusted(path: str, one: Seen, now: int) -> Seen:
    """`one` with a stamp by which a later change is certain to be seen; else without."""
    if one.digest == ABSENT or "://" in path:  # the mark of a store is another for each content
        return one
    if (
        one.stamp is None
    ):  # written just now: read again, so that the stamp is that of this very content
        found = look(path)
        if found is None or found.digest != one.digest:
            return one
        one = found
    if one.stamp is not None and not _old(one.stamp, now):
        return Seen(one.digest, None)
    return one


def _old(stamp: Stamp, now: int) -> bool:
    """Is the stamp older than the file system's clock can tell apart?"""
    coarse = stamp.mtime % _SECOND == 0 and stamp.ctime % _SECOND == 0
    return max(stamp.mtime, stamp.ctime) + (_COARSE_TICK if coarse else _TICK) < now
