"""What `validate` costs in one process: `python -m benchmarks.validate FOLDER`, where FOLDER holds a docset.

Prints seconds and peak memory for the metadata rules alone, and for all rules, so that both can be held to a limit.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from pathlib import Path

from pipeline.docset.docset import Docset
from pipeline.provenance.loaded_page import LoadedPage
from pipeline.rules import run
from pipeline.rules.context import page_context
from pipeline.rules.docset import collect_facts, judge_facts
from pipeline.rules.policy import Policy
from pipeline.rules.registry import load
from pipeline.settings import Settings

LIMITS = {"metadata": (1.5, 150), "all": (4.0, 150)}
"""Seconds and MiB for 2,900 pages."""


def measure(folder: Path, what: str) -> str:
    """One pass over all pages of the docset, as a line of words."""
    scopes = ("metadata",) if what == "metadata" else ("metadata", "article")
    settings = Settings(root=folder)
    docset = Docset(settings)
    pages = (*docset.source_pages(), *docset.pages())
    policy = Policy.of(settings)
    load("docset")
    start, cpu = time.perf_counter(), time.process_time()
    facts, found = [], 0
    for page in pages:
        context = page_context(LoadedPage(page, settings), units=())
        hits = (
            (rule.name, hit, "")
            for scope in scopes
            for rule in load(scope)
            for hit in rule.function(context)
        )
        found += len(run._findings(context, policy, hits, None))
        facts += collect_facts(context, "docset")
    found += len(judge_facts(facts, "docset", policy))
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return f"{what:<8} {len(pages):>6} pages {found:>6} findings {seconds:6.2f} s ({cpu:.2f} s CPU) {memory:5.0f} MiB"


def main() -> None:
    """Measure each in a process of its own."""
    folder = Path(sys.argv[1])
    if len(sys.argv) > 2:
        print(measure(folder, sys.argv[2]))
        return
    for what, (seconds, memory) in LIMITS.items():
        command = [sys.executable, "-m", "benchmarks.validate", str(folder), what]
        line = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
        print(f"{line}   (limit for 2,900 pages: {seconds} s, {memory} MiB)")


if __name__ == "__main__":
    main()
