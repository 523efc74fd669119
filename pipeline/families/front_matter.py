"""The block of metadata at the top of a page in any form that a family allows: YAML, TOML or JSON.

Values are read, and set one by one: a set value touches nothing else of the page.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.errors import PageError
from pipeline.families import json_block, toml_block, toml_places, yaml_block
from pipeline.families.roles import RoleEdit
from pipeline.files.decoding import BOM, line_end
from pipeline.files.lines import Lines
from pipeline.files.splice import Splice, splice
from pipeline.markdown.front_matter import find as find_yaml
from pipeline.markdown.syntax import Head, Place, Range

_OTHERS = ("toml", "json")
_TOML_FENCE = re.compile(r"\+\+\+[ \t]*(?:\r\n|\n|\r|\Z)")
_TOML_CLOSING = re.compile(r"^\+\+\+[ \t]*(?:\r\n|\n|\r|\Z)", re.MULTILINE)
_JSON_OPENING = re.compile(r"\{\s*(?:\"|\})")
_TOO_LONG = "front matter holds a number of more digits than can be read"
_JSON_CLOSING = re.compile(r"^\}[ \t]*(?:\r\n|\n|\r|\Z)", re.MULTILINE)


def find(text: str, forms: Sequence[str] = ("yaml",)) -> Head | None:
    """The block of a page in one of `forms`; None where it has none.

    Raises PageError with line and column where it is not what its form says.
    """
    start = len(BOM) if text.startswith(BOM) else 0
    if "yaml" in forms and text.startswith("---", start):
        front = find_yaml(text)
        if front is None:
            return None
        return Head("yaml", front.start, front.end, front.body, front.values)
    if "toml" in forms and (opening := _TOML_FENCE.match(text, start)):
        closing = _TOML_CLOSING.search(text, opening.end())
        if closing is None:
            return None
        values = _toml(text, opening.end(), closing.start())
        return Head("toml", opening.end(), closing.start(), closing.end(), values)
    if "json" in forms and _JSON_OPENING.match(text, start):
        values, end = _json(text, start)
        behind = re.compile(r"[ \t]*(?:\r\n|\n|\r|\Z)").match(text, end)
        return Head("json", start, end, behind.end() if behind else end, values)
    return None


def other_head(forms: Sequence[str], text: str) -> Head | None:
    """The block of a page that is no YAML; None where it has none. Raises as `find` does.

    One in a form that is none of `forms` counts where it can be read and says something: it is no text of the page.
    """
    own = tuple(form for form in forms if form != "yaml")
    found = find(text, own) if own else None
    if found is not None:
        return found
    try:
        found = find(text, tuple(form for form in _OTHERS if form not in own))
    except PageError:
        return None
    return found if found is not None and found.values else None


def end_of_head(forms: Sequence[str], text: str) -> int:
    """Where the body begins behind a TOML or JSON block, by its lines alone; -1 where none begins or ends.

    Also of a block whose values cannot be read.
    """
    start = len(BOM) if text.startswith(BOM) else 0
    if "toml" in forms and (opening := _TOML_FENCE.match(text, start)):
        closing = _TOML_CLOSING.search(text, opening.end())
        return closing.end() if closing else -1
    if "json" in forms and _JSON_OPENING.match(text, start):
        closing = _JSON_CLOSING.search(text, start)
        return closing.end() if closing else -1
    return -1


def head_places(text: str, head: Head) -> Mapping[Place, Range]:
    """Where each value of a TOML or JSON block stands in the page, by its place in the nested data."""
    if head.form == "json":
        return json_block.places(text, head.start)
    spots = toml_places.places(text[head.start : head.end])
    return {
        place: (head.start + spot.start, head.start + spot.end) for place, spot in spots.items()
    }


def set_values(
    text: str, edits: Sequence[RoleEdit], forms: Sequence[str] = ("yaml",)
) -> list[Splice]:
    """The edits of a page that give keys of its block their values, and touch nothing else.

    A page without a block gets one in the first of `forms`. Raises PageError where the block cannot be read, or where
    a value cannot be set without touching others.
    """
    if not edits:
        return []
    block = find(text, forms)
    if block is None:
        start = len(BOM) if text.startswith(BOM) else 0
        return [Splice(start, start, _new(edits, forms[0], line_end(text)))]
    new, wanted = text, _copied(block.values)
    for edit in edits:
        if not _put(wanted, edit.place, edit.value):
            raise _cannot(edits)
        current = find(new, forms)
        if current is None:
            raise _cannot(edits)
        new = splice(new, [_MODULES[block.form].set_value(new, current.start, current.end, edit)])
    changed = find(new, forms)
    same = changed is not None and _same(changed.values, wanted)
    if changed is None or not same or new[changed.body :] != text[block.body :]:
        raise _cannot(edits)
    return [_difference(text, new, block.end)]


def _cannot(edits: Sequence[RoleEdit]) -> PageError:
    places = ", ".join(f"`{'.'.join(edit.place)}`" for edit in edits)
    message = f"{places} cannot be written into the front matter: another value would change"
    return PageError(message, line=1, column=1)


_MODULES: dict[str, Any] = {"yaml": yaml_block, "toml": toml_block, "json": json_block}


def _new(edits: Sequence[RoleEdit], form: str, eol: str) -> str:
    inside = ""
    for edit in edits:
        change = _MODULES[form].set_value(
            inside or _EMPTY[form], 0, len(inside or _EMPTY[form]), edit
        )
        inside = splice(inside or _EMPTY[form], [change])
    inside = inside.replace("\n", eol)
    if form == "json":
        return inside + eol
    fence = "---" if form == "yaml" else "+++"
    return f"{fence}{eol}{inside}{fence}{eol}"


_EMPTY = {"yaml": "", "toml": "", "json": "{\n}"}


def _difference(old: str, new: str, end: int) -> Splice:
    """One edit that makes `new` of `old`, as short as it can be; both are the same from `end` of `old` on."""
    most = min(end, len(new) - (len(old) - end))
    first = 0
    while first < most and old[first] == new[first]:
        first += 1
    last_old, last_new = len(old), len(new)
    while last_old > first and last_new > first and old[last_old - 1] == new[last_new - 1]:
        last_old, last_new = last_old - 1, last_new - 1
    return Splice(first, last_old, new[first:last_new])


def _toml(text: str, start: int, end: int) -> Mapping[str, Any]:
    try:
        return tomllib.loads(text[start:end].replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        said = re.search(r"^(.*) \(at line (\d+), column (\d+)\)$", str(error))
        line = Lines(text).place(start)[0] + (int(said[2]) - 1 if said else 0)
        column = int(said[3]) if said else 1
        message = f"front matter is not valid TOML: {said[1] if said else error}"
        raise PageError(message, line=line, column=column) from None
    except ValueError:  # what tomllib lets through
        raise PageError(_TOO_LONG, line=2, column=1) from None
    except RecursionError:
        raise PageError("front matter is nested too deeply", line=2, column=1) from None


def _json(text: str, start: int) -> tuple[Mapping[str, Any], int]:
    try:
        values, end = json.JSONDecoder().raw_decode(text, start)
    except json.JSONDecodeError as error:
        line, column = Lines(text).place(error.pos)
        raise PageError(
            f"front matter is not valid JSON: {error.msg}", line=line, column=column
        ) from None
    except ValueError:  # what json lets through
        raise PageError(_TOO_LONG, line=1, column=1) from None
    except RecursionError:
        raise PageError("front matter is nested too deeply", line=1, column=1) from None
    return values, end


def _copied(values: Any) -> Any:
    return (
        {key: _copied(value) for key, value in values.items()}
        if isinstance(values, Mapping)
        else values
    )


def _put(values: dict[str, Any], place: tuple[str, ...], value: str) -> bool:
    """Set a value in nested mappings; false where another kind of value stands in the way."""
    for part in place[:-1]:
        inner = {} if values.get(part) is None else values[part]
        if not isinstance(inner, dict):
            return False
        values[part] = values = inner
    values[place[-1]] = value
    return True


def _same(found: Any, wanted: Any) -> bool:
    """Are two values the same, a text and what it is read as counting as one?"""
    if isinstance(found, Mapping) and isinstance(wanted, Mapping):
        return found.keys() == wanted.keys() and all(
            _same(found[key], wanted[key]) for key in found
        )
    return bool(found == wanted or str(found) == wanted)
