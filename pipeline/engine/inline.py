"""The engine that works in this process, one page after another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.engine.work import Chunk, Done, run_chunk


class Inline:
    """Chunks are small, so that findings are shown and progress is made page by page."""

    size = 4

    def __call__(self, chunks: Iterator[Chunk]) -> Iterator[Sequence[Done]]:
        """The results of each chunk, in order."""
        for chunk in chunks:
            yield run_chunk(chunk)
