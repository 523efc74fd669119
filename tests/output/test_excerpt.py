import pytest

from pipeline.output.excerpt import WIDTH, excerpt, width


@pytest.mark.parametrize(
    ("line", "column", "end", "expected"),
    [
        ("title: Pay", 8, 11, ("title: Pay", "       ^^^")),
        ("title:", 7, 7, ("title:", "      ^")),  # behind the end
        ("漢字x", 3, 4, ("漢字x", "    ^")),  # wide characters take two columns
        ("e\u0301x", 3, 4, ("e\u0301x", " ^")),
        ("\tx", 2, 3, (" x", " ^")),
        ("a\x1bb", 2, 3, ("a\\x1bb", " ^^^^")),
        ("abc", 1, 99, ("abc", "^^^")),
    ],
)
def test_caret_stands_under_the_place(
    line: str, column: int, end: int, expected: tuple[str, str]
) -> None:
    assert excerpt(line, column, end) == expected


@pytest.mark.parametrize("column", [1, 50, 300, 4000, 5000])
def test_of_a_long_line_only_the_stretch_around_the_place_is_shown(column: int) -> None:
    line = "".join(chr(97 + n % 26) for n in range(5000))
    shown, carets = excerpt(line, column, column + 1)
    assert width(shown) <= WIDTH + 2
    assert shown[len(carets) - 1] == line[column - 1]
