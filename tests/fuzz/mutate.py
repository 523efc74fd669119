"""Changes of bytes and of names that inputs of every kind meet in the world, or in a hostile hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

TOKENS = [
    b"\x00",
    b"\x1b[31m",
    b"\x1b]0;x\x07",
    b"\xff",
    b"\xed\xa0\x80",
    b"\xef\xbf\xbe",
    b"\xef\xbb\xbf",
    b"\xe2\x80\xae",
    b"\xe2\x80\x8b",
    b"\xc2\x85",
    b"\r",
    b"\n\n",
    b"\t",
    b"\x0c",
    b"\xe2\x80\xa8",
    b"\n::error::x\n",
    b"  ::error::y",
    b"##vso[x]y",
    b"##[error]z",
    b"---",
    b"\n---\n",
    b"&x ",
    b"*x ",
    b"!!python/object:os.system ",
    b"{{",
    b'<span data-ttu-id="a-1">',
    b"</span>",
    b'<span class="sxs-lookup">',
    b"<!--",
    b"-->",
    b"]]>",
    b"<![CDATA[",
    b"&#0;",
    b"&#xFFFE;",
    b"&e;",
    b'<g id="1">',
    b'<!DOCTYPE x [<!ENTITY e "e">]>',
    b"```",
    b"~~~",
    b"`",
    b"**",
    b"_",
    b"[",
    b"](",
    b"![",
    b"|",
    b">",
    b"> [!NOTE]\n",
    b"# ",
    b'<a name="x"></a>',
    b":::",
    b"\\",
    b'msgid ""\n',
    b'msgstr "x"\n',
    b'msgctxt "y"\n',
    b"#~ ",
    b"#, fuzzy\n",
    b'#| msgid "z"\n',
    b'"',
    b'"\n"',
    b"\\n",
    b"\\x41",
    b"%s",
    b"{0}",
    b"1e999",
    b"-1",
    b"null",
    b"true",
    b"[]",
    b"9" * 20,
    b"9" * 5000,
    b'"\\ud800"',
    b"<<<<<<< HEAD\n",
    b"\n=======\n",
    b"\n>>>>>>> x\n",
    b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n",
    b"\xc3\xa9",
    b"\xe8\xa8\xad\xe5\xae\x9a\xe3\x82\x92\xe9\x96\x8b\xe3\x81\x8f",
    b"\xf0\x9f\x98\x80",
]
NAMES = [
    b"a\n::error::b",
    b"\xff\xfe",
    b"\x1b[31mred",
    b"-x",
    b"--output",
    b"a b",
    b"a\xe2\x80\xaeb",
    b"::error::x",
    b"UPPER",
    b"'\"",
    b"a%b#c",
    b"x" * 200,
    b"\xc2\x85",
    b"{locale}",
    b"a:b",
    b"\xe8\xa8\xad\xe5\xae\x9a",
    b"a\rb",
    b"$(x)",
    b"&amp;",
    b".",
]

Mutation = Callable[[bytes, Random], bytes]


def _insert(data: bytes, chance: Random) -> bytes:
    at = chance.randint(0, len(data))
    return data[:at] + chance.choice(TOKENS) + data[at:]


def _flip(data: bytes, chance: Random) -> bytes:
    if not data:
        return data
    at = chance.randrange(len(data))
    return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]


def _cut(data: bytes, chance: Random) -> bytes:
    return data[: chance.randint(0, len(data))]


def _take_out(data: bytes, chance: Random) -> bytes:
    start, end = _stretch(data, chance)
    return data[:start] + data[end:]


def _again(data: bytes, chance: Random) -> bytes:
    start, end = _stretch(data, chance)
    return data[:end] + data[start:end] * chance.choice([1, 1, 2, 40]) + data[end:]


def _repeat(data: bytes, chance: Random) -> bytes:
    at = chance.randint(0, len(data))
    return data[:at] + chance.choice(TOKENS) * chance.choice([3, 30, 300]) + data[at:]


def _swap_lines(data: bytes, chance: Random) -> bytes:
    lines = data.splitlines(keepends=True)
    if len(lines) < 2:
        return data
    one, two = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[two] = lines[two], lines[one]
    return b"".join(lines)


def _drop_line(data: bytes, chance: Random) -> bytes:
    lines = data.splitlines(keepends=True)
    if lines:
        del lines[chance.randrange(len(lines))]
    return b"".join(lines)


def _line_ends(data: bytes, chance: Random) -> bytes:
    return data.replace(b"\n", chance.choice([b"\r\n", b"\r", b"\n\n"]))


def _coded(data: bytes, chance: Random) -> bytes:
    text = data.decode("utf-8", "replace")
    return text.encode(chance.choice(["utf-16", "utf-16-le", "latin-1", "cp1252"]), "replace")


def _in_conflict(data: bytes, chance: Random) -> bytes:
    start, end = _stretch(data, chance)
    ours, theirs = data[start:end], data[start:end][::-1] if chance.random() < 0.1 else b"theirs\n"
    block = b"<<<<<<< HEAD\n" + ours + b"\n=======\n" + theirs + b">>>>>>> branch\n"
    return data[:start] + block + data[end:]


def _stretch(data: bytes, chance: Random) -> tuple[int, int]:
    start = chance.randint(0, len(data))
    return start, min(len(data), start + chance.choice([1, 3, 20, 200]))


MUTATIONS: Sequence[Mutation] = [
    _insert, _insert, _insert, _flip, _cut, _take_out, _take_out, _again, _repeat, _swap_lines, _drop_line, _line_ends,
    _coded, _in_conflict,
]  # fmt: skip


def mutated(data: bytes, chance: Random) -> bytes:
    """`data` with one change, or a few."""
    for _ in range(chance.choice([1, 1, 1, 2, 3, 6])):
        data = chance.choice(MUTATIONS)(data, chance)
    return data
