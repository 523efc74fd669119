"""The output formats by name, each a module with `render(findings, summary, places) -> str`, imported when needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module

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


def renderer(name: str) -> Render:
    """The function that renders findings in the format `name`."""
    render: Render = import_module(FORMATS["full" if name == AUTO else name]).render
    return render
