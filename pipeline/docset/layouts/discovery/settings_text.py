"""What was found, as a commented `pipeline.toml`."""

from __future__ import annotations

import json
import re

from pipeline.docset.layouts.discovery.discover import Found
from pipeline.docset.layouts.locale_names import known_tag, language
from pipeline.docset.layouts.survey import Survey
from pipeline.visible import one_line

_PLAIN_LOCALE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-(?:[A-Za-z]{2}|\d{3}))?")
_HEAD = "# Settings of locpipe. Folders are relative to this file; {locale} stands for a locale's name.\n"


def settings_text(found: Found, po: str, out: str) -> str:
    """The settings file for a layout; `po` and `out` are where PO files and built pages go."""
    proposal = found.proposal
    parts = [
        _HEAD,
        f"# Found by `locpipe init`: {_comment(proposal.tool)}, {_comment(proposal.evidence)}.\n",
    ]
    parts += [f"# Note: {_comment(note)}.\n" for note in proposal.notes]
    folders = plain_folders(found)
    if folders is not None:
        source, content = folders
        count = len(found.survey.sources)
        parts += [
            "\n",
            f"source = {quoted(source)}  # root of the source pages: {count:,} found\n",
            f"content = {quoted(content)}  # root of one locale's pages\n",
        ]
    if names := _names(found):
        parts += [
            "\n# The locales to work on. Without this line: every one that is found.\n",
            f"locales = [{', '.join(map(quoted, names))}]\n",
        ]
    parts += [
        "\n",
        f"po = {quoted(po)}  # where the PO files of a locale are kept\n",
        f"out = {quoted(out)}  # where rebuilt pages are written\n",
    ]
    if found.family:
        parts += [
            "\n# The docs family, as most pages show it; without this line it is looked for each time.\n",
            f"family = {quoted(found.family)}\n",
        ]
    if folders is None:
        parts += [_layouts(found)]
    return "".join(parts)


def plain_folders(found: Found) -> tuple[str, str] | None:
    """`source` and `content`, where two folders say all of a layout; else None."""
    proposal = found.proposal
    if len(found.layouts) != 1 or proposal.names or not _is_english(found):
        return None
    source, target = found.layouts[0].source, found.layouts[0].target
    if "path" not in source.holes or source.holes | target.holes != {"path", "locale"}:
        return None
    if source.literals < target.literals or found.layouts[0].locale:
        return None  # the locales' folders would stand among the source pages
    folders = source.folder or ".", target.text.removesuffix("/{path}")
    names = found.survey.names.values()
    return folders if all(map(_PLAIN_LOCALE.fullmatch, names)) else None


def _layouts(found: Found) -> str:
    parts = []
    if not _is_english(found):
        parts.append(f"source-locale = {quoted(found.proposal.source_locale)}\n")
    for pair, layout in zip(found.proposal.pairs, found.layouts, strict=True):
        index = found.layouts.index(layout)
        count = sum(page.layout == index for page in found.survey.sources)
        parts += [
            "\n[[layouts]]\n",
            f"source = {quoted(pair.source)}  # pages: {count:,}\n",
            f"target = {quoted(pair.target)}\n",
        ]
        if pair.locale:
            parts.append(f"locale = {quoted(pair.locale)}\n")
    names = {
        name: tag for (_, tag), name in sorted(found.survey.names.items()) if known_tag(name) != tag
    }
    if names:
        parts.append("\n[locale-names]\n")
        parts += [f"{quoted(name)} = {quoted(tag)}\n" for name, tag in names.items()]
    return "".join(parts)


def quoted(text: str) -> str:
    """A TOML string."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _is_english(found: Found) -> bool:
    return language(found.proposal.source_locale) == "en"


def _names(found: Found) -> list[str]:
    """The locales as `locales` has them: folders' names where folders say all, tags otherwise."""
    survey: Survey = found.survey
    if plain_folders(found) is None:
        return sorted(survey.localized)
    return sorted(set(survey.names.values()))


def _comment(text: str) -> str:
    return one_line(text)
