"""What the global options say, and what every command makes of it: settings and docset."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from pipeline.cli.options import Where
from pipeline.docset import Docset
from pipeline.root import root_around
from pipeline.settings import Settings, load


@dataclass(frozen=True, slots=True)
class State:
    """The global options."""

    root: Path
    config: Path | None
    quiet: bool
    verbose: bool

    def docset(self, where: Where) -> Docset:
        """The docset that a command's options name. Raises UsageError where something in them does not exist."""
        docset = Docset(
            settings=self.settings().with_options(po=where.po, out=where.out),
            content=Path(where.content) if where.content else None,
            source=Path(where.source) if where.source else None,
            locales=where.locales,
            paths=where.paths,
        )
        docset.check()
        return docset

    def settings(self) -> Settings:
        """The settings of the docset that the current folder is in."""
        if self.config is not None:
            return load(self.root, self.config)
        here = self.root.absolute()
        found = root_around(here)
        return load(self.root if found == here else Path(os.path.relpath(found)))
