"""What an author wrote where front matter is no YAML: in his words, at the line where he wrote it.

A parser stops where it cannot go on, often a line late, and says so in its own terms. Here each line that looks like a
known mistake is mended on trial; it is the cause if the block can then be read, or read further.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple

import yaml

from pipeline.files.splice import Splice, splice
from pipeline.markdown.yaml_loader import MarkedLoader
from pipeline.visible import shown

_KEY = r"(?P<key>[A-Za-z][\w.-]*+(?: [A-Za-z]\w*+)?)"
_MOST_LINES = 400
_MOST_TRIED = 25


class Mistake(NamedTuple):
    """A mistake in a block: where it stands (0-based characters of the block), what it is, and what mends it.

    `is_sure` says that the mend is what was meant.
    """

    start: int
    end: int
    message: str
    mend: Splice
    label: str = ""
    is_sure: bool = False


class _Kind(NamedTuple):
    """A kind of mistake: how a line with it looks, and what to say and do of it (from the match)."""

    pattern: re.Pattern[str]
    mistake: Callable[[re.Match[str]], Mistake | None]


def mistake_in(block: str, *, nested: bool = False) -> Mistake | None:
    """The first mistake that keeps a block of YAML from being read; None where it is none of those that are known.

    `nested`: the block may be a list, and keys may stand below others; front matter has them in column 1.
    """
    limit = _stops_at(block)
    if limit is None:
        return None
    for one in islice(_candidates(block, nested=nested), _MOST_TRIED):
        if one.start > limit:
            break
        after = _stops_at(splice(block, [one.mend]))
        if after is None or after > limit + len(one.mend.text):
            return one
    return None


def _stops_at(block: str) -> int | None:
    """Where the parser stops, as characters; None where it reads the whole block as a mapping."""
    loader = MarkedLoader(block)
    try:
        node = loader.get_single_node()
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        return min(mark.index, len(block)) if mark else 0
    finally:
        loader.dispose()
    return None if not isinstance(node, yaml.ScalarNode) else 0


def _candidates(block: str, *, nested: bool) -> Iterator[Mistake]:
    """What looks like a mistake, by line; of one line, by kind."""
    kinds = [one for one in _KINDS if not (nested and one.mistake in _OF_COLUMN_ONE)]
    at, before = 0, ""
    for line in block.split("\n", _MOST_LINES)[:_MOST_LINES]:
        bare = line.rstrip("\r")
        found = _of_list(bare, before)
        if found is not None:
            yield _moved(found, at)
        lead = _LEAD.match(bare) if nested else None
        skipped = lead.end() if lead else 0
        for kind in kinds:
            match = kind.pattern.fullmatch(bare, skipped)
            found = kind.mistake(match) if match else None
            if found is not None:
                yield _moved(found, at)
        before = bare if bare.strip() else before
        at += len(line) + 1


def _moved(one: Mistake, by: int) -> Mistake:
    mend = Splice(one.mend.start + by, one.mend.end + by, one.mend.text)
    return one._replace(start=one.start + by, end=one.end + by, mend=mend)


def _of_list(line: str, before: str) -> Mistake | None:
    """An item of a list that stands in another column than the one before it."""
    item, last = (re.match(r"( *)- ", one) for one in (line, before))
    if item is None or last is None or item[1] == last[1]:
        return None
    message = "the items of a list begin in one column; this one does not"
    return Mistake(item.end(1), len(line), message, Splice(0, item.end(1), last[1]))


def _says(
    group: str, message: str, new: str, *, sure: str = ""
) -> Callable[[re.Match[str]], Mistake]:
    """A mistake at a group of the match. `{}` in the words is the key, in the mend what stood there."""

    def mistake(match: re.Match[str]) -> Mistake:
        key = match.groupdict().get("key") or ""
        said = message.replace("{}", shown(key)).replace("<>", shown(match[group], 40))
        start, end = match.span(group)
        edit = Splice(start, end, new.replace("{}", match[group]))
        return Mistake(start, end, said, edit, sure, bool(sure))

    return mistake


def _quoted(message: str, mark: str = "mark") -> Callable[[re.Match[str]], Mistake]:
    """A mistake in a value that quotes around it mend."""

    def mistake(match: re.Match[str]) -> Mistake:
        said = message.replace("{}", shown(match["key"])).replace("<>", shown(match[mark], 20))
        value = match["value"].replace("\\", "\\\\").replace('"', '\\"')
        edit = Splice(*match.span("value"), f'"{value}"')
        return Mistake(*match.span(mark), said, edit, "quote the value")

    return mistake


def _requoted(message: str, mark: str) -> Callable[[re.Match[str]], Mistake]:
    """A mistake inside a quoted value, which other quotes mend."""

    def mistake(match: re.Match[str]) -> Mistake:
        inner = match["inner"].replace("\\", "\\\\").replace('"', '\\"')
        edit = Splice(*match.span("value"), f'"{inner}"')
        return Mistake(*match.span(mark), message, edit, "quote it so that it can be read")

    return mistake


def _unindented(match: re.Match[str]) -> Mistake:
    start, end = match.span("mark")
    message = f"`{shown(match['key'])}` is indented; keys begin in column 1"
    mend = Splice(match.start("indent"), match.end("indent"), "")
    return Mistake(start, end, message, mend, "take the blanks out")


def _without_colon(match: re.Match[str]) -> Mistake:
    start, end = match.span("key")
    message = f"a colon is missing behind `{shown(match['key'])}`"
    return Mistake(start, end, message, Splice(end, match.end("blank"), ": "))


_KINDS = tuple(
    _Kind(re.compile(pattern), mistake)
    for pattern, mistake in (
        (
            r"(?P<tab>\t+).*",
            _says("tab", "front matter is not valid YAML: a tab cannot indent; use spaces", "  "),
        ),
        (
            rf"{_KEY}[ \t]*(?P<mark>：)[ \t]*.*",
            _says("mark", "`：` is no colon of YAML; write `: ` behind `{}`", ": "),
        ),
        (
            rf"{_KEY}:(?P<mark>[\xa0\u2000-\u200b\u202f\u3000\ufeff]+).*",
            _says(
                "mark",
                "the blank behind `{}:` is none that YAML knows (a no-break space or the like)",
                " ",
            ),
        ),
        (
            r"(?P<mark>[\xa0\u2000-\u200b\u202f\u3000\ufeff]+).*",
            _says("mark", "the line begins with a blank that YAML does not know", ""),
        ),
        (
            rf"{_KEY}(?P<mark>:)(?=[^\s:/]).*",
            _says("mark", "a space is missing behind `{}:`", ": ", sure="write the space"),
        ),
        (
            rf"{_KEY}(?P<mark> ?=) ?.*",
            _says("mark", "`{}` is followed by `=`; YAML writes `{}: `", ":"),
        ),
        (
            r"(?P<mark>-)(?=[^\s-]).*",
            _says("mark", "a space is missing behind the `-` of a list", "- "),
        ),
        (
            rf"{_KEY}: +(?P<value>'(?P<inner>[^']*+(?P<mark>'(?!'))[^\r\n]*)') *",
            _requoted("an apostrophe ends a text in `'`; put the text in `\"`", "mark"),
        ),
        (
            rf"{_KEY}: +(?P<value>\"(?P<inner>[^\"\\]*+(?P<mark>\")[^\r\n]*)\") *",
            _requoted('a `"` inside a text in `"` is written `\\"`', "mark"),
        ),
        (
            rf"{_KEY}: +(?P<value>\"(?P<inner>[^\"\\]*+(?P<mark>\\[^\"\\/abefnrtuvx0NLP_ ])[^\"\r\n]*)\") *",
            _requoted('a `\\` inside a text in `"` is written `\\\\`', "mark"),
        ),
        (
            r"(?P<mark>[\"'])(?P<key>[A-Za-z][\w.-]*+):(?: [^\"']*)?",
            _says("mark", "the quote before `{}` is never closed; a key needs none", ""),
        ),
        (
            rf"{_KEY}: +(?P<mark>\")[^\"]*",
            _says("mark", 'the `"` of `{}` is never closed', ""),
        ),
        (
            rf"{_KEY}: +(?P<mark>')[^']*",
            _says("mark", "the `'` of `{}` is never closed", ""),
        ),
        (
            rf"{_KEY}: +(?P<value>(?P<mark>[\[{{])[^\]}}]*) *",
            _quoted("the `<>` of `{}` is never closed; a text that begins with it must be quoted"),
        ),
        (
            rf"{_KEY}: +(?P<value>(?P<mark>[@`%*&!|>\[{{,?#-])[^\r\n]*?) *",
            _quoted("a value that begins with `<>` must be quoted"),
        ),
        (
            rf"{_KEY}: +(?P<value>(?P<q>[\"'])[^\"']*+(?P=q)(?P<mark> *[^\s#][^\r\n]*?)) *",
            _says("mark", "text behind the closing quote of `{}`", ""),
        ),
        (
            rf"{_KEY}: +(?P<value>(?![\"'\[{{>|&*!%@`#])[^\r\n]{{0,1000}}?(?P<mark>:) [^\r\n]{{0,1000}}?) *",
            _quoted("the value of `{}` holds `: ` and must be quoted"),
        ),
        (
            rf"{_KEY}: +(?P<value>(?![\"'\[{{>|&*!%@`#])[^\r\n]{{0,1000}}?(?P<mark>:)) *",
            _quoted("the value of `{}` ends with `:` and must be quoted"),
        ),
        (
            rf"(?P<indent> +)(?P<mark>{_KEY}:(?: .*)?)",
            _unindented,
        ),
        (
            r"(?P<key>[A-Za-z][\w.-]*+)(?P<blank> *)[^:]*",
            _without_colon,
        ),
    )
)
_OF_COLUMN_ONE = (_unindented, _without_colon)
_LEAD = re.compile(r" *(?:- +)*")
