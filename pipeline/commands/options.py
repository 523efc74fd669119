"""What a command is asked: which pages it works on, which findings are wanted, how pages are built and mended."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.commands.form import BuildOptions, Form
from pipeline.errors import UsageError
from pipeline.output.formats import FOR_PEOPLE
from pipeline.severity import Severity


@dataclass(frozen=True, slots=True)
class Where:
    """Which pages a command works on, and where what belongs to them is."""

    locales: tuple[str, ...]
    content: str | None
    source: str | None
    po: str | None
    out: str | None
    paths: tuple[str, ...]
    family: str | None = None
    only_pages: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which findings are wanted, how they are shown, and which of them fail."""

    output_format: str
    output: str | None
    fail_on: str
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    since: str | None = None
    baseline: str | None = None
    update_baseline: bool = False
    min_severity: str | None = None
    statistics: bool = False
    in_order: bool = False  # the findings come in the order in which they are to be shown
    also: tuple[tuple[str, str], ...] = ()

    @property
    def is_text(self) -> bool:
        """Are findings shown as text for people?"""
        return self.output_format in FOR_PEOPLE

    @property
    def on_screen(self) -> bool:
        """Are findings shown as text on standard output?"""
        return self.is_text and not self.output

    @property
    def least(self) -> Severity:
        """The least severity of the findings that are shown; those beneath it still count."""
        return Severity[self.min_severity.upper()] if self.min_severity else Severity.SUGGESTION


@dataclass(frozen=True, slots=True)
class Building:
    """How pages are built."""

    form: str | None
    allow_untranslated: bool
    use_fuzzy: bool

    def options(self, date: str, *, in_place: bool = False, diff: bool = False) -> BuildOptions:
        """The options of the job; `date` (MM/DD/YYYY) is that of the hand-off."""
        form = Form(self.form) if self.form else None
        return BuildOptions(form, in_place, diff, self.use_fuzzy, self.allow_untranslated, date)


@dataclass(frozen=True, slots=True)
class Fixing:
    """Whether findings are mended, and which."""

    fixing: bool
    unsafe: bool
    diff: bool

    @property
    def wanted(self) -> bool:
        """Is anything mended, or shown as it would be? Raises UsageError for `--unsafe-fixes` alone."""
        if self.unsafe and not (self.fixing or self.diff):
            raise UsageError(
                "--unsafe-fixes says which fixes to make: add --fix, or --diff to look at them"
            )
        return self.fixing or self.diff
