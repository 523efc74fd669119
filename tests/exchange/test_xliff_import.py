"""What an import does where the translator, the PO file, or both have changed a text since the export."""

from __future__ import annotations

import re
from xml.dom import minidom

import polib
import pytest

from pipeline.errors import PageError
from pipeline.exchange.formats import dump, load
from pipeline.exchange.xliff import from_po
from pipeline.exchange.xliff_import import Imported, into_po
from pipeline.files.digest import short
from pipeline.po.comments import Comment

VERSIONS = ["1.2", "2.0"]
XLIFF_2 = (
    '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en-US" trgLang="nl-NL">'
    '<file id="f1" original="a.md">{}</file></xliff>'
)
REVIEWED = {
    "1.2": (b"needs-adaptation", b"final"),
    "2.0": (b'state="initial" subState="locpipe:unreviewed"', b'state="reviewed"'),
}


def po_with(source: str, target: str, *flags: str, former: str | None = None) -> polib.POFile:
    """A PO file whose one text came from the page."""
    comment = str(Comment("paragraph", digest=short(target)))
    po = polib.POFile()
    po.append(
        polib.POEntry(
            msgid=source, msgstr=target, flags=[*flags], comment=comment, previous_msgid=former
        )
    )
    return po


def exported(po: polib.POFile, version: str, *, trace: bool = True) -> bytes:
    data = dump(from_po(po, "a.md", "nl-NL"), version)
    return data if trace else re.sub(rb"<note [^>]*>locpipe: exported [^<]*</note>", b"", data)


def says(po: polib.POFile, done: Imported) -> tuple[str, bool, str, int, int, int]:
    entry = po[0]
    counts = (done.taken, len(done.refused), len(done.conflicts))
    return (entry.msgstr, entry.fuzzy, entry.tcomment, *counts)


BOTH = [  # the translator's text, the PO file's; then text, fuzzy, note, and how many are taken, refused, contradict
    ("Klaar.", "Klaar.", ("Klaar.", True, "", 0, 0, 0)),
    ("Klaar.", "Af.", ("Af.", False, "", 0, 0, 0)),
    ("Gereed.", "Klaar.", ("Gereed.", False, "", 1, 0, 0)),
    ("Gereed.", "Gereed.", ("Gereed.", False, "", 0, 0, 0)),
    ("Gereed.", "Af.", ("Af.", True, "Imported: Gereed.", 0, 0, 1)),
    (" ", "Klaar.", ("Klaar.", True, "", 0, 0, 0)),
    ("Gereed.", " ", ("Gereed.", False, "", 1, 0, 0)),
]
WITHOUT_TRACE = [
    ("Klaar.", "Klaar.", ("Klaar.", True, "", 0, 0, 0)),
    ("Gereed.", "Klaar.", ("Gereed.", True, "", 1, 0, 0)),
    ("Gereed.", "Gereed.", ("Gereed.", False, "", 0, 0, 0)),
    ("Gereed.", "Af.", ("Af.", True, "Imported: Gereed.", 0, 0, 1)),
]


@pytest.mark.parametrize(("theirs", "ours", "expected"), BOTH)
@pytest.mark.parametrize("version", VERSIONS)
def test_who_changed_what(
    version: str, theirs: str, ours: str, expected: tuple[str, bool, str, int, int, int]
) -> None:
    po = po_with("Done.", "Klaar.", "fuzzy")
    data = exported(po, version).replace(b"Klaar.", theirs.encode())
    if ours != "Klaar.":
        po[0].msgstr, po[0].flags = ours, []
    assert says(po, into_po(load(data), po)) == expected
    assert says(po, into_po(load(data), po))[:3] == expected[:3]


@pytest.mark.parametrize("version", VERSIONS)
def test_a_mark_that_was_taken_off_meanwhile_stays_off(version: str) -> None:
    po = po_with("Done.", "Klaar.", "fuzzy")
    data = exported(po, version)
    po[0].flags = []
    assert says(po, into_po(load(data), po)) == ("Klaar.", False, "", 0, 0, 0)
    other = data.replace(b"Klaar.", b"Gereed.")
    assert says(po, into_po(load(other), po)) == ("Klaar.", True, "Imported: Gereed.", 0, 0, 1)
    po[0].flags = []  # somebody has chosen
    assert says(po, into_po(load(other), po)) == ("Klaar.", False, "Imported: Gereed.", 0, 0, 0)


