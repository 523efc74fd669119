"""A data file whose values are texts (JSON, YAML, TOML), read as a page that is all metadata.

What is no text, and what an alias of YAML only refers to, is kept as it is and is none of the values.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from functools import cache, partial
from typing import Any

import yaml

from pipeline.errors import PageError
from pipeline.families import json_block, toml_places
from pipeline.families.keys import THE_KEY
from pipeline.files.decoding import BOM
from pipeline.files.lines import Lines
from pipeline.markdown.syntax import Head, Place, Range, Syntax
from pipeline.markdown.yaml_loader import TEXT

FORMS = {".json": "json", ".toml": "toml", ".yaml": "yaml", ".yml": "yaml"}
"""The form of a data file by its name's ending."""
_LIST = "items"
"""The key under which a file that is a list is read, as metadata is a mapping."""
_DEEPEST = 60
_TOML_PLACE = re.compile(r"^(.*) \(at line (\d+), column (\d+)\)$")


def form_of(path: str) -> str:
    """The form of a file by its name; empty where it is no data file."""
    dot = path.rfind(".")
    return FORMS.get(path[dot:].lower(), "") if dot >= 0 else ""


@cache
def data_syntax(form: str) -> Syntax:
    """How a data file of a form is read: all of it is the block of metadata, and there is no body."""
    return Syntax(
        head=partial(_read, form),
        head_end=len,
        head_places=lambda text, head: _places(text, head.form),
        is_data=True,
    )


def _read(form: str, text: str) -> Head:
    """The values of a file. Raises PageError with line and column where it is not what its name says."""
    start = len(BOM) if text.startswith(BOM) else 0
    try:
        if form == "json":
            values = json.loads(text[start:])
        elif form == "toml":
            values = tomllib.loads(text[start:].replace("\r\n", "\n"))
        else:
            values = _yaml_places(text)[0]
    except json.JSONDecodeError as error:
        raise _error(text, "JSON", error.msg, start + error.pos) from None
    except tomllib.TOMLDecodeError as error:
        said = _TOML_PLACE.match(str(error))
        line, column = (int(said[2]), int(said[3])) if said else (1, 1)
        message = f"the file is not valid TOML: {said[1] if said else error}"
        raise PageError(message, line=line, column=column) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        problem = str(getattr(error, "problem", None) or "it holds a character that YAML has not")
        raise _error(text, "YAML", problem, start + (mark.index if mark else 0)) from None
    except RecursionError:
        raise PageError("the file is nested too deeply", line=1, column=1) from None
    except ValueError:  # a number of thousands of digits
        message = "the file holds a number of more digits than can be read"
        raise PageError(message, line=1, column=1) from None
    if isinstance(values, list):
        values = {_LIST: values}
    if not isinstance(values, dict):
        raise PageError("the file holds one value, and no keys", line=1, column=1)
    return Head(form, start, len(text), len(text), values)


def _error(text: str, form: str, problem: str, at: int) -> PageError:
    line, column = Lines(text).place(min(at, len(text)))
    return PageError(f"the file is not valid {form}: {problem}", line=line, column=column)


def _places(text: str, form: str) -> Mapping[Place, Range]:
    """Where each value stands, and each key (behind its place, `<key>`), by its place in the nested data."""
    start = len(BOM) if text.startswith(BOM) else 0
    if form == "yaml":
        return _yaml_places(text)[1]
    if form == "toml":
        spots = toml_places.places(text[start:])
        return {place: (start + one.start, start + one.end) for place, one in spots.items()}
    while text[start : start + 1].isspace():
        start += 1
    found = json_block.places(text, start)
    if text[start : start + 1] == "[":
        return {(_LIST, *place): one for place, one in found.items()}
    return found


def _yaml_places(text: str) -> tuple[Any, dict[Place, Range]]:
    """The values of a YAML file, and where those stand that are texts, keys too. Tags make no objects of anything."""
    start = len(BOM) if text.startswith(BOM) else 0
    root = yaml.compose(text[start:], Loader=yaml.CSafeLoader)
    found: dict[Place, Range] = {}
    seen: set[int] = set()

    def place_of(node: yaml.Node) -> Range:
        first, last = start + node.start_mark.index, start + node.end_mark.index
        return first, first + len(text[first:last].rstrip())

    def value_of(node: yaml.Node, place: Place) -> Any:
        if id(node) in seen:
            return None  # an alias: its text stands elsewhere
        seen.add(id(node))
        if len(place) > _DEEPEST:
            raise RecursionError
        if isinstance(node, yaml.ScalarNode):
            if node.tag != TEXT or text[place_of(node)[0]] in "&!":
                return (node.tag, node.value)
            found[place] = place_of(node)
            return node.value.rstrip("\n") if node.style in ("|", ">") else node.value
        if isinstance(node, yaml.SequenceNode):
            return [value_of(one, (*place, index)) for index, one in enumerate(node.value)]
        values = {}
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode):
                found[*place, key.value, THE_KEY] = place_of(key)
                values[key.value] = value_of(value, (*place, key.value))
        return values

    values = {} if root is None else value_of(root, ())
    if isinstance(values, list):
        found = {(_LIST, *place): one for place, one in found.items()}
    return values, found
