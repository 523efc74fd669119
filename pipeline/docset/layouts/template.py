"""A path template such as `docs/{stem}.{locale}.md`: parsed, matched against paths, filled in.

Paths use `/`. `{path}` is the page's path with its suffix, `{stem}` the same without it; `{locale}` and `{version}`
are a folder's name or a part of a file's name. The suffix in a template stands for every suffix that pages have.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.errors import UsageError
from pipeline.files.remote import is_url

PAGE_SUFFIXES = (".md",)
"""How the names of pages end where no docs family says otherwise; compared to the letter."""

PLACEHOLDERS = ("path", "stem", "locale", "version")
_HOLE = re.compile(r"\{([^{}]*)\}")
_MATCHES = {
    "path": "(?P<path>.+)",
    "stem": "(?P<stem>.+)",
    "locale": "(?P<locale>[A-Za-z0-9_-]+)",
    "version": "(?P<version>[^/]+)",
}


class Place(NamedTuple):
    """What a path says. `path` is the page's (with suffix); `locale` and `version` are empty where it has none."""

    path: str
    locale: str = ""
    version: str = ""


@dataclass(frozen=True)
class Template:
    """A parsed template. `text` is its normal form; `suffixes` are those that pages have.

    `parts` are literal texts and placeholders (`{locale}`) in turn, without the suffix behind a `{stem}`.
    """

    text: str
    parts: tuple[str, ...]
    suffixes: tuple[str, ...]
    _pattern: re.Pattern[str] = field(repr=False, compare=False)

    @property
    def holes(self) -> frozenset[str]:
        """The names of its placeholders."""
        return frozenset(part[1:-1] for part in self.parts if part.startswith("{"))

    @property
    def folder(self) -> str:
        """The folder that all of its paths stand below, without the `/`; empty for the root itself."""
        first = self.parts[0]
        return "" if first.startswith("{") else first.rpartition("/")[0]

    @property
    def literals(self) -> int:
        """How many characters it prescribes: of two templates that fit a path, the one with more is meant."""
        return sum(len(part) for part in self.parts if not part.startswith("{"))

    def match(self, path: str) -> Place | None:
        """What `path` says, or None where the template does not fit it."""
        if not path.endswith(self.suffixes):
            return None
        if not self.parts[0].startswith("{") and not path.startswith(self.parts[0]):
            return None
        found = self._pattern.fullmatch(path)
        if found is None:
            return None
        values = found.groupdict("")
        page = values.get("path") or values["stem"] + values["suffix"]
        if page.startswith(("/", ".")) or "//" in page or "/." in page:
            return None  # nobody's page: `docs/.md`, what a folder that is hidden holds
        return Place(page, values.get("locale", ""), values.get("version", ""))

    def fill(self, place: Place) -> str:
        """The path of a page. Raises ValueError where `place` could lead out of the template's folder."""
        stem, suffix = split(place.path, self.suffixes)
        values = {
            "path": place.path,
            "stem": stem,
            "locale": place.locale,
            "version": place.version,
        }
        for name in self.holes:
            value = values[name]
            if not value or value.startswith("/") or ".." in value.split("/") or "\0" in value:
                raise ValueError(f"{name} of {place.path!r} does not fit {self.text}: {value!r}")
        filled = "".join(
            values[part[1:-1]] if part.startswith("{") else part for part in self.parts
        )
        return filled if "path" in self.holes else filled + suffix


def split(path: str, suffixes: tuple[str, ...]) -> tuple[str, str]:
    """A page's path as stem and suffix; the suffix is the longest that fits, empty where none does."""
    for suffix in sorted(suffixes, key=len, reverse=True):
        if path.endswith(suffix):
            return path[: len(path) - len(suffix)], suffix
    return path, ""


