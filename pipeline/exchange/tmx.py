"""TMX 1.4b: translation memories of other tools in and out, streamed, whatever their size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from lxml import etree

from pipeline.errors import PageError
from pipeline.exchange.memory_unit import MemoryUnit
from pipeline.exchange.xml import local_name, plain_text, readable, streamed

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<tmx version="1.4">\n'
    '<header creationtool="locpipe" creationtoolversion="1" segtype="sentence" o-tmf="locpipe"'
    ' adminlang="en" srclang="{source}" datatype="plaintext"/>\n<body>\n'
)
_TAIL = "</body>\n</tmx>\n"


def write_tmx(file: IO[bytes], units: Iterable[MemoryUnit], source_locale: str = "en-US") -> int:
    """Write `units` to `file`, one after another; how many there were.

    Texts are Markdown and stand in `<seg>` as they are. A control character that XML cannot hold leaves its unit out.
    """
    file.write(_HEAD.format(source=source_locale).encode())
    count = 0
    for unit in units:
        element = _element(unit, source_locale)
        if element is not None:
            file.write(etree.tostring(element, encoding="utf-8") + b"\n")
            count += 1
    file.write(_TAIL.encode())
    return count


def _element(unit: MemoryUnit, source_locale: str) -> etree._Element | None:
    if not readable(unit.source + unit.target + unit.origin):
        return None
    element = etree.Element("tu")
    for kind, value in (
        ("x-origin", unit.origin),
        ("x-reviewed", "yes" if unit.reviewed else "no"),
    ):
        if value:
            etree.SubElement(element, "prop", type=kind).text = value
    for locale, text in ((source_locale, unit.source), (unit.locale, unit.target)):
        variant = etree.SubElement(element, "tuv")
        variant.set(_LANG, locale)
        etree.SubElement(variant, "seg").text = text
    return element


def read_tmx(
    path: Path, locale: str, source_locale: str = "en-US", origin: str = ""
) -> Iterator[MemoryUnit]:
    """The units of a TMX file that have a text in both locales; only one of them is held at a time.

    A language without a region (`nl`) stands for every region, on either side. Inline elements give their content.
    Raises PageError with the line where the file is no TMX.
    """
    seen = False
    for element in streamed(path, {"tmx", "tu"}):
        if local_name(element) == "tmx":
            seen = True
            continue
        texts: dict[str, str] = {}
        for variant in element.iterchildren("{*}tuv"):
            tongue = variant.get(_LANG) or variant.get("lang") or ""
            segment = variant.find("{*}seg")
            if segment is not None:
                texts.setdefault(tongue.lower().replace("_", "-"), plain_text(segment))
        source, target = _text(texts, source_locale), _text(texts, locale)
        if source and target:
            props = {prop.get("type"): prop.text or "" for prop in element.iterchildren("{*}prop")}
            yield MemoryUnit(
                source=source,
                target=target,
                locale=locale,
                reviewed=props.get("x-reviewed", "yes") != "no",
                origin=props.get("x-origin") or origin,
            )
    if not seen:
        raise PageError("is no TMX file: its root is not `tmx`", path=str(path))


def _text(texts: dict[str, str], locale: str) -> str:
    """The text in a locale, else in its language, else in another region of it."""
    wanted = locale.lower()
    language = wanted.partition("-")[0]
    for name in (wanted, language):
        if name in texts:
            return texts[name]
    return next((text for name, text in texts.items() if name.partition("-")[0] == language), "")
