"""A changed PO file keeps the bytes of what did not change, whoever has written it."""

from __future__ import annotations

import copy
from random import Random

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.po import file as po_files
from pipeline.po.po_render import rendered

TEXT = st.lists(
    st.sampled_from(["a", "wrap me ", "hyphen-ated ", '"', "\\", "\n", "\t", "é", "“", "\u2028"])
    | st.characters(exclude_categories=["Cs", "Cc"]),
    max_size=30,
).map("".join)
LINES = st.lists(st.from_regex(r"[a-z][a-z :,-]{0,90}[a-z]", fullmatch=True), max_size=3).map(
    "\n".join
)
ENTRIES = st.lists(
    st.builds(
        polib.POEntry,
        msgid=TEXT.filter(str.strip),
        msgstr=TEXT,
        msgctxt=st.none() | TEXT,
        comment=LINES,
        tcomment=LINES,
        flags=st.sampled_from([[], ["fuzzy"], ["fuzzy", "no-wrap"]]),
        previous_msgid=st.none() | TEXT,
        obsolete=st.booleans(),
    ),
    min_size=2,
    max_size=6,
    unique_by=lambda entry: (entry.msgctxt, entry.msgid),
)
HEADER = {"Language": "nl_NL", "Content-Type": "text/plain; charset=UTF-8", "X-Own": "1"}


def file_of(entries: list[polib.POEntry], width: int) -> bytes:
    po = polib.POFile(wrapwidth=width)
    po.metadata = dict(HEADER)
    po.extend(entries)
    return f"{po}".encode()


@given(ENTRIES, st.sampled_from([0, 30, 78]), st.booleans())
def test_what_is_read_and_dumped_unchanged_is_the_same_bytes(
    entries: list[polib.POEntry], width: int, windows: bool
) -> None:
    data = file_of(entries, width)
    if windows:
        data = data.replace(b"\n", b"\r\n")
    assert po_files.dump(po_files.parse(data), data) == data


@given(ENTRIES, st.sampled_from([0, 30, 78]), TEXT, st.integers(0, 5), st.booleans())
def test_only_what_changed_is_written_anew(
    entries: list[polib.POEntry], width: int, text: str, which: int, is_dropped: bool
) -> None:
    data = file_of(entries, width)
    po = po_files.parse(data)
    po.metadata["X-Own"] = "2"
    at = which % len(po)
    if is_dropped:
        gone = po.pop(at)
        others = list(po)
    else:
        po[at].msgstr = text
        gone, others = po[at], [entry for entry in po if entry is not po[at]]
    new = po_files.dump(po, data)
    again = po_files.parse(new)
    wanted = [*po_files.active(po), *po.obsolete_entries()]
    read = [*po_files.active(again), *again.obsolete_entries()]
    assert [(e.msgctxt, e.msgid, e.msgstr, e.fuzzy) for e in read] == [
        (e.msgctxt, e.msgid, e.msgstr, e.fuzzy) for e in wanted
    ]
    assert again.metadata == po.metadata
    assert gone.msgid in [entry.msgid for entry in again] or is_dropped
    for entry in others:
        assert entry.__unicode__(width).rstrip("\n").encode() in new


@given(ENTRIES, st.randoms(use_true_random=False), st.booleans(), TEXT)
def test_entries_stay_where_another_program_put_them(
    entries: list[polib.POEntry], random: Random, is_sorted: bool, text: str
) -> None:
    ours = po_files.parse(file_of(entries, 0))
    theirs = list(ours)
    random.shuffle(theirs)
    if is_sorted:
        theirs.sort(key=lambda entry: entry.msgid.encode())
    data = file_of(theirs, 0)
    assert po_files.dump(ours, data) == data
    ours[0].msgstr = text
    changed = po_files.parse(po_files.dump(ours, data))
    assert [(e.msgctxt, e.msgid) for e in changed] == [
        (e.msgctxt, e.msgid) for e in po_files.parse(data)
    ]
    assert next(e.msgstr for e in changed if e.msgid == ours[0].msgid) == ours[0].msgstr


@given(ENTRIES, st.text(alphabet="a,:\n ", max_size=8), st.booleans())
def test_files_are_rendered_as_polib_renders_them(
    entries: list[polib.POEntry], header: str, plural: bool
) -> None:
    po = polib.POFile(wrapwidth=0)
    po.metadata, po.header, po.metadata_is_fuzzy = dict(HEADER), header, plural
    po.extend(entries)
    entries[0].occurrences = [("a.md", "3"), ("b.md", "")]
    if plural:
        entries[1].msgid_plural, entries[1].msgstr_plural = "two", {0: "twee", 1: "tweeën"}
    assert rendered(po) == str(po)


HEADERS = [  # as tools spell what the file said
    (b'"Language: nl_NL\\n"\n', b'"Language: nl-NL\\n"\n'),
    (b'msgstr ""\n"Content-Type', b'msgstr "Content-Type'),
    (b'"X-Own: 1\\n"\n', b'"X-Own: "\n"1\\n"\n'),
    (b'"X-Own: 1\\n"\n', b'"X-Own: 1\\n"\n"X-Generator: Tool 1\\n"\n'),
]


@pytest.mark.parametrize(("ours", "theirs"), HEADERS)
def test_fields_of_a_header_that_did_not_change_keep_their_lines(
    ours: bytes, theirs: bytes
) -> None:
    po = polib.POFile(wrapwidth=0)
    po.metadata = dict(HEADER)
    po.append(polib.POEntry(msgid="One", msgstr="Een"))
    data = f"{po}".encode().replace(
        b'msgid ""\nmsgstr ""\n"Language: nl_NL\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n',
        b'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: nl_NL\\n"\n',
    )
    assert ours in data
    data = data.replace(ours, theirs)
    read = po_files.parse(data)
    assert po_files.dump(copy.deepcopy(read), data) == data
    read.metadata["X-Locpipe-Page-Hash"] = "a" * 32
    read.metadata["Content-Type"] = "text/plain; charset=utf-8"
    new = po_files.dump(read, data)
    assert po_files.parse(new).metadata == read.metadata
    kept = [line for line in data.split(b"\n") if b"Content-Type" not in line]
    assert [line for line in kept if line not in new.split(b"\n")] == []


def test_a_second_entry_goes_behind_the_first_with_a_blank_line() -> None:
    data = b'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid  "One"\nmsgstr "Een"'
    po = po_files.parse(data)
    po.append(polib.POEntry(msgid="Two", msgstr="Twee"))
    assert po_files.dump(po, data) == data + b'\n\nmsgid "Two"\nmsgstr "Twee"\n'
