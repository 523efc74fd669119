"""A machine-translated sentence, what a person made of it, and the words of either."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from zlib import crc32

from pipeline.results.finding import Finding
from pipeline.severity import Severity

SPLIT = re.compile(
    r"[\u30a0-\u30ff\u31f0-\u31ff]+"  # a run of katakana is one word
    r"|[\u3400-\u9fff々]{1,2}|[\u3040-\u309f]{1,2}|[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]{1,3}"
    r"|[^\W\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]+"
    r"|[^\w\s]"
)

_INCONSISTENT = "same-source-different-target"

BITS = 18
"""Features are numbered by hash: there are 2 ** BITS numbers."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A source and its machine translation.

    `warnings` is how many findings of at least that severity it has; `inconsistent` says that its source has another
    translation elsewhere (`same-source-different-target`).
    """

    source: str
    target: str
    warnings: int = 0
    inconsistent: bool = False


@dataclass(frozen=True, slots=True)
class Correction:
    """A machine translation and the text that a person left in its place; the same where he kept it."""

    sentence: Sentence
    human: str

    @property
    def changed(self) -> bool:
        """Did the person change it?"""
        return self.sentence.target != self.human


def sentence(source: str, target: str, findings: Iterable[Finding]) -> Sentence:
    """A sentence with what its findings say of it."""
    findings = tuple(findings)
    return Sentence(
        source,
        target,
        sum(one.severity >= Severity.WARNING for one in findings),
        any(one.rule == _INCONSISTENT for one in findings),
    )


def tokens(text: str) -> list[str]:
    """The words and marks of a text; of scripts without blanks, pieces of one to three characters."""
    return SPLIT.findall(text)


def number(feature: str) -> int:
    """The number of a feature: the same in every process and on every machine."""
    return crc32(feature.encode("utf-8", "surrogatepass")) & ((1 << BITS) - 1)
