from __future__ import annotations

import hashlib

import pytest

from pipeline.files.digest import matching_form

LF, CRLF, MIXED = b"a\nb\n", b"a\r\nb\r\n", b"a\r\nb\n"


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
@pytest.mark.parametrize(
    ("on_disk", "handed_off", "form"),
    [
        (LF, LF, "as is"),
        (LF, CRLF, "CRLF"),
        (CRLF, LF, "LF"),
        (CRLF, CRLF, "as is"),
        (MIXED, MIXED, "as is"),
        (MIXED, CRLF, "CRLF"),
        (MIXED, LF, "LF"),
        (LF, b"a\nc\n", None),
    ],
)
def test_a_hash_is_found_under_each_form_of_line_ends(
    algorithm: str, on_disk: bytes, handed_off: bytes, form: str | None
) -> None:
    wanted = hashlib.new(algorithm, handed_off).hexdigest()
    assert matching_form(on_disk, wanted) == form
    assert matching_form(on_disk, wanted.upper()) == form


@pytest.mark.parametrize("wanted", ["", "abc", "z" * 40, "0" * 41])
def test_what_is_no_hash_matches_nothing(wanted: str) -> None:
    assert matching_form(LF, wanted) is None
