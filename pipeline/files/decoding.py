"""Bytes to text and back, without a byte lost.

Text is always strict UTF-8; a byte order mark stays in the text as its first character, line ends stay as they
are. `decode(data).encode()` is `data` for every `data` that decodes.
"""

from __future__ import annotations

from pipeline.errors import PageError
from pipeline.files.lines import Lines

BOM = "\ufeff"


def decode(data: bytes) -> str:
    """The text of `data`.

    Raises PageError with line and column (in characters) of the first byte that is not UTF-8.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        line, column = Lines(before).place(len(before))
        byte = data[error.start]
        raise PageError(
            f"not UTF-8: byte 0x{byte:02x} at offset {error.start}; save the file as UTF-8",
            line=line,
            column=column,
        ) from None


def line_end(text: str) -> str:
    r"""The line end that `text` uses most: `"\n"` or `"\r\n"` (`"\n"` where there is none)."""
    crlf = text.count("\r\n")
    return "\r\n" if crlf * 2 > text.count("\n") else "\n"
