"""The date of a hand-off, as options and the environment say it."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

from pipeline.errors import UsageError


def handoff_date(said: str | None = None) -> str:
    """The day of a hand-off as YYYY-MM-DD: `said`, else SOURCE_DATE_EPOCH, else today.

    Raises UsageError for what is no date.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        if said:
            day = date.fromisoformat(said)
        elif epoch:
            day = datetime.fromtimestamp(int(epoch), UTC).date()
        else:
            day = datetime.now(UTC).date()
    except (ValueError, OverflowError, OSError):
        what = f"--date {said}" if said else f"SOURCE_DATE_EPOCH={epoch}"
        raise UsageError(f"{what}: not a date; write it as YYYY-MM-DD") from None
    return day.isoformat()
