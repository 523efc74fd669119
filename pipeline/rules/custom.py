"""A rule of a team's own, and what it finds in a text. `pipeline.rules.custom_reader` reads it from the settings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from pipeline.families.patterns import compiled_pattern
from pipeline.files.splice import Splice
from pipeline.results.finding import Fix, Hit
from pipeline.rules.context import PageContext
from pipeline.severity import Severity
from pipeline.visible import shown

GROUP = re.compile(r"\\([0-9])")
"""A group of the pattern, in what is written instead."""


@dataclass(frozen=True, slots=True)
class CustomRule:
    r"""One rule of a team's own. `name` is as findings have it; `replace` may name groups as `\1`.

    `in_source`: it looks at source pages, else at translations. `locales` and `paths` (globs) are empty for all.
    """

    name: str
    kind: str
    pattern: str
    replace: str
    in_source: bool
    message: str
    severity: Severity
    locales: tuple[str, ...]
    paths: tuple[str, ...]

    def is_for(self, page: PageContext) -> bool:
        """Does it look at this page?"""
        if self.in_source != page.is_source:
            return False
        if self.locales and not any(_speaks(page.locale, one) for one in self.locales):
            return False
        return not self.paths or any(fnmatchcase(page.path, one) for one in self.paths)

    def hits(self, plain: str, base: int = 0) -> Iterator[Hit]:
        """Yield what is found in a text without code and addresses; `base` is where that begins."""
        for match in compiled_pattern(self.pattern).finditer(plain):
            if not match[0].strip():
                continue
            instead, fix = "", None
            start, end = base + match.start(), base + match.end()
            if self.kind == "substitution":
                instead = _put_in(self.replace, match)
                if instead == match[0]:
                    continue
                fix = Fix(f"write `{shown(instead, 120)}`", (Splice(start, end, instead),))
            yield Hit(start, end, self._says(match[0], instead), self.name, self.severity, fix=fix)

    def unequal(self, source: str, target: str) -> Iterator[Hit]:
        """Yield what the source has and the target has not, and the other way round."""
        compiled = compiled_pattern(self.pattern)
        left = [match[0] for match in compiled.finditer(source)]
        for match in compiled.finditer(target):
            if match[0] in left:
                left.remove(match[0])
            else:
                message = self._says(match[0], "", "is not in the source")
                yield Hit(match.start(), match.end(), message, self.name, self.severity)
        for text in left:
            message = self._says(text, "", "stands in the source and not here")
            yield Hit(0, len(target), message, self.name, self.severity)

    def _says(self, found: str, instead: str, what: str = "") -> str:
        if not self.message:
            if instead:
                return f"write `{shown(instead, 120)}`, not `{shown(found, 120)}`"
            return f"`{shown(found, 120)}` {what or 'is not to be used'}"
        said = self.message.replace("{found}", shown(found, 120))
        return said.replace("{replace}", shown(instead, 120))


def _put_in(template: str, match: Any) -> str:
    """The template with the groups of a match that it names."""
    return GROUP.sub(lambda group: match[int(group[1])] or "", template)


def _speaks(locale: str, wanted: str) -> bool:
    """Is `locale` the one that is wanted, or a region of that language?"""
    return locale.lower() == wanted.lower() or locale.lower().startswith(f"{wanted.lower()}-")