@pytest.mark.parametrize("version", VERSIONS)
def test_a_mark_that_was_put_on_meanwhile_stays_on(version: str) -> None:
    po = po_with("Done.", "Klaar.")
    data = exported(po, version)
    po[0].flags = ["fuzzy"]
    assert says(po, into_po(load(data), po)) == ("Klaar.", True, "", 0, 0, 0)


@pytest.mark.parametrize("version", VERSIONS)
def test_a_review_counts_for_the_text_that_was_reviewed(version: str) -> None:
    po = po_with("Done.", "Klaar.", "fuzzy")
    reviewed = exported(po, version).replace(*REVIEWED[version])
    assert says(po, into_po(load(reviewed), po)) == ("Klaar.", False, "", 1, 0, 0)
    po[0].msgstr, po[0].flags = "Af.", ["fuzzy"]
    assert says(po, into_po(load(reviewed), po)) == ("Af.", True, "", 0, 0, 0)


@pytest.mark.parametrize(("theirs", "ours", "expected"), WITHOUT_TRACE)
@pytest.mark.parametrize("version", VERSIONS)
def test_without_a_trace_the_page_says_who_changed_what(
    version: str, theirs: str, ours: str, expected: tuple[str, bool, str, int, int, int]
) -> None:
    po = po_with("Done.", "Klaar.", "fuzzy")
    data = exported(po, version, trace=False).replace(b"Klaar.", theirs.encode())
    if ours != "Klaar.":
        po[0].msgstr, po[0].flags = ours, []
    assert says(po, into_po(load(data), po)) == expected


@pytest.mark.parametrize("version", VERSIONS)
def test_a_text_that_its_tool_calls_new_is_taken_where_it_is_new(version: str) -> None:
    po = po_with("Done.", "Oud.", "fuzzy", former="Ready.")
    data = exported(po, version)
    assert says(po, into_po(load(data), po)) == ("Oud.", True, "", 0, 0, 0)
    without = exported(po, version, trace=False).replace(b"Oud.", b"Klaar.")
    done = into_po(load(without), po)
    assert "nobody has translated it" in done.refused[0]
    assert (po[0].msgstr, po[0].previous_msgid) == ("Oud.", "Ready.")
    done = into_po(load(data.replace(b"Oud.", b"Klaar.")), po)
    assert (*says(po, done), po[0].previous_msgid) == ("Klaar.", False, "", 1, 0, 0, None)


SEGMENT = "<segment{}><source>{}</source>{}</segment>"
SPACE = "<ignorable><source> </source></ignorable>"
DONE = ' state="final"'
SEGMENTS = [
    (
        SEGMENT.format(DONE, "One.", "<target>Een.</target>")
        + SPACE
        + SEGMENT.format(DONE, "Two.", "<target>Twee.</target>"),
        ("Een. Twee.", False),
    ),
    (
        SEGMENT.format(DONE, "One.", '<target order="3">Een.</target>')
        + SPACE
        + SEGMENT.format(DONE, "Two.", '<target order="1">Twee.</target>'),
        ("Twee. Een.", False),
    ),
    (
        SEGMENT.format(DONE, "One.", "<target>Een en twee.</target>")
        + "<ignorable><source> </source><target/></ignorable>"
        + SEGMENT.format(DONE, "Two.", "<target/>"),
        ("Een en twee.", False),
    ),
    (
        SEGMENT.format("", "One.", "<target>Een.</target>")
        + SPACE
        + SEGMENT.format("", "Two.", "<target>Twee.</target>"),
        ("Een. Twee.", True),
    ),
    (
        SEGMENT.format(DONE, "One.", "<target>Een.</target>")
        + SPACE
        + SEGMENT.format("", "Two.", ""),
        "only a part",
    ),
    (
        SEGMENT.format(DONE, "One. <x:a xmlns:x='urn:x'/>Two.", "<target>Een.</target>"),
        "inline code that the source has not",
    ),
    (SEGMENT.format("", "One.", "") + SPACE + SEGMENT.format("", "Two.", "<target/>"), ("", False)),
]


