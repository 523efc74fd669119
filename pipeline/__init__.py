"""locpipe: the localization pipeline for documentation kept as Markdown in git.

As a library it has the commands as functions, and the types of what they give back (docs/library.md). What is named
here is kept; everything below it may change. A name is imported when it is used, so importing this is quick.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as in `typing`, whose import would take longer than this package's
if TYPE_CHECKING:
    from pipeline.api.functions import build, check, extract, run, validate
    from pipeline.api.options import Options, Selection
    from pipeline.api.results import Counts, Report
    from pipeline.api.texts import check_text
    from pipeline.errors import LocpipeError, UsageError
    from pipeline.files.splice import Splice, splice
    from pipeline.results.finding import Finding, Fix
    from pipeline.results.place import Place
    from pipeline.severity import Certainty, Severity

__version__ = "0.1.0"

__all__ = [
    "Certainty",
    "Counts",
    "Finding",
    "Fix",
    "LocpipeError",
    "Options",
    "Place",
    "Report",
    "Selection",
    "Severity",
    "Splice",
    "UsageError",
    "build",
    "check",
    "check_text",
    "extract",
    "run",
    "splice",
    "validate",
]

_HOMES = {
    "pipeline.api.functions": ("build", "check", "extract", "run", "validate"),
    "pipeline.api.options": ("Options", "Selection"),
    "pipeline.api.results": ("Counts", "Report"),
    "pipeline.api.texts": ("check_text",),
    "pipeline.errors": ("LocpipeError", "UsageError"),
    "pipeline.files.splice": ("Splice", "splice"),
    "pipeline.results.finding": ("Finding", "Fix"),
    "pipeline.results.place": ("Place",),
    "pipeline.severity": ("Certainty", "Severity"),
}


if not TYPE_CHECKING:  # for type checkers there are no other names than those above

    def __getattr__(name):
        """A name of the library, imported now. Raises AttributeError for any other."""
        from importlib import import_module

        for module, names in _HOMES.items():
            if name in names:
                return getattr(import_module(module), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
