"""The output formats by name, each a module with `render(findings, summary, places) -> str`, imported when needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module

from pipeline.report.places import Places
from pipeline.rules.finding import Finding

Render = Callable[[Sequence[Finding], Mapping[str, int], Places], str]

FORMATS: Mapping[str, str] = {
    "text": "pipeline.report.text",
    "json": "pipeline.report.json",
    "jsonl": "pipeline.report.jsonl",
    "sarif": "pipeline.report.sarif",
    "junit": "pipeline.report.junit",
    "github": "pipeline.report.github",
}


def renderer(name: str) -> Render:
    """The function that renders findings in the format `name`."""
    render: Render = import_module(FORMATS[name]).render
    return render
