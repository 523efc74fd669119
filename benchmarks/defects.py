"""Kinds of defects that can be put into a good translation, each by a small function.

A function takes source and target of a unit, a random generator and the other units, and gives the damaged target,
or None where the unit has nothing that this defect could damage.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from functools import lru_cache

Units = tuple[tuple[str, str], ...]
Defect = Callable[[str, str, random.Random, Units], str | None]

LINK = re.compile(r"(?<!!)\[([^\[\]]+)\]\(([^()\s]+)\)")
CODE = re.compile(r"(?<!`)`([^`]+)`(?!`)")
BOLD = re.compile(r"\*\*([^*]+)\*\*")
NUMBER = re.compile(r"(?a:(?<![\w.,/-])\d+(?:[.,]\d+)*(?![\w/-]))")
WORD = re.compile(r"(?<![\w`/(\[-])[^\W\d_]{3,}(?![\w`/)\]-])")
NAMES = re.compile(
    r"(?<![\w./-])(?:PowerShell|GitHub|SharePoint|OneDrive|Microsoft|Markdown|Visual Studio|Windows|Azure|Outlook|"
    r"Exchange Online|BitLocker|Office 365|Microsoft 365)(?![\w/])"
)
_UNSPACED = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
_PROTECTED = re.compile(r"`[^`]*`|\]\([^()]*\)|<[^<>]*>|https?://\S+")


def _pick(pattern: re.Pattern[str], text: str, rng: random.Random) -> re.Match[str] | None:
    taken = [match.span() for match in _PROTECTED.finditer(text)]
    found = [
        match
        for match in pattern.finditer(text)
        if pattern in (LINK, CODE)
        or not any(a < match.end() and match.start() < b for a, b in taken)
    ]
    return rng.choice(found) if found else None


def _space(text: str) -> str:
    """What stands between the words of a text: nothing in Chinese and Japanese."""
    return "" if _UNSPACED.search(text) else " "


def _replace(text: str, match: re.Match[str], new: str) -> str:
    return text[: match.start()] + new + text[match.end() :]


def number_changed(source: str, target: str, rng: random.Random, units: Units) -> str | None:
    match = _pick(NUMBER, target, rng)
    if not match or not NUMBER.search(source):
        return None
    digits = list(match[0])
    place = rng.choice([index for index, char in enumerate(digits) if char.isdigit()])
    digits[place] = str((int(digits[place]) + rng.randint(1, 8)) % 10)
    return _replace(target, match, "".join(digits))


def number_lost(source: str, target: str, rng: random.Random, units: Units) -> str | None:
    match = _pick(NUMBER, target, rng)
    return (
        _replace(target, match, "").replace("  ", " ") if match and NUMBER.search(source) else None
    )


def link_target_changed(source: str, target: str, rng: random.Random, units: Units) -> str | None:
    match = _pick(LINK, target, rng)
    return match and _replace(target, match, f"[{match[1]}]({match[2]}-x)")


def link_lost(source: str, target: str, rng: random.Random, units: Units) -> str | None:
    match = _pick(LINK, target, rng)
    return match and _replace(target, match, match[1])


def link_split(source: str, target: str, rng: random.Random, units: Units) -> str | None:
    match = _pick(LINK, target, rng)
    return match and _replace(target, match, f"[{match[1]}] ({match[2]})")


def link_emptied(source: str, target: str, rng: random.Random, units: Units) -> str | None:
    match = _pick(LINK, target, rng)
    return match and _replace(target, match, f"{match[1]} []({match[2]})")


def code_changed(source: str, target: str, rng: random.Random, units: Units) -> str | None:
    match = _pick(CODE, target, rng)
    if not match or len(match[1]) < 3:
        return None
    at = rng.randrange(1, len(match[1]))
    return _replace(target, match, f"`{match[1][:at]}x{match[1][at:]}`")


def code_split(source: str, target: str, rng: random.Random, units: Units) -> str | None:
    match = _pick(CODE, target, rng)
    if not match or len(match[1]) < 4:
        return None
    at = len(match[1]) // 2
    return _replace(target, match, f"`{match[1][:at]} {match[1][at:]}`")


def code_unmarked(source: str, target: str, rng: random.Random, units: Units) -> str | None:
    match = _pick(CODE, target, rng)
    return match and _replace(target, match, match[1])


def emphasis_lost(source: str, target: str, rng: random.Random, units: Units) -> str | None:
    match = _pick(BOLD, target, rng)
    return match and _replace(target, match, match[1])


def emphasis_inner_space(source: str, target: str, rng: random.Random, units: Units) -> str | None:
    match = _pick(BOLD, target, rng)
    return match and _replace(target, match, f"** {match[1]} **")


def emphasis_escaped(source: str, target: str, rng: random.Random, units: Units) -> str | None:
    match = _pick(BOLD, target, rng)
    return match and _replace(target, match, rf"\*\* {match[1]} \*\*")


def emphasis_half(source: str, target: str, rng: random.Random, units: Units) -> str | None:
    match = _pick(BOLD, target, rng)
    return match and _replace(target, match, f"**{match[1]}")


def _glue(pattern: re.Pattern[str]) -> Defect:
    def defect(source: str, target: str, rng: random.Random, units: Units) -> str | None:
        if not _space(target):
            return None
        found = [
            match
            for match in pattern.finditer(target)
            if re.match(r" [^\W\d_]", target[match.end() :])
        ]
        if not found:
            return None
        match = rng.choice(found)
        return target[: match.end()] + target[match.end() + 1 :]

    return defect


def space_before_mark(source: str, target: str, rng: random.Random, units: Units) -> str | None:
    found = list(re.finditer(r"(?<=[^\W\d_]{2})[.,:。、،؛؟](?= |$)", target))
    if not found:
        return None
    at = rng.choice(found).start()
    return f"{target[:at]} {target[at:]}"


def double_space(source: str, target: str, rng: random.Random, units: Units) -> str | None:
    found = list(re.finditer(r"(?<=\w) (?=\w)", _PROTECTED.sub(lambda m: "_" * len(m[0]), target)))
    if not found:
        return None
    at = rng.choice(found).start()
    return f"{target[:at]} {target[at:]}"


def doubled_word(source: str, target: str, rng: random.Random, units: Units) -> str | None:
    match = _pick(WORD, target, rng)
    return match and _replace(target, match, f"{match[0]}{_space(target)}{match[0]}")


def doubled_phrase(source: str, target: str, rng: random.Random, units: Units) -> str | None:
    if not _space(target):
        return None
    match = _pick(
        re.compile(r"(?<![\w`*\[(-])[^\W\d_]+ [^\W\d_]+ [^\W\d_]+(?![\w`*\])-])"), target, rng
    )
    return match and _replace(target, match, f"{match[0]} {match[0]}")


def untranslated(source: str, target: str, rng: random.Random, units: Units) -> str | None:
    return source if len(WORD.findall(source)) >= 4 and source != target else None


def empty(source: str, target: str, rng: random.Random, units: Units) -> str | None:
    return "" if source.strip() else None


def end_mark_lost(source: str, target: str, rng: random.Random, units: Units) -> str | None:
    ends = (
        target.rstrip()[-1:] in (".", "?", ":", "。", "؟", "？") and source.rstrip()[-1:] in ".?:"
    )
    return target.rstrip()[:-1] if ends and len(target) > 3 else None


def end_mark_changed(source: str, target: str, rng: random.Random, units: Units) -> str | None:
    if target[-1:] not in (".", ":", "?") or source[-1:] != target[-1]:
        return None
    return target[:-1] + rng.choice([mark for mark in ".:?" if mark != target[-1]])


def bracket_lost(source: str, target: str, rng: random.Random, units: Units) -> str | None:
    text = _PROTECTED.sub(lambda match: "_" * len(match[0]), target)
    match = re.search(r"(?<!\])\(([^()\[\]]{2,})\)", text)
    if not match or "(" not in source:
        return None
    at = rng.choice([match.start(), match.end() - 1])
    return target[:at] + target[at + 1 :]


def quote_lost(source: str, target: str, rng: random.Random, units: Units) -> str | None:
    text = _PROTECTED.sub(lambda match: "_" * len(match[0]), target)
    found = [match.start() for match in re.finditer('["“”„«»「」]', text)]
    if not found or len(found) % 2 or source.count('"') != len(found):
        return None
    at = rng.choice(found)
    return target[:at] + target[at + 1 :]


def name_split(source: str, target: str, rng: random.Random, units: Units) -> str | None:
    match = _pick(NAMES, target, rng)
    if not match or match[0] not in source:
        return None
    name = match[0].split()[0]
    humps = re.search(r"(?<=[a-z])(?=[A-Z])", name)
    at = humps.start() if humps else len(name) // 2
    return _replace(target, match, f"{name[:at]} {name[at:].lower()}{match[0][len(name) :]}")


def name_translated(source: str, target: str, rng: random.Random, units: Units) -> str | None:
    match = _pick(NAMES, target, rng)
    return (
        _replace(target, match, "Vensters")
        if match and match[0] in source and target.count(match[0]) == 1
        else None
    )


def mojibake(source: str, target: str, rng: random.Random, units: Units) -> str | None:
    if target.isascii():
        return None
    found = list(re.finditer(r"[^\x00-\x7f]", target))
    match = rng.choice(found)
    return _replace(target, match, match[0].encode().decode("cp1252", "replace"))


def replacement_character(source: str, target: str, rng: random.Random, units: Units) -> str | None:
    match = _pick(WORD, target, rng)
    return match and target[: match.start() + 1] + "\ufffd" + target[match.start() + 2 :]


def capital_lowered(source: str, target: str, rng: random.Random, units: Units) -> str | None:
    found = list(re.finditer(r"(?<=[^\W\d_]{3}[.?!] )[A-Z](?=[a-z]+ )", target))
    if not found:
        return None
    match = rng.choice(found)
    return _replace(target, match, match[0].lower())


def placeholder_leaked(source: str, target: str, rng: random.Random, units: Units) -> str | None:
    match = _pick(BOLD, target, rng) or _pick(CODE, target, rng)
    return match and _replace(target, match, rng.choice(["#A0", "{1}", "%%%1%%%"]))


def invisible(source: str, target: str, rng: random.Random, units: Units) -> str | None:
    match = _pick(WORD, target, rng)
    return match and target[: match.start() + 2] + "\u200b" + target[match.start() + 2 :]


def tag_changed(source: str, target: str, rng: random.Random, units: Units) -> str | None:
    match = re.search(r"<(br|/?code|/?b|/?sup|/?a\b[^<>]*)\s*/?>", target)
    return match and _replace(target, match, "")


def of_another(source: str, target: str, rng: random.Random, units: Units) -> str | None:
    other = rng.choice(units)[1]
    return (
        other
        if len(WORD.findall(target)) >= 4 and len(WORD.findall(other)) >= 4 and other != target
        else None
    )


def cut_off(source: str, target: str, rng: random.Random, units: Units) -> str | None:
    if _UNSPACED.search(target):
        return target[: len(target) // 2] if len(target) >= 20 else None
    words = target.split(" ")
    return " ".join(words[: len(words) // 2]) if len(words) >= 6 else None


def half_english(source: str, target: str, rng: random.Random, units: Units) -> str | None:
    if _UNSPACED.search(target):
        words = source.split(" ")
        rest = " ".join(words[len(words) // 2 :])
        return target[: len(target) // 2] + rest if len(words) >= 8 else None
    ours, theirs = target.split(" "), source.split(" ")
    if len(ours) < 8 or len(theirs) < 8:
        return None
    return " ".join(ours[: len(ours) // 2] + theirs[len(theirs) // 2 :])


def negation_dropped(source: str, target: str, rng: random.Random, units: Units) -> str | None:
    match = re.search(r" (?:niet|nicht|geen|kein|keine|pas|لا|ليس)\b", target)
    if not match or not re.search(r"n['’]t\b|\bnot\b|\bcannot\b|\bnever\b", source):
        return None
    return target[: match.start()] + target[match.end() :]


def misspelled(source: str, target: str, rng: random.Random, units: Units) -> str | None:
    match = _pick(re.compile(r"(?<![\w`/(\[*-])[a-zà-ÿ]{6,}(?![\w`/)\]*-])"), target, rng)
    if not match:
        return None
    at = rng.randrange(1, len(match[0]) - 2)
    word = match[0]
    word = (
        word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        if word[at] != word[at + 1]
        else word[:at] + word[at + 1 :]
    )
    return _replace(target, match, word)


@lru_cache(maxsize=2)
def _docset_words(units: Units) -> frozenset[str]:
    return frozenset(word for _, text in units for word in _LONG_WORD.findall(text.lower()))


_LONG_WORD = re.compile(r"[a-zà-ÿ]{4,}")


def compound_split(source: str, target: str, rng: random.Random, units: Units) -> str | None:
    """Split a long word where both halves are words of the docset."""
    known, found = _docset_words(units), []
    for match in re.finditer(r"(?<![\w`/(\[*-])[A-Za-zà-ÿ]{9,}(?![\w`/)\]*-])", target):
        word = match[0]
        for at in range(4, len(word) - 3):
            if word[:at].lower() in known and word[at:] in known:
                found.append((match, at))
    if not found:
        return None
    match, at = rng.choice(found)
    return _replace(target, match, f"{match[0][:at]} {match[0][at:]}")


DEFECTS: dict[str, Defect] = {
    "number changed": number_changed,
    "number lost": number_lost,
    "link target changed": link_target_changed,
    "link lost": link_lost,
    "link split `] (`": link_split,
    "link emptied": link_emptied,
    "code changed": code_changed,
    "code split": code_split,
    "code marks lost": code_unmarked,
    "emphasis lost": emphasis_lost,
    "emphasis with inner spaces": emphasis_inner_space,
    "emphasis escaped": emphasis_escaped,
    "emphasis half open": emphasis_half,
    "space lost after link": _glue(LINK),
    "space lost after bold": _glue(BOLD),
    "space lost after code": _glue(CODE),
    "space before a mark": space_before_mark,
    "doubled word": doubled_word,
    "doubled phrase": doubled_phrase,
    "untranslated": untranslated,
    "empty": empty,
    "end mark lost": end_mark_lost,
    "end mark changed": end_mark_changed,
    "bracket lost": bracket_lost,
    "quotation mark lost": quote_lost,
    "product name split": name_split,
    "product name translated": name_translated,
    "mojibake": mojibake,
    "replacement character": replacement_character,
    "capital lowered after a stop": capital_lowered,
    "placeholder leaked": placeholder_leaked,
    "invisible character": invisible,
    "HTML tag lost": tag_changed,
}
"""What can be seen without understanding."""

INVISIBLE: dict[str, Defect] = {"double space": double_space}
"""What no reader of the page sees."""

HARD: dict[str, Defect] = {
    "target of another unit": of_another,
    "cut off half-way": cut_off,
    "half in English": half_english,
    "negation dropped": negation_dropped,
    "misspelled": misspelled,
    "compound split": compound_split,
}
"""What needs the meaning, a dictionary, or luck."""
