"""The output formats by name, each a module with `render(findings, summary) -> str`, imported when asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module

from pipeline.rules.finding import Finding

Render = Callable[[Sequence[Finding], Mapping[str, int]], str]

FORMATS: Mapping[str, str] = {
    "text": "pipeline.report.text",
    "json": "pipeline.report.json",
}


def renderer(name: str) -> Render:
    """The function that renders findings in the format `name`."""
    render: Render = import_module(FORMATS[name]).render
    return render
