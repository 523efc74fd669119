"""A family file is read strictly: what is wrong in it is named with line and column."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.families import library
from pipeline.families.keys import KeyPath
from pipeline.families.reader import read_text

WRONG = {
    "no TOML": ("detect = [", ":1:", "not valid TOML"),
    "unknown key": ("\n[block]\nkeep = []", ":2:1:", "unknown key `block`; did you mean `blocks`?"),
    "unknown nested key": (
        "[blocks]\nkep = []",
        ":2:1:",
        "unknown key `kep`; did you mean `keep`?",
    ),
    "unknown key of another table": ("[inline]\nkeep = []", ":2:1:", "unknown key `keep`"),
    "table that is none": ("blocks = 3", ":1:10:", "`blocks` must be a table"),
    "text instead of list": (
        "[blocks]\nkeep = 'x'",
        ":2:8:",
        "`blocks.keep` must be a list, each item text",
    ),
    "number in list": ("[blocks]\nalerts = ['A',\n  3]", ":3:3:", "`blocks.alerts` must be text"),
    "flag": ("[metadata]\nrequired = 'yes'", ":2:12:", "must be true or false"),
    "choice": ("renderer = 'pandoc'", ":1:12:", "must be one of commonmark, docfx"),
    "look ahead": (
        "[blocks]\nkeep = ['ok', 'a(?=b)']",
        ":2:17:",
        "`blocks.keep` the pattern looks ahead (`(?=`), which RE2 does not",
    ),
    "look behind": ("[inline]\nverbatim = ['''(?<!x)y''']", ":2:16:", "looks behind"),
    "backreference": (
        "[inline]\nverbatim = ['(a)\\1']",
        ":2:17:",
        "refers back to a group (`\\1`)",
    ),
    "possessive": ("[inline]\nverbatim = ['a++']", ":2:15:", "possessive repetition"),
    "atomic": ("[inline]\nverbatim = ['(?>a)']", ":2:14:", "has an atomic group"),
    "bracket": (
        "[addresses]\nsame = ['[z-a]']",
        ":2:11:",
        "does not compile: invalid character class range",
    ),
    "too large": ("[blocks]\nkeep = ['(a{900}){900}']", ":2:", "does not compile"),
    "nothing": ("[blocks]\nkeep = ['x*']", ":2:9:", "matches where there is nothing"),
    "no group": ("[blocks]\ntext = ['x.*']", ":2:9:", "must have a group `(?P<text>…)`"),
    "another group": ("[blocks]\nkeep = ['(?P<name>x)']", ":2:14:", "names a group `name`"),
    "pattern that is no text": ("[blocks]\nkeep = [3]", ":2:9:", "must be text"),
    "placeholder in a bad pattern": ("[addresses]\nsame = ['/{lang}/(']", ":2:", "missing )"),
    "rule": ("[rules]\n'No Rule' = 'off'", ":2:1:", "is no rule's name"),
    "severity": (
        "[rules]\nh1-missing = 'none'",
        ":2:14:",
        "must be one of off, suggestion, warning, error",
    ),
    "key": ("[provenance]\ncommit = 'a..b'", ":2:10:", "is no key"),
    "wildcard in a role": (
        "[provenance]\ncommit = 'a.*'",
        ":2:10:",
        "must be one key, without `*`",
    ),
    "role that is none": (
        "[provenance]\ncommit = 'c'\nwrite = ['author']",
        ":3:10:",
        "unknown role `author`",
    ),
    "role without a key": (
        "[provenance]\ncommit = 'c'\nwrite = ['hash']",
        ":3:9:",
        "no key for the role `hash`",
    ),
    "type": (
        "[provenance]\ntype = { key = 'k', XT = [] }",
        ":2:21:",
        "unknown key `XT`; known are key, MT, HT",
    ),
    "date": (
        "[provenance]\ndate-format = 'dd/mm/yy'",
        ":2:15:",
        "must hold yyyy, MM and dd once each",
    ),
    "form": ("[anchors]\nform = '{#id}'", ":2:8:", "with {id} in it once"),
    "suffix": ("[layout]\npages = ['md']", ":2:10:", "is not an ending such as .md"),
    "template": (
        "[layout]\ncandidates = ['docs']",
        ":2:15:",
        "must be a template with {path} or {stem}",
    ),
    "unknown part of a template": (
        "[layout]\ncandidates = [{source = 'docs/{path}', target = '{lang}/{path}'}]",
        ":2:49:",
        "unknown {lang}; known are {path}, {stem}, {locale} and {version}",
    ),
    "schema that is not there": (
        "[metadata]\nsource-schema = 'x.json'",
        ":2:17:",
        "there is no file x.json",
    ),
    "schema elsewhere": (
        "[metadata]\nsource-schema = '../x.json'",
        ":2:17:",
        "must be the name of a file beside",
    ),
    "strings": ("[strings]\n'toc.yml' = 'name'", ":2:13:", "must be a list, each item text"),
    "array of tables": ("[[blocks]]\nkeep = []", ":1:1:", "`blocks` must be a table"),
    "parent that is none": ("extends = 'docusauros'", ":1:11:", "did you mean `docusaurus`?"),
}


@pytest.mark.parametrize(("text", "place", "message"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, place: str, message: str) -> None:
    path = tmp_path / "ours" / "family.toml"
    path.parent.mkdir()
    with pytest.raises(UsageError) as caught:
        read_text(text, path, library.shipped)
    assert str(caught.value).startswith(f"{path}{place}")
    assert message in str(caught.value)


def test_a_family_says_nothing_more_than_its_defaults(tmp_path: Path) -> None:
    family = read_text("", tmp_path / "ours" / "family.toml")
    assert (family.name, family.title) == ("ours", "ours")
    assert family.layout.pages == (".md",)
    assert not family.provenance.write


def test_a_list_of_marks_holds_keys_and_files(tmp_path: Path) -> None:
    text = 'detect = ["source-rev", "meta.rev", "site/config.toml"]'
    marks = read_text(text, tmp_path / "ours" / "family.toml").detect
    assert [key.parts for key in marks.keys[:2]] == [("source-rev",), ("meta", "rev")]
    assert "site/config.toml" in marks.files


def test_a_family_that_extends_another_keeps_what_it_does_not_say(tmp_path: Path) -> None:
    text = 'extends = "hugo"\n[blocks]\nalerts = ["MINE"]\n'
    family = read_text(text, tmp_path / "ours" / "family.toml", library.shipped)
    hugo = library.shipped("hugo")
    assert family.blocks.alerts == ("MINE",)
    assert family.blocks.keep == hugo.blocks.keep
    assert family.provenance == hugo.provenance
    assert not family.detect.keys
    assert Path(family.metadata.source_schema).is_file()


def test_roles_may_be_written_to_another_key(tmp_path: Path) -> None:
    text = "[provenance]\ncommit = 'rev'\nwrite = { commit = 'new.rev', 'file id' = 'id' }"
    write = read_text(text, tmp_path / "ours" / "family.toml").provenance.write
    assert write == {"commit": KeyPath.parse("new.rev"), "file-id": KeyPath.parse("id")}


def test_a_family_folder_stays_inside_the_docset(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    root = tmp_path / "docset"
    for folder in (outside, root):
        folder.mkdir()
    (outside / "family.toml").write_text("", "utf-8")
    (root / "link").symlink_to(outside)
    for name, message in (
        ("../outside", "is not inside the docset"),
        ("./link", "is not inside the docset"),
        ("./none", "no such folder"),
        ("hugoo", "did you mean `hugo`?"),
    ):
        with pytest.raises(UsageError, match=message):
            library.find(name, root)


@pytest.mark.parametrize("name", library.names())
def test_a_shipped_family_can_be_handed_to_a_worker(name: str) -> None:
    assert pickle.loads(pickle.dumps(library.shipped(name))) == library.shipped(name)


def test_a_folder_without_a_file_that_can_be_read(tmp_path: Path) -> None:
    ours = tmp_path / "ours"
    ours.mkdir()
    with pytest.raises(UsageError, match="there is no such file"):
        library.find("./ours", tmp_path)
    os.mkfifo(ours / "family.toml")
    with pytest.raises(UsageError, match="there is no such file"):
        library.find("./ours", tmp_path)
    (ours / "family.toml").unlink()
    (ours / "family.toml").write_bytes(b"title = '\xff'")
    with pytest.raises(UsageError, match="not UTF-8"):
        library.find("./ours", tmp_path)
    (ours / "family.toml").write_bytes(b"#" * 300_000)
    with pytest.raises(UsageError, match="larger than 256 KB"):
        library.find("./ours", tmp_path)


def test_messages_show_what_cannot_be_seen(tmp_path: Path) -> None:
    path = tmp_path / "ours" / "family.toml"
    with pytest.raises(UsageError) as caught:
        read_text('"\\u001b[31m\\u202e" = 1', path)
    assert "\\x1b[31m\\u202e" in str(caught.value)
    assert str(caught.value).isprintable()


def test_every_table_can_be_said(tmp_path: Path) -> None:
    text = r"""
detect = ["source-rev"]
[layout]
pages = [".md", ".MDX"]
candidates = ["help/{path}"]
[provenance]
commit = "source-rev"
hash = ""
type = { key = "workflow", MT = ["tm+mt"], HT = [] }
write = { commit = "source-rev" }
[anchors]
syntax = "attribute"
write = false
[blocks]
keep = ['\+\+\+', '\{\{[^}]{1,200}\}\}', '///.*']
text = ['^\+\+\+\s*(?P<text>.+)']
alerts = ["NOTE", "MORELIKETHIS"]
[inline]
verbatim = ['\[!(?:DNL|UICONTROL) [^\]]{1,200}\]', '\{target=[^}]{1,50}\}']
expands = []
[addresses]
same = ['[?&]lang=[a-z-]+', '/(?:en|{lang})/']
[html]
may-add = ["abbr"]
[code]
compare = "without-comments"
[rules]
h1-missing = "off"
"""
    family = read_text(text, tmp_path / "ours" / "family.toml")
    assert family.layout.pages == (".md", ".MDX")
    assert family.provenance.hash is None
    assert family.provenance.words == {"MT": ("tm+mt",), "HT": ()}
    assert family.rules == {"h1-missing": "off"}
    assert len(family.blocks.keep) == 3
