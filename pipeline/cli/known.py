"""The names of rules that commands take."""

from __future__ import annotations

from pipeline.errors import UsageError
from pipeline.rules.registry import entries
from pipeline.settings import Settings, nearest


def known_rule(name: str, settings: Settings) -> None:
    """Raises UsageError, with the nearest name, for one that is neither a rule nor a family."""
    known = {*entries(), *(entry.family for entry in entries().values() if entry.family)}
    if name in known:
        return
    from pipeline.rules.metadata.codes import is_code, known_codes  # rules of single attributes

    own_schema = bool(settings.schema or settings.localized_schema)
    if not is_code(name, settings.attributes, own_schema=own_schema):
        known |= known_codes(settings.attributes)
        raise UsageError(f"unknown rule `{name}`{nearest(name, known)}")