def parse(text: str, suffixes: tuple[str, ...] = PAGE_SUFFIXES) -> Template:
    """The template that `text` says; a folder without a placeholder for pages means `FOLDER/{path}`.

    Raises UsageError with what is wrong in it.
    """
    normal = _normal(text)
    _check_characters(text, normal)
    holes = [match[1] for match in _HOLE.finditer(normal)]
    _check_holes(text, holes)
    if "path" not in holes and "stem" not in holes:
        if normal.endswith(suffixes):
            raise UsageError(f"`{text}`: one file and no pages; put {{path}} or {{stem}} in it")
        normal = f"{normal.rstrip('/')}/{{path}}" if normal else "{path}"
    if "stem" in holes and not normal.endswith(suffixes):
        endings = " or ".join(suffixes)
        raise UsageError(f"`{text}`: a template with {{stem}} ends in {endings}")
    _check_places(text, normal)
    body = split(normal, suffixes)[0] if "stem" in holes else normal
    parts = tuple(part for part in re.split(r"(\{[^{}]*\})", body) if part)
    pattern = "".join(
        _MATCHES[part[1:-1]] if part.startswith("{") else re.escape(part) for part in parts
    )
    if "stem" in holes:
        endings = "|".join(map(re.escape, sorted(suffixes, key=len, reverse=True)))
        pattern += f"(?P<suffix>{endings})"
    return Template(normal, parts, suffixes, re.compile(pattern, re.DOTALL))


def _normal(text: str) -> str:
    """`text` without `./`, doubled `/` and `/` at the end; a URL keeps the slashes of its scheme."""
    scheme = text.find("://") + 3 if is_url(text) else 0
    head, rest = text[:scheme], text[scheme:]
    rooted = "/" if rest.startswith("/") else ""
    steps = [step for step in rest.split("/") if step not in ("", ".")]
    return head + rooted + "/".join(steps)


def _check_characters(text: str, normal: str) -> None:
    if not text.strip():
        raise UsageError("a template must not be empty; `{path}` stands for pages at the root")
    if any(ord(character) < 32 for character in text):
        raise UsageError(f"{text!r}: control characters are no part of a path")
    if "\\" in text:
        raise UsageError(f"`{text}`: write folders with `/`")
    for at, character in enumerate(text, 1):
        if character in "*?":
            raise UsageError(
                f"`{text}`: `{character}` at {at} is no placeholder; "
                "templates have {path}, {stem}, {locale} and {version}, and no wildcards"
            )
    left = _HOLE.sub("", normal)
    if "{" in left or "}" in left:
        at = min(text.find(one) for one in "{}" if one in left) + 1
        raise UsageError(f"`{text}`: a brace at {at} without its partner")


def _check_holes(text: str, holes: list[str]) -> None:
    from difflib import get_close_matches

    for hole in holes:
        if hole not in PLACEHOLDERS:
            near = get_close_matches(hole, PLACEHOLDERS, n=1)
            hint = f"; did you mean {{{near[0]}}}?" if near else ""
            known = ", ".join(f"{{{one}}}" for one in PLACEHOLDERS)
            raise UsageError(f"`{text}`: unknown placeholder {{{hole}}}{hint} (known: {known})")
        if holes.count(hole) > 1:
            raise UsageError(f"`{text}`: {{{hole}}} stands in it twice")
    if "path" in holes and "stem" in holes:
        raise UsageError(f"`{text}`: {{path}} or {{stem}}, not both")


def _check_places(text: str, normal: str) -> None:
    """Raises UsageError where a placeholder stands where it could not be told from what is around it."""
    if "{path}" in normal and not normal.endswith("{path}"):
        raise UsageError(
            f"`{text}`: {{path}} is the rest of a path and stands last; use {{stem}} for a name in the middle"
        )
    for hole in ("{path}", "{stem}"):
        before, there, _ = normal.partition(hole)
        if there and before and not before.endswith("/"):
            raise UsageError(f"`{text}`: {hole} begins behind a `/`")
    if "}{" in normal:
        raise UsageError(f"`{text}`: something must stand between two placeholders")
    if ".." in _HOLE.sub("x", normal).lstrip("./").split("/"):
        raise UsageError(f"`{text}`: `..` may stand at the beginning only")
