import hashlib

import pytest

from pipeline.families.library import USUAL, shipped
from pipeline.markdown.article import Article
from pipeline.provenance.freshness import Freshness, verdict
from tests.corpus import corpus_pairs

FAMILY = shipped(USUAL)
SOURCE = b"---\r\ntitle: One\r\n---\r\nText.\r\n"


def page(digest: str) -> Article:
    return Article(f"---\nms.openlocfilehash: {digest}\n---\n")


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
@pytest.mark.parametrize("ends", [b"\n", b"\r\n"])
def test_current_under_either_hash_and_line_ends(algorithm: str, ends: bytes) -> None:
    handed_off = SOURCE.replace(b"\r\n", ends)
    digest = hashlib.new(algorithm, handed_off).hexdigest()
    assert verdict(page(digest), SOURCE, FAMILY).freshness is Freshness.CURRENT
    assert verdict(page(digest.upper()), SOURCE, FAMILY).freshness is Freshness.CURRENT


def test_one_byte_makes_it_stale() -> None:
    article = page(hashlib.sha1(SOURCE).hexdigest())
    for at in range(len(SOURCE)):
        changed = SOURCE[:at] + bytes([SOURCE[at] ^ 1]) + SOURCE[at + 1 :]
        assert verdict(article, changed, FAMILY).freshness is Freshness.STALE, at


@pytest.mark.parametrize(
    ("article", "source", "at_hand", "expected"),
    [
        (page("0" * 40), None, True, "source-missing"),
        (page("0" * 40), None, False, "unverifiable"),
        (page("0000"), SOURCE, True, "unverifiable"),
        (page("g" * 40), SOURCE, True, "unverifiable"),
        (Article("# No front matter\n"), SOURCE, True, "unverifiable"),
    ],
)
def test_what_cannot_be_compared(
    article: Article, source: bytes | None, at_hand: bool, expected: str
) -> None:
    assert verdict(article, source, FAMILY, sources_at_hand=at_hand).freshness == expected


def test_every_verified_page_of_the_corpus_is_current_and_one_byte_makes_it_stale() -> None:
    pairs = list(corpus_pairs())
    assert len(pairs) > 200
    for name, translated, english in pairs:
        article = Article.parse(translated)
        if not article.meta("ms.openlocfilehash"):
            continue
        assert verdict(article, english, FAMILY).freshness is Freshness.CURRENT, name
        changed = english[:-2] + bytes([english[-2] ^ 1]) + english[-1:]
        assert verdict(article, changed, FAMILY).freshness is Freshness.STALE, name
