"""One line at the end of a command that says what a newcomer would do next; nothing where that is plain."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.docset.docset import Docset
from pipeline.output.echo import echo
from pipeline.output.screen import columns, hanging
from pipeline.results.page_result import Tally
from pipeline.visible import one_line


def say(message: str) -> None:
    """Show a next step, if there is one."""
    if message:
        echo(hanging(f"Next: {one_line(message)}", columns(), "      "))


def after_findings(tally: Tally, command: str = "") -> str:
    """After `validate`, `check` and `run`: mend what `command --fix` can, or read about what is worst, then most."""
    if command and tally.fixable:
        more = f" ({tally.unsafe:,} more with --unsafe-fixes)" if tally.unsafe else ""
        return f"locpipe {command} --fix mends {tally.fixable:,} of these{more}; with --diff it only shows how"
    if not tally.rules:
        return ""
    (_, rule), number = min(tally.rules.items(), key=lambda one: (-one[0][0], -one[1], one[0][1]))
    times = f"found {number:,} times" if number > 1 else "found once"
    return f"locpipe explain {rule} ({times}) says what is wrong and how to mend it"


def after_extract(counts: Mapping[str, int], docset: Docset) -> str:
    """After `extract`: where the files are, and what brings them back."""
    if counts.get("conflicts"):
        return "search the PO files for “The page says:” and choose, then locpipe build"
    if counts.get("po files written"):
        return f"translate {folder(docset, 'po')} in any PO editor, then locpipe build"
    return ""


def after_build(counts: Mapping[str, int], docset: Docset, *, in_place: bool) -> str:
    """After `build`: where the pages are."""
    if not counts.get("pages written"):
        return ""
    if in_place:
        return "look at what changed (git diff), then commit"
    return f"the built pages are in {folder(docset, 'out')}; --in-place replaces the pages"


def folder(docset: Docset, which: str) -> str:
    """The folder of PO files or built pages, as a reader would name it."""
    pattern = docset.settings.po if which == "po" else docset.settings.out
    return in_locale((docset.settings.root / pattern).as_posix(), docset)


def in_locale(pattern: str, docset: Docset) -> str:
    """A folder's name with the locale, where the docset has one only; else with `{locale}` as it stands."""
    locales = {tree.locale for tree in docset.trees}
    return pattern.replace("{locale}", locales.pop()) if len(locales) == 1 else pattern
