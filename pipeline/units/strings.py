"""The units of a data file: its texts, each held against the source's text under the same key.

Items of lists have no keys. One goes by what it leads to (`href`, `uid` …), else by its number, and then only where
both lists are as long: a text that was put in between must not move all those behind it to other sources.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.families.keys import THE_KEY, KeyPath, Place, value_at
from pipeline.markdown.article import Article
from pipeline.units.metadata import METADATA
from pipeline.units.trimming import is_text
from pipeline.units.unit import Range, Unit

_LEADS_TO = ("href", "topicHref", "tocHref", "uid", "id", "slug", "link", "to", "url", "path")
"""What an item of a list is known by."""

Identity = tuple[Hashable, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a data file: its name in every language, the keys to it, where it stands, and what it says."""

    identity: Identity
    path: Place
    place: Range
    text: str

    @property
    def key(self) -> str:
        """The keys in words."""
        return ".".join(part for part in self.path if isinstance(part, str) and part != THE_KEY)

    @property
    def has_keys_alone(self) -> bool:
        """Does it stand under keys alone, in no list, so that a file can get it by itself?"""
        return all(isinstance(part, str) and part != THE_KEY for part in self.path)


@dataclass(frozen=True, slots=True)
class Strings:
    """A data file held against its source.

    `units` are those of the source, in its order, `texts` what they were made of; `added` are texts of the file that
    the source has not.
    """

    units: tuple[Unit, ...]
    texts: tuple[Text, ...]
    added: tuple[Text, ...]


def texts_in(article: Article, keys: tuple[str, ...]) -> list[Text]:
    """The texts under `keys`, in the order of the file; none of those that go by a name which two have."""
    head = article.head_or_none
    if head is None:
        return []
    places = article.syntax.head_places(article.text, head)
    found: dict[Place, Text] = {}
    for key in keys:
        for place in KeyPath.parse(key).places(head.values):
            text = value_at(head.values, place)
            if place in places and isinstance(text, str) and is_text(text, 0, len(text)):
                named = _identity(head.values, place)
                found.setdefault(place, Text(named, place, places[place], text))
    counts = Counter(one.identity for one in found.values())
    own = (one for one in found.values() if counts[one.identity] == 1)
    return sorted(own, key=lambda one: one.place)


def strings(source: Article, target: Article | None, keys: tuple[str, ...]) -> Strings:
    """The texts of a source file with those of a localized one (None: there is none yet)."""
    theirs = {} if target is None else {one.identity: one for one in texts_in(target, keys)}
    units, texts = [], texts_in(source, keys)
    for one in texts:
        own = theirs.pop(one.identity, None)
        units.append(
            Unit(
                source=one.text,
                target=own.text if own is not None else "",
                kind=METADATA + one.key,
                anchor=one.key,
                target_range=own.place if own is not None else None,
                source_range=one.place,
            )
        )
    return Strings(tuple(units), tuple(texts), tuple(theirs.values()))


def _identity(values: Any, place: Place) -> Identity:
    """What a text is called, whatever the language of the keys that are texts themselves."""
    return tuple(_parts(values, place))


def _parts(values: Any, place: Place) -> Iterator[Hashable]:
    data, free = values, False
    for part in place:
        if part == THE_KEY:
            yield THE_KEY
            return
        if isinstance(data, list) and isinstance(part, int):
            item = data[part]
            yield _named(data, part)
            free = isinstance(item, Mapping) and len(item) == 1
            data = item
            continue
        yield "*" if free else part
        free = False
        data = data[part]


def _named(items: list[Any], at: int) -> Hashable:
    name = _name(items[at])
    if name is None:
        return ("#", at, len(items))
    return (*name, sum(_name(one) == name for one in items[:at]))


def _name(item: Any) -> tuple[str, ...] | None:
    """What an item leads to, or the first item in it does; None where neither says it."""
    if not isinstance(item, Mapping):
        return None
    for key in _LEADS_TO:
        if isinstance(item.get(key), str):
            return key, item[key]
    for key, value in item.items():
        if isinstance(value, list) and value and (name := _name(value[0])):
            return ("*" if len(item) == 1 else key, *name)
    only = next(iter(item.values()), None) if len(item) == 1 else None
    return ("", only) if isinstance(only, str) else None
