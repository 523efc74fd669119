"""One value of a YAML block, set in place."""

from __future__ import annotations

import yaml

from pipeline.families.roles import RoleEdit
from pipeline.files.decoding import line_end
from pipeline.files.splice import Splice
from pipeline.markdown.scalars import rewritten, scalar
from pipeline.markdown.yaml_loader import refuse_expansion

_STEP = "  "


def set_value(text: str, start: int, end: int, edit: RoleEdit) -> Splice:
    """The edit of `text`, whose block stands between two offsets, that sets a value at a place of nested keys."""
    root = yaml.compose(text[start:end], Loader=yaml.CSafeLoader)
    if root is not None:
        refuse_expansion(root)
    node, depth = root, 0
    while isinstance(node, yaml.MappingNode):
        inner = _child(node, edit.place[depth])
        if inner is None:
            break
        if depth == len(edit.place) - 1:
            return _replaced(text, start, inner, edit, flow=bool(node.flow_style))
        if not isinstance(inner, yaml.MappingNode):
            return _replaced(text, start, inner, edit, flow=bool(node.flow_style))
        node, depth = inner, depth + 1
    eol = line_end(text) if text else "\n"
    if depth == 0 or not isinstance(node, yaml.MappingNode) or not node.value:
        return Splice(end, end, _lines(edit, 0, "", eol))
    if node.flow_style:
        at = start + node.value[-1][1].end_mark.index
        return Splice(at, at, ", " + _flow(edit, depth))
    last, column = node.value[-1][1], node.value[0][0].start_mark.column
    at = text.find("\n", start + _end(text, start, last) - 1, end) + 1 or end
    return Splice(at, at, _lines(edit, depth, " " * column, eol))


def _child(node: yaml.MappingNode, name: str) -> yaml.Node | None:
    found = [
        value for key, value in node.value if isinstance(key, yaml.ScalarNode) and key.value == name
    ]
    return found[-1] if found else None


def _end(text: str, start: int, node: yaml.Node) -> int:
    """Where a node ends, without the blank space that YAML counts to it; relative to the block."""
    written = text[start : start + node.end_mark.index]
    return max(len(written.rstrip()), node.start_mark.index + 1)


def _replaced(text: str, start: int, node: yaml.Node, edit: RoleEdit, *, flow: bool) -> Splice:
    first, last = start + node.start_mark.index, start + node.end_mark.index
    written = text[first:last].rstrip()
    if not written:  # a key without a value
        gap = "" if text[first - 1 : first].isspace() else " "
        colon = text.rfind(":", start, first + 1) + 1
        return Splice(colon, colon, (gap or " ") + _scalar(edit, flow=flow))
    plain = written[0] not in "\"'" and edit.quoted
    new = _scalar(edit, flow=flow) if plain else rewritten(written, edit.value, flow=flow)
    return Splice(first, first + len(written), new)


def _scalar(edit: RoleEdit, *, flow: bool = False) -> str:
    return scalar(edit.value, quote='"' if edit.quoted else "", flow=flow)


def _lines(edit: RoleEdit, depth: int, indent: str, eol: str) -> str:
    """The lines of a value whose outer keys down to `depth` are there already."""
    parts = edit.place[depth:]
    lines = [f"{indent}{_STEP * step}{scalar(part)}:" for step, part in enumerate(parts)]
    return eol.join(lines) + f" {_scalar(edit)}{eol}"


def _flow(edit: RoleEdit, depth: int) -> str:
    parts = edit.place[depth:]
    opened = "".join(f"{scalar(part, flow=True)}: {{" for part in parts[:-1])
    return f"{opened}{scalar(parts[-1], flow=True)}: {_scalar(edit, flow=True)}{'}' * (len(parts) - 1)}"
