"""The example docset of a family, and all that the family's data say of it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from pipeline.families import front_matter, strings
from pipeline.families.anchors import names, written_id
from pipeline.families.blocks import expanding, kept_blocks
from pipeline.families.data_file import data_syntax, form_of
from pipeline.families.detect import Sample
from pipeline.families.family import ROLES, Family
from pipeline.families.inline import comparable_address, verbatims
from pipeline.families.keys import value_at
from pipeline.families.roles import copied, plan, read_roles
from pipeline.files.splice import splice
from pipeline.markdown.article import Article
from pipeline.units.strings import texts_in

NEW = {
    "hash": "a" * 40,
    "commit": "b" * 40,
    "type": "MT",
    "locale": "xx-XX",
    "date": "02/01/2026",
    "file-id": "12",
}
_HEADING = re.compile(r"^#{1,6} +(.+?)[ \t]*$", re.MULTILINE)
_ADDRESS = re.compile(r"(?<!!)\]\(([^() ]+)\)")


def read(file: Path) -> str:
    return file.read_bytes().decode("utf-8")


def files(root: Path) -> list[str]:
    return sorted(
        file.relative_to(root).as_posix()
        for file in root.rglob("*")
        if file.is_file() and file.name != "expected.toml"
    )


def pages(family: Family, root: Path) -> list[str]:
    return [path for path in files(root) if path.lower().endswith(family.layout.pages)]


def sample(family: Family, text: str, *, localized: bool) -> Sample:
    block = front_matter.find(text, family.metadata.forms)
    return Sample(block.values if block else {}, text[block.body :] if block else text, localized)


def headings(family: Family, text: str) -> list[str]:
    block = front_matter.find(text, family.metadata.forms)
    return _HEADING.findall(text[block.body :] if block else text)


def said(family: Family, text: str, locale: str) -> dict[str, Any]:
    """What the family's data find in one page."""
    block = front_matter.find(text, family.metadata.forms)
    values = block.values if block else {}
    roles = read_roles(family.provenance, values)
    body = text[block.body :] if block else text
    kept = kept_blocks(family, body)
    found = {
        "roles": {
            role: value for role in ROLES if (value := getattr(roles, role.replace("-", "_")))
        },
        "kept": [one.letters(body) for one in kept],
        "texts": [body[start:end] for one in kept for start, end in one.texts],
        "verbatim": [one.letters(body) for one in verbatims(family, body)],
        "expanding": [body[start:end] for start, end in expanding(family.inline, body)],
        "ids": [
            one.id for head in headings(family, text) if (one := written_id(family.anchors, head))
        ],
        "names": names(family.anchors, headings(family, text)),
        "addresses": [comparable_address(family, one, locale) for one in _ADDRESS.findall(body)],
        "translated": [
            str(value_at(dict(values), place))
            for key in family.metadata.translated
            for place in key.places(values)
        ],
    }
    return {key: value for key, value in found.items() if value}


def new_page(family: Family, source: str) -> str:
    """The front matter of a page built from `source`, as the family writes it."""
    block = front_matter.find(source, family.metadata.forms)
    values = block.values if block else {}
    left_out = [key for key in values if key not in copied(family.metadata, values)]
    lines = [rf"^{re.escape(key)}:.*\n" for key in left_out]  # one line each in the examples
    text = re.sub("|".join(lines), "", source, flags=re.MULTILINE) if lines else source
    edits = plan(family.provenance, NEW, values)
    text = splice(text, front_matter.set_values(text, edits, family.metadata.forms))
    after = front_matter.find(text, family.metadata.forms)
    return text[: after.body] if after else ""


def string_texts(family: Family, root: Path) -> dict[str, list[str]]:
    found = {}
    for path in files(root):
        keys = strings.keys_for(family.strings, path)
        if keys:
            text = read(root / path)
            article = Article(text, data_syntax(form_of(path)))
            found[path] = [one.text for one in texts_in(article, tuple(key.text for key in keys))]
    return found


def expected(root: Path) -> dict[str, Any]:
    return tomllib.loads(read(root / "expected.toml"))
