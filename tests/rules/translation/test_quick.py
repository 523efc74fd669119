"""What is looked for in a quick way is what the plain way finds."""

import re

from hypothesis import given
from hypothesis import strategies as st

from pipeline.rules.translation.language import words_of
from pipeline.rules.translation.names import _tree
from pipeline.rules.translation.tokens import WORD, word_pattern

NAMES = sorted(words_of("names", "names"), key=len, reverse=True)
_AFTER = r"(?![\w]|[.]\w)"
PLAIN = re.compile("(?:" + "|".join(map(re.escape, NAMES)) + ")" + _AFTER)
TREE = re.compile(_tree(NAMES) + _AFTER)


@given(st.lists(st.sampled_from([*NAMES, " ", ".", "s", "x", "-", "365"]), max_size=6))
def test_a_tree_of_names_finds_the_longest(parts: list[str]) -> None:
    text = "".join(parts)
    assert TREE.findall(text) == PLAIN.findall(text)


@given(st.text("aZé'’-_ 1ı", max_size=20))
def test_words_of_ascii(text: str) -> None:
    assert word_pattern(text).findall(text) == WORD.findall(text)
