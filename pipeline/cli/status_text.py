"""How `locpipe status` shows pages and totals: for people, as CSV, and in Markdown."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from io import StringIO
from typing import Any

import click

from pipeline.commands.status import ChangedSentence, Status
from pipeline.commands.status_totals import Totals
from pipeline.output.markdown import code
from pipeline.output.markdown import table as markdown_table
from pipeline.output.screen import hanging, table
from pipeline.output.text import counted
from pipeline.provenance.history import some_of
from pipeline.rules.problem import quoted
from pipeline.visible import one_line, visible

_COLOURS = {"current": "green", "stale": "yellow", "source-missing": "red", "unverifiable": "cyan"}
_NOT_IN_ROWS = ("sentences", "structure")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_text(
    found: Sequence[Status], totals: Mapping[str, Totals], most: int, *, stale: bool = False
) -> str:
    """A line a page, and the sums; a table where `most` is the width of a terminal.

    `stale`: below each page the sentences that are behind.
    """
    pages = "".join(_with_sentences(one, most) for one in found) if stale else _lines(found, most)
    ends = [_totals(found), *(_of_locale(*one) for one in totals.items() if len(totals) > 1)]
    return pages + "".join(f"{hanging(end, most)}\n" for end in ends)


def as_json(found: Iterable[Status], totals: Mapping[str, Totals]) -> dict[str, Any]:
    """Everything, as one document."""
    sums = {locale: asdict(one) for locale, one in totals.items()}
    return {"version": 1, "pages": [asdict(one) for one in found], "locales": sums}


def as_csv(found: Iterable[Status]) -> str:
    """A row a page, for spreadsheets: nothing in it is taken for a formula."""
    names = [field.name for field in fields(Status) if field.name not in _NOT_IN_ROWS]
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    for one in found:
        writer.writerow([_cell(getattr(one, name)) for name in names])
    return out.getvalue()


def as_markdown(found: Sequence[Status], totals: Mapping[str, Totals]) -> str:
    """The totals by locale, and the pages that are not current."""
    head = (
        "locale",
        "pages#",
        "current#",
        "stale#",
        "sentences behind#",
        "translated#",
        "reviewed#",
    )
    rows = [
        (
            code(locale),
            str(one.pages),
            str(one.current + one.cosmetic),
            str(one.stale),
            str(one.stale_sentences),
            _percent(one.translated_units, one.current_units),
            _percent(one.reviewed_units, one.units),
        )
        for locale, one in totals.items()
    ]
    text = markdown_table(head, rows)
    work = [one for one in found if one.freshness != "current" and not one.cosmetic]
    if work:
        pages = [
            (code(f"{one.locale}/{one.path}"), one.freshness, str(one.changed_units or ""))
            for one in work
        ]
        text += "\n" + markdown_table(("page", "freshness", "sentences behind#"), pages)
    return text


def since_then(before: tuple[str, Mapping[str, Totals]], totals: Mapping[str, Totals]) -> str:
    """What is otherwise than when it was recorded last, in words."""
    time, then = before
    parts = []
    for locale, now in totals.items():
        old = then.get(locale, Totals())
        changes = [
            f"{new - was:+,} {what}"
            for was, new, what in (
                (old.pages, now.pages, "pages"),
                (old.stale, now.stale, "stale"),
                (old.translated_units, now.translated_units, "units translated"),
                (old.reviewed_units, now.reviewed_units, "reviewed"),
            )
            if new != was
        ]
        parts += [f"{locale} {', '.join(changes)}"] if changes else []
    return f"Since {one_line(time)}: {'; '.join(parts) or 'nothing has changed'}"


def _with_sentences(one: Status, most: int) -> str:
    """A page that is behind, with the sentences to be worked on."""
    lines = [_line(one)] if not one.sentences else [f"{one_line(f'{one.locale}/{one.path}')}:"]
    lines += [f"    {_sentence(each)}" for each in one.sentences]
    lines += [f"    beside sentences: {quoted(visible(each))}" for each in one.structure]
    return "".join(f"{hanging(line, most)}\n" for line in lines)


def _sentence(one: ChangedSentence) -> str:
    source, was = quoted(visible(one.source), 100), quoted(visible(one.was), 100)
    if one.source and one.was:
        return f"{one.kind}: {was} is {source} now"
    return f"{one.kind}: {source if one.source else was}"


def _of_locale(locale: str, one: Totals) -> str:
    numbers = (
        (one.current, "current"),
        (one.stale, "stale"),
        (one.cosmetic, "stale (cosmetic)"),
        (one.source_missing, "without a source"),
        (one.unverifiable, "unverifiable"),
    )
    parts = [f"{number:,} {what}" for number, what in numbers if number]
    if one.stale_sentences:
        parts.append(f"{counted(one.stale_sentences, 'sentence')} behind")
    if one.current_units:
        parts.append(f"{_percent(one.translated_units, one.current_units)} translated")
    if one.units:
        parts.append(f"{_percent(one.reviewed_units, one.units)} reviewed")
    return f"  {one_line(locale)}: {counted(one.pages, 'page')}, {', '.join(parts)}"


def _percent(part: int, whole: int) -> str:
    """A share, rounded down: only all is 100 %. Empty where there is nothing."""
    return f"{100 * part // whole} %" if whole else ""


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    text = one_line(str(value))
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA) else text


def _lines(found: Sequence[Status], most: int) -> str:
    """A line a page; a table where `most` is the width of a terminal."""
    if not most:
        return "".join(_line(one) + "\n" for one in found)
    rows = [
        (
            one.translation_type or "--",
            click.style(_freshness(one), fg=_COLOURS[one.freshness]),
            f"{one.reviewed_units}/{one.units}" if one.units else "",
            f"{one.source_words:,}",
            one_line(f"{one.locale}/{one.path}") + (f"\n{_why(one)}" if _why(one) else ""),
        )
        for one in found
    ]
    return table(("", "freshness", "reviewed", "words", "page"), rows, most, title=-1)


def _line(one: Status) -> str:
    freshness = click.style(f"{_freshness(one):<16}", fg=_COLOURS[one.freshness])
    reviewed = f"{one.reviewed_units}/{one.units} reviewed" if one.units else ""
    words = counted(one.source_words, "word")
    name = one_line(f"{one.locale}/{one.path}")
    why = f"  {_why(one)}" if _why(one) else ""
    return (
        f"{one.translation_type or '--':<2}  {freshness}  {reviewed:<18}  {words:>12}  {name}{why}"
    )


def _freshness(one: Status) -> str:
    return f"{one.freshness} (cosmetic)" if one.cosmetic else one.freshness


def _why(one: Status) -> str:
    """Why a page is not current, what changed since it was, and how much is translated, where that is not all."""
    parts = []
    if one.freshness != "current":
        parts.append(one_line(one.reason))
        if one.commits is not None:
            parts.append(counted(one.commits, "commit"))
            parts[-1] += f", {counted(one.changed_units or 0, 'sentence')}"
        if one.sentences:
            parts[-1] += f": {some_of([each.source or each.was for each in one.sentences])}"
    if one.review_words and one.reviewed_units:
        parts.append(f"{counted(one.review_words, 'word')} to review")
    if one.translated_units < one.current_units:
        parts.append(f"{one.translated_units} of {counted(one.current_units, 'unit')} translated")
    return "; ".join(parts)


def _totals(found: Sequence[Status]) -> str:
    kinds = Counter(map(_freshness, found))
    types = Counter(one.translation_type or "of unknown translation type" for one in found)
    parts = [f"{number:,} {kind}" for kind, number in sorted(kinds.items())]
    parts += [f"{number:,} {kind}" for kind, number in sorted(types.items())]
    words = sum(one.review_words for one in found)
    parts += [f"{counted(words, 'word')} to review"] if words else []
    return f"{counted(len(found), 'page')}: {', '.join(parts) or 'none'}"
