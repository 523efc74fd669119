"""The output formats by name, each a module with `render(findings, summary, places) -> str`, imported when needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module

from pipeline import plugins
from pipeline.errors import UsageError
from pipeline.output.places import Places
from pipeline.results.finding import Finding

Render = Callable[[Sequence[Finding], Mapping[str, int], Places], str]

FORMATS: Mapping[str, str] = {
    "full": "pipeline.output.text",
    "text": "pipeline.output.text",
    "concise": "pipeline.output.concise",
    "grouped": "pipeline.output.grouped",
    "json": "pipeline.output.json",
    "jsonl": "pipeline.output.jsonl",
    "sarif": "pipeline.output.sarif",
    "junit": "pipeline.output.junit",
    "github": "pipeline.output.github",
    "markdown": "pipeline.output.job_summary",
}

AUTO = "auto"
"""Few findings in full, many grouped by rule; a file gets them in full."""
FOR_PEOPLE = (AUTO, "full", "text", "concise", "grouped")
"""The formats that are text for people."""


def names() -> tuple[str, ...]:
    """The formats of locpipe's own and of plug-ins."""
    return (*FORMATS, *(one.name for one in plugins.found(plugins.FORMATS)))


def renderer(name: str) -> Render:
    """The function that renders findings in the format `name`. Raises UsageError where a plug-in has none."""
    own = FORMATS.get("full" if name == AUTO else name)
    if own is not None:
        render: Render = import_module(own).render
        return render
    plugin = next(one for one in plugins.found(plugins.FORMATS) if one.name == name)
    found: Render | None = getattr(plugins.imported(plugin), "render", None)
    if found is None:
        raise UsageError(f"{plugin.described}: its module has no function `render`")
    return found
