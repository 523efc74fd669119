"""Documents that begin with `### YamlMime:`: landing pages, hubs, lists of questions."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

import yaml

from pipeline.results.finding import Hit
from pipeline.rules.context import PageContext
from pipeline.rules.documents.reading import (
    Document,
    document,
    get,
    is_toc_document,
    items,
    mime_of,
    pairs,
    text_of,
)
from pipeline.rules.metadata import dates
from pipeline.rules.metadata.codes import code
from pipeline.rules.metadata.docset_metadata import ASKED, given, is_asked
from pipeline.rules.metadata.values import is_blank
from pipeline.rules.registry import rule
from pipeline.rules.structure.places import file_of, local, moved_to, nearest_file, spelled
from pipeline.severity import Severity
from pipeline.visible import shown

_KINDS = (
    *(
        "Landing",
        "Hub",
        "FAQ",
        "LandingData",
        "IndexPage",
        "ContextObject",
        "TableOfContent",
        "ZonePivotGroups",
        "TOC",
    ),
    *(
        "ManagedReference",
        "UniversalReference",
        "LearningPath",
        "Module",
        "ModuleUnit",
        "Achievements",
        "Tutorial",
    ),
    *(
        "Architecture",
        "AzureGuide",
        "PythonModule",
        "PythonClass",
        "PythonPackage",
        "JavaType",
        "JavaPackage",
        "TSType",
    ),
    *(
        "PowerShellModule",
        "PowershellCmdlet",
        "AzureCLIGroup",
        "RESTOperation",
        "RESTOperationGroup",
        "XrefMap",
        "Yaml",
    ),
    *(
        "MRef",
        "Conceptual",
        "Learn",
        "YamlDocument",
        "Glossary",
        "Profile",
        "Redirection",
        "TSPackage",
        "TSModule",
    ),
)
_NEEDED = {
    "Landing": ("title", "summary", "metadata", "landingContent"),
    "Hub": ("title", "summary", "metadata"),
    "FAQ": ("title", "summary", "metadata", "sections"),
}
_META = ("title", "description")
_LINKS = frozenset({"url", "href", "imageSrc", "imageUrl"})


@rule("yaml-mime-unknown", "document")
def yaml_mime_unknown(page: PageContext) -> Iterator[Hit]:
    """The kind of a YAML document is misspelt or missing: docfx does not build it.

    Bad:

        ### YamlMime:Landng

    Good:

        ### YamlMime:Landing
    """
    found = mime_of(page)
    if found is None:
        return
    kind, start, end = found
    if not kind:
        yield Hit(start, end, "`### YamlMime:` names no kind of document")
    elif kind.lower() not in {one.lower() for one in _KINDS}:
        near = get_close_matches(kind[:40], _KINDS, 1, 0.7)
        if near:
            yield Hit(
                start,
                end,
                f"no kind of document is called `{shown(kind, 40)}`; did you mean `{near[0]}`?",
            )


@rule("missing-attribute", "document")
def document_field_missing(page: PageContext) -> Iterator[Hit]:
    """A field that a landing page, a hub or a list of questions must have is missing or blank.

    Bad:

        ### YamlMime:Landing
        title: Shop

    Good: `title`, `summary`, `metadata` with `title` and `description`, and `landingContent`.
    """
    found = mime_of(page)
    doc = document(page)
    needed = _NEEDED.get(found[0]) if found else None
    if found is None or needed is None or not isinstance(doc.root, yaml.MappingNode):
        return
    line = (0, found[2])
    for name in needed:
        yield from _missing(doc, doc.root, name, line)
    meta = get(doc.root, "metadata")
    if not isinstance(meta, yaml.MappingNode):
        return
    for name in _META:
        yield from _missing(doc, meta, name, line)
    for name in ASKED if is_asked(page) else ():
        if not text_of(get(meta, name)) and is_blank(given(page, name)):
            message = f"`metadata.{name}` is missing; neither the document nor docfx.json says it"
            rule_name = code(name, "missing-attribute")
            yield Hit(*line, message, rule=rule_name, severity=Severity.WARNING)


def _missing(doc: Document, node: yaml.Node, name: str, line: tuple[int, int]) -> Iterator[Hit]:
    value = get(node, name)
    if value is not None and (not isinstance(value, yaml.ScalarNode) or value.value.strip()):
        return
    key = next((one for one, _ in pairs(node) if one.value == name), None)
    place, what = (doc.place(key), "blank") if key is not None else (line, "missing")
    yield Hit(
        *place,
        f"`{name}` is {what}",
        rule=code(name, "missing-attribute"),
        severity=Severity.WARNING,
    )


@rule("date-format-invalid", "document")
def document_date(page: PageContext) -> Iterator[Hit]:
    """The `ms.date` of a YAML document is not written as MM/DD/YYYY.

    Bad:

        metadata:
          ms.date: 2021-01-31

    Good:

        metadata:
          ms.date: 01/31/2021
    """
    if mime_of(page) is None:
        return
    doc = document(page)
    value = get(get(doc.root, "metadata"), "ms.date")
    said = text_of(value)
    if value is not None and dates.read(said, ("MM/dd/yyyy", "M/d/yyyy")) is None:
        message = f"`ms.date` is `{shown(said, 40)}`; a date is written MM/DD/YYYY"
        yield Hit(*doc.place(value), message, rule=code("ms.date", "date-format-invalid"))


@rule("file-not-found", "document")
def document_links(page: PageContext) -> Iterator[Hit]:
    """A link or an image of a YAML document leads to a file that is not there, or has no address.

    Bad:

        - text: Pay
          url: pya.md

    Good:

        - text: Pay
          url: pay.md
    """
    if mime_of(page) is None or is_toc_document(page):
        return
    doc = document(page)
    waiting = [doc.root]
    while waiting:
        node = waiting.pop()
        waiting += [*items(node), *(value for _, value in pairs(node))][::-1]
        for key, value in pairs(node):
            if key.value in _LINKS and isinstance(value, yaml.ScalarNode):
                message, name = _about(page, value.value.strip())
                if message:
                    place = doc.place(value if value.value.strip() else key)
                    yield Hit(*place, message, rule=name)


def _about(page: PageContext, target: str) -> tuple[str, str]:
    """What is wrong with an address, and the rule that says so."""
    if not target:
        return "the address is blank", ""
    place = local(target)
    if place is None or not place.path:
        return "", ""
    file, is_known = file_of(page, place.path)
    if file is not None or not is_known:
        return "", ""
    if right := spelled(page, place.path):
        return (
            f"letter case differs: the file is `{shown(right, 120)}`, not `{shown(place.path, 120)}`",
            "path-case",
        )
    if to := moved_to(page, place.path):
        return (
            f"`{shown(place.path, 120)}` moved: it is redirected to `{shown(to, 120)}`",
            "link-redirected",
        )
    return f"no such file: `{shown(place.path, 120)}`{nearest_file(page, place.path)}", ""