@pytest.mark.parametrize(("segments", "expected"), SEGMENTS)
def test_segments_of_one_unit(segments: str, expected: tuple[str, bool] | str) -> None:
    po = po_with("One. Two.", "")
    unit = from_po(po, "a.md", "nl-NL").units[0].id
    data = XLIFF_2.format(f'<unit id="{unit}">{segments}</unit>').encode()
    done = into_po(load(data), po)
    if isinstance(expected, str):
        assert expected in done.refused[0]
        assert po[0].msgstr == ""
    else:
        assert done.refused == ()
        assert (po[0].msgstr, po[0].fuzzy) == expected


@pytest.mark.parametrize("version", VERSIONS)
def test_a_file_of_two_pages_is_refused_by_name(version: str) -> None:
    data = exported(po_with("Done.", "Klaar."), version)
    file = data[data.index(b"<file") : data.index(b"</xliff>")]
    both = data.replace(b"</xliff>", file.replace(b"a.md", b"b.md") + b"</xliff>")
    with pytest.raises(PageError, match=r"2 pages \(`a\.md`, `b\.md`\)"):
        load(both, "a.xlf")


STATES = {  # what a state stands as in each version
    "open": {
        "1.2": 'state="needs-adaptation"',
        "2.0": 'state="initial" subState="locpipe:unreviewed"',
    },
    "done": {"1.2": 'state="translated"', "2.0": 'state="reviewed"'},
}
POEDIT = {"1.2": 'state="translated"', "2.0": 'state="translated"'}
POEDIT_OPEN = {"1.2": 'state="needs-l10n"', "2.0": 'state="translated" subState="poedit:fuzzy"'}
NEW = {"1.2": 'state="needs-translation"', "2.0": 'state="initial"'}
BY_PERSON = [  # exported, the state that comes back (None: as it was), the text; then fuzzy, and how many are taken
    ("open", None, "Klaar.", True, 0),
    ("open", None, "Gereed.", False, 1),
    ("open", POEDIT, "Klaar.", False, 1),
    ("open", POEDIT, "Gereed.", False, 1),
    ("open", POEDIT_OPEN, "Klaar.", True, 0),
    ("open", POEDIT_OPEN, "Gereed.", True, 1),
    ("open", NEW, "Gereed.", True, 1),
    ("done", None, "Klaar.", False, 0),
    ("done", None, "Gereed.", False, 1),
    ("done", POEDIT, "Gereed.", False, 1),
    ("done", POEDIT_OPEN, "Klaar.", True, 1),
    ("done", POEDIT_OPEN, "Gereed.", True, 1),
    ("done", NEW, "Klaar.", True, 1),
]


@pytest.mark.parametrize(("was", "state", "text", "fuzzy", "taken"), BY_PERSON)
@pytest.mark.parametrize("version", VERSIONS)
def test_what_counts_as_reviewed(
    version: str, was: str, state: dict[str, str] | None, text: str, fuzzy: bool, taken: int
) -> None:
    po = po_with("Done.", "Klaar.", *(["fuzzy"] if was == "open" else []))
    data = exported(po, version).decode()
    assert STATES[was][version] in data
    if state is not None:
        data = data.replace(STATES[was][version], state[version])
    done = into_po(load(data.replace("Klaar.", text).encode()), po)
    assert says(po, done) == (text, fuzzy, "", taken, 0, 0)


@pytest.mark.parametrize("version", VERSIONS)
def test_a_text_that_had_no_translation_is_reviewed_when_a_tool_without_states_writes_one(
    version: str,
) -> None:
    po = po_with("Done.", "")
    data = exported(po, version).replace(b"</source>", b"</source><target>Klaar.</target>")
    assert says(po, into_po(load(data), po)) == ("Klaar.", False, "", 1, 0, 0)


