"""A family that nobody has heard of, made of data files in the docset, through the whole chain."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from click.testing import Result

from pipeline.errors import UsageError

Run = Callable[..., Result]

FAMILY = """
title = "Pump handbook"
detect = ["pump-rev"]

[provenance]
commit = "pump.rev"
write = ["commit"]

[metadata]
title-in = "front-matter"

[anchors]
syntax = "attribute"
form = " {#{id}}"

[blocks]
keep = ['%% [a-z]+ %%']
text = ['%% box (?P<text>.+) %%']

[inline]
verbatim = ['\\$\\[[^\\]]+\\]']

[addresses]
same = ['/(?:en|{lang})/']

[html]
may-add = ["abbr"]

[rules]
double-space = "off"
"""
SOURCE = """---
title: Pumps
---
%% box Good to know %%

Set the $[valve one] to *open*, then read [the table](/en/table.md).

%% end %%

## Parts {#parts}

The pump has two parts.
"""
TARGET = """---
title: Pumpen
---
%% box Gut zu wissen %%

Stellen Sie $[valve one] auf *offen*, und lesen Sie  [die Tabelle](/de/table.md).

%% end %%

## Teile {#parts}

Die <abbr title="Maschine">Pumpe</abbr> hat zwei Teile.
"""
SETTINGS = 'family = "./families/pumps"\nlocales = ["de-DE"]\n'


@pytest.fixture
def docset(tmp_path: Path) -> Path:
    files = {
        "families/pumps/family.toml": FAMILY,
        "content/en-US/a.md": SOURCE,
        "content/de-DE/a.md": TARGET,
        "pipeline.toml": SETTINGS,
    }
    for name, text in files.items():
        place = tmp_path / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")
    return tmp_path


def found(done: Result) -> list[str]:
    return [one["rule"] for one in json.loads(done.stdout)["findings"]]


def test_extract_takes_texts_alone(docset: Path, run_in: Run) -> None:
    assert run_in(docset, "extract").exit_code == 0
    po = polib.pofile(str(docset / "build/po/de-DE/a.po"))
    assert [(entry.msgid, entry.msgstr) for entry in po] == [
        ("Pumps", "Pumpen"),
        ("Good to know", "Gut zu wissen"),
        (
            "Set the $[valve one] to *open*, then read [the table](/en/table.md).",
            "Stellen Sie $[valve one] auf *offen*, und lesen Sie  [die Tabelle](/de/table.md).",
        ),
        ("Parts", "Teile"),
        (
            "The pump has two parts.",
            'Die <abbr title="Maschine">Pumpe</abbr> hat zwei Teile.',
        ),
    ]


def test_an_edit_of_the_po_file_changes_one_text(docset: Path, run_in: Run) -> None:
    run_in(docset, "extract")
    file = docset / "build/po/de-DE/a.po"
    po = polib.pofile(str(file))
    po.find("Good to know").msgstr = "Wissenswertes"
    po.save()
    assert run_in(docset, "build").exit_code == 0
    built = (docset / "build/content/de-DE/a.md").read_text("utf-8")
    assert built == TARGET.replace("Gut zu wissen", "Wissenswertes")


def test_good_pages_have_no_finding(docset: Path, run_in: Run) -> None:
    assert found(run_in(docset, "check", "--format", "json")) == []
    assert set(found(run_in(docset, "validate", "--format", "json"))) <= {"freshness-unverifiable"}


@pytest.mark.parametrize(
    ("old", "new", "command"),
    [
        ("$[valve one]", "$[Ventil eins]", "check"),
        ("%% end %%", "%% ende %%", "validate"),
        ("/de/table.md", "/de/tabelle.md", "check"),
    ],
)
def test_damage_is_found(docset: Path, run_in: Run, old: str, new: str, command: str) -> None:
    page = docset / "content/de-DE/a.md"
    page.write_text(TARGET.replace(old, new), "utf-8")
    rules = found(run_in(docset, command, "--format", "json"))
    assert {"verbatim-changed", "link-target-changed"} & set(rules), rules


def test_settings_go_before_the_family(docset: Path, run_in: Run) -> None:
    (docset / "pipeline.toml").write_text(SETTINGS + '[rules]\ndouble-space = "error"\n', "utf-8")
    assert found(run_in(docset, "check", "--format", "json")) == ["double-space"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("keep =", "kept =", "families/pumps/family.toml:17:1: unknown key `kept`; did you mean `keep`?"),
        ("'%% [a-z]+ %%'", "'(?=%%)'", "families/pumps/family.toml:17:10"),
        ("'%% [a-z]+ %%'", "'(%%'", "families/pumps/family.toml:17:9"),
    ],
)  # fmt: skip
def test_a_wrong_family_file_is_an_error(
    docset: Path, run_in: Run, old: str, new: str, said: str
) -> None:
    file = docset / "families/pumps/family.toml"
    file.write_text(FAMILY.replace(old, new), "utf-8")
    done = run_in(docset, "extract")
    assert isinstance(done.exception, UsageError)
    assert said in str(done.exception)
