"""Other tools' checks on the same units, where they are installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import polib

Units = Sequence[tuple[str, str]]


def pofilter(units: Units) -> int | None:
    """How many units translate-toolkit's pofilter reports; None where it is not installed."""
    program = shutil.which("pofilter")
    if program is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        po = polib.POFile(wrapwidth=0)
        po.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Language": "nl"}
        for index, (source, target) in enumerate(units):
            po.append(polib.POEntry(msgid=source, msgstr=target, msgctxt=str(index)))
        given, got = Path(folder, "units.po"), Path(folder, "found.po")
        po.save(str(given))
        subprocess.run([program, str(given), str(got)], check=True, capture_output=True)
        return (
            len([entry for entry in polib.pofile(str(got)) if entry.msgid]) if got.exists() else 0
        )


PEERS: dict[str, Callable[[Units], int | None]] = {"pofilter (translate-toolkit)": pofilter}
