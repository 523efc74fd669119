"""The output formats by name, each a module with `render(findings, summary, places) -> str`, imported when needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module

from pipeline.output.places import Places
from pipeline.results.finding import Finding

Render = Callable[[Sequence[Finding], Mapping[str, int], Places], str]

FORMATS: Mapping[str, str] = {
    "text": "pipeline.output.text",
    "json": "pipeline.output.json",
    "jsonl": "pipeline.output.jsonl",
    "sarif": "pipeline.output.sarif",
    "junit": "pipeline.output.junit",
    "github": "pipeline.output.github",
}


def renderer(name: str) -> Render:
    """The function that renders findings in the format `name`."""
    render: Render = import_module(FORMATS[name]).render
    return render
