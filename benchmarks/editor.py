"""How long an editor waits for the diagnostics of an edit, over the real protocol.

    python -m benchmarks.editor                                # a made bilingual page with 1,800 findings
    python -m benchmarks.editor PAGE.md --source SOURCE.md     # a page of your own

Each edit puts a letter into the middle of the page; what is measured is the time from the notification that the text
has changed to the diagnostics of that version, the pause in which the server waits for further letters included.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path

from tests.lsp.client import Client
from tests.lsp.test_speed import long_page

_EDITS = 25
_PATH = "content/nl-NL/page.md"


def measure(text: str, source: str | None) -> list[float]:
    """The milliseconds of each edit."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        for path, content in ((_PATH, text), ("content/en-US/page.md", source)):
            if content is not None:
                (root / path).parent.mkdir(parents=True)
                (root / path).write_bytes(content.encode())
        client = Client(root)
        uri = client.open(_PATH, text)
        client.diagnostics(uri)
        middle, times = text.find("\n", len(text) // 2), []
        for version in range(2, 2 + _EDITS):
            edited = text[:middle] + "x" * version + text[middle:]
            start = time.perf_counter()
            client.change(uri, edited, version)
            client.diagnostics(uri, version)
            times.append((time.perf_counter() - start) * 1000)
        client.close()
        return times


def main() -> None:
    """Measure, and print one line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("page", nargs="?", type=Path)
    parser.add_argument("--source", type=Path)
    given = parser.parse_args()
    text = given.page.read_bytes().decode() if given.page else long_page(600)
    source = given.source.read_bytes().decode() if given.source else None
    times = sorted(measure(text, source))
    print(
        f"{len(text):,} characters, {_EDITS} edits: median {statistics.median(times):.0f} ms, "
        f"nine of ten within {times[int(len(times) * 0.9)]:.0f} ms, slowest {times[-1]:.0f} ms"
    )


if __name__ == "__main__":
    main()
