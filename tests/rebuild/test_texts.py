from __future__ import annotations

import polib
import pytest

from pipeline.rebuild.lookup import Lookup
from pipeline.rebuild.texts import texts_of
from pipeline.units.unit import Unit


@pytest.mark.parametrize(
    ("source", "said", "built"),
    [
        ("Pay.", "Betaal.", "Betaal."),
        ("Pay.", "", None),
        ("Pay.", " ", None),
        ("Pay.", "\n\u00a0\t", None),
        ("\u00a0", " ", " "),
    ],
)
def test_white_space_is_no_translation(source: str, said: str, built: str | None) -> None:
    po = polib.POFile()
    po.append(polib.POEntry(msgid=source, msgstr=said))
    (found,) = Lookup(po).find_all([Unit(source, "", "paragraph")])
    assert (found and found.entry.msgstr) == built, "nor where the page is built from its source"
    texts = texts_of([Unit(source, "Oud.", "paragraph")], po, "\n")
    assert texts.texts.get(0) == built
    assert texts.reviewed == ({0} if built else set())
    assert [entry.msgstr for entry in texts_of([], po, "\n").unused] == ([built] if built else [])
