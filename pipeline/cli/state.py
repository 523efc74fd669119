"""What the global options say, and what every command makes of it: settings and docset."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import plugins
from pipeline.output.echo import echo
from pipeline.visible import one_line

if TYPE_CHECKING:
    from pipeline.commands.options import Where
    from pipeline.commands.session import Session
    from pipeline.docset.docset import Docset
    from pipeline.engine.how import How
    from pipeline.settings import Settings

_NOTES = 10
"""So many pages that are left out are named without `-v`."""


@dataclass(frozen=True, slots=True)
class State:
    """The global options."""

    root: Path
    config: Path | None
    trust_settings: bool
    quiet: bool
    verbose: bool

    def docset(
        self,
        where: Where,
        *,
        builds: bool = False,
        in_place: bool = False,
        memory: str | None = None,
    ) -> Docset:
        """The docset that a command's options name. Raises UsageError where something in them does not exist.

        `builds`: the command writes built pages; `in_place`: it writes pages where they stand; `memory`: the memory
        that an option names. Pages that were named and are left out are told on standard error.
        """
        from pipeline.commands.opening import notes, opened  # `--version` and `--help` need none
        from pipeline.output.text import counted

        docset = opened(self.settings(), where, builds=builds, in_place=in_place, memory=memory)
        if not self.quiet:
            told = list(notes(docset))
            most = len(told) if self.verbose else _NOTES
            for note in told[:most]:
                echo(f"locpipe: {one_line(note)}", err=True)
            if len(told) > most:
                more = counted(len(told) - most, "more note")
                echo(f"locpipe: {more} of this kind; -v shows them", err=True)
        return docset

    def session(
        self,
        where: Where,
        how: How,
        *,
        builds: bool = False,
        in_place: bool = False,
    ) -> Session:
        """The session of a command that works on the pages of a docset; see `docset`."""
        from pipeline.commands.session import Session

        docset = self.docset(where, builds=builds, in_place=in_place)
        return Session(docset, how, self.quiet, self.verbose)

    def settings(self) -> Settings:
        """The settings of the docset that the current folder is in."""
        for plugin in plugins.found(plugins.RULES):
            plugins.imported(plugin)  # one that cannot be loaded is no fault of a page
        settings = self._settings()
        return settings.trusted() if self.trust_settings else settings

    def _settings(self) -> Settings:
        from pipeline.docset.root import root_around
        from pipeline.settings import load

        if self.config is not None:
            settings = load(self.root, self.config)
        else:
            here = self.root.absolute()
            found = root_around(here)
            settings = load(self.root if found == here else Path(os.path.relpath(found)))
        if settings.rules or settings.overrides or settings.custom:
            from pipeline.rules.policy import checked  # the register is read only where it is asked

            checked(settings)
        return settings
