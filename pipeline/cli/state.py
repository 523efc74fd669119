"""What the global options say, and what every command makes of it: settings and docset."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.cli.options import Where
from pipeline.docset import Docset
from pipeline.settings import Settings, load
from pipeline.text.remote import located


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
            content=located(where.content) if where.content else None,
            source=located(where.source) if where.source else None,
            locales=where.locales,
            paths=where.paths,
        )
        docset.check()
        return docset

    def settings(self) -> Settings:
        """The settings of the docset in the current folder."""
        return load(self.root, self.config)