def test_an_approval_counts_in_version_1() -> None:
    po = po_with("Done.", "Klaar.", "fuzzy")
    data = exported(po, "1.2").replace(b'approved="no"', b'approved="yes"')
    assert says(po, into_po(load(data), po)) == ("Klaar.", False, "", 1, 0, 0)


FORMER = {
    "1.2": (
        b"<trans-unit ",
        b'<trans-unit extradata="%b" ',
        b"needs-adaptation",
        b"needs-review-translation",
    ),
    "2.0": (
        b"<unit ",
        b'<unit locpipe:exported="%b" ',
        b'state="initial" subState="locpipe:unreviewed"',
        b'state="translated"',
    ),
}


def in_former_form(data: bytes, version: str, *, declared: bool = True) -> bytes:
    """A file as it was exported before its trace was a note and what nobody has reviewed was written as open."""
    unit, with_trace, state, former = FORMER[version]
    trace = re.search(rb"locpipe: exported (\w+ \w+)", data)
    assert trace
    data = re.sub(rb"<note [^>]*>locpipe: exported [^<]*</note>", b"", data)
    data = data.replace(unit, with_trace % trace[1]).replace(state, former)
    namespace = b' xmlns:locpipe="urn:locpipe:xliff"' if declared and version == "2.0" else b""
    return data.replace(b"<notes></notes>", b"").replace(b"<xliff ", b"<xliff" + namespace + b" ")


@pytest.mark.parametrize("declared", [True, False])
@pytest.mark.parametrize(("theirs", "ours", "expected"), BOTH)
@pytest.mark.parametrize("version", VERSIONS)
def test_a_file_of_the_former_form_is_imported(
    version: str,
    theirs: str,
    ours: str,
    expected: tuple[str, bool, str, int, int, int],
    declared: bool,
) -> None:
    po = po_with("Done.", "Klaar.", "fuzzy")
    data = in_former_form(exported(po, version), version, declared=declared)
    data = data.replace(b"Klaar.", theirs.encode())
    if ours != "Klaar.":
        po[0].msgstr, po[0].flags = ours, []
    assert says(po, into_po(load(data), po)) == expected


def formatted_anew(data: bytes) -> bytes:
    return minidom.parseString(data).toprettyxml(indent="  ").encode()


@pytest.mark.parametrize("version", VERSIONS)
def test_white_space_that_a_tool_has_changed_is_told_apart(version: str) -> None:
    rows = {
        "Run `one`.": "Voer `one` uit.",
        "Run `two`.": "Voer `two` uit.",
        "Run `three`.": "Voer `three` uit.",
        "Plain.": "Gewoon.",
    }
    po = polib.POFile()
    po.extend(po_with(source, target, "fuzzy")[0] for source, target in rows.items())
    before = {entry.msgid: (entry.msgstr, entry.fuzzy) for entry in po}
    units = exported(po, version).decode().split("</source>")
    assert len(units) == 5
    units[2] = units[2].replace("Voer ", "Draai ")
    units[4] = units[4].replace("Gewoon.", "Kaal.")
    units[2 if version == "2.0" else 3] = units[2 if version == "2.0" else 3].replace(
        STATES["open"][version], POEDIT[version]
    )
    data = formatted_anew("</source>".join(units).encode())
    done = into_po(load(data), po)
    assert (done.taken, done.refused, done.conflicts) == (2, (), ())
    assert done.reformatted == ("Run `two`.",)
    after = {entry.msgid: (entry.msgstr, entry.fuzzy) for entry in po}
    assert {source: said for source, said in after.items() if said != before[source]} == {
        "Run `three`.": ("Voer `three` uit.", False),
        "Plain.": ("Kaal.", False),
    }


def test_a_source_that_is_another_is_quoted_with_the_one_of_the_page() -> None:
    po = po_with("Done.", "Klaar.")
    data = exported(po, "1.2").replace(b"Done.", b"Over.")
    (reason,) = into_po(load(data), po).refused
    assert "another source (“Over.”)" in reason
    assert reason.endswith("“Done.”")
