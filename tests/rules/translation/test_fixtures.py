"""Every translation rule on its fixture and on the examples of its own page."""

import re

import pytest

from pipeline.rules.registry import entries, load
from pipeline.rules.translation.spelling import RULES as NEED_DICTIONARY
from pipeline.rules.translation.spelling import speller_of
from tests.rules.translation import cases

CASES = [
    pytest.param(file.stem, case, id=f"{file.stem}: {case.locale} {case.title}")
    for file in sorted(cases.FOLDER.glob("*.txt"))
    for case in cases.read(file)
]
RULES = [*load("unit"), *load("docset-unit")]


def _needs_dictionary(rule: str, locale: str) -> None:
    if rule in NEED_DICTIONARY and speller_of(locale) is None:
        pytest.skip(f"no hunspell dictionary for {locale}")


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_case(rule: str, case: cases.Case) -> None:
    _needs_dictionary(rule, case.locale)
    found = cases.run(case, rule)
    assert [cases.worded(case, one) for one in found] == case.expect
    assert bool(found) == (case.kind == "bad")
    if case.fixed is not None:
        assert cases.fixed(case, rule) == case.fixed
        assert cases.run(case, rule, case.fixed) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_has_bad_and_good_examples_in_several_locales(rule) -> None:
    found = cases.read(cases.FOLDER / f"{rule.name}.txt")
    assert {case.kind for case in found} == {"bad", "good"}
    assert len({case.locale for case in found}) >= 2


@pytest.mark.parametrize("rule", load("unit"), ids=lambda rule: rule.name)
def test_the_examples_of_a_rules_page_are_true(rule) -> None:
    examples = re.findall(r"(Bad|Good):\n\n((?:    .*\n?)+)", rule.doc)
    assert [kind for kind, _ in examples] == ["Bad", "Good"]
    for kind, text in examples:
        source = re.search(
            r"source: ?(.*?)(?:    \((?:no-loc: \[(.*)\]|glossary: (.*)|family: (.*)|locale: (.*)|"
            r"learned: (.*)|custom: (.*))\))?$",
            text,
            re.MULTILINE,
        )
        target = re.search(r"target: ?(.*)$", text, re.MULTILINE)
        assert source
        assert target
        locale = source[5] or "nl-NL"
        case = cases.Case(kind.lower(), locale, "HT", "", no_loc=source[2] or "")
        case.glossary, case.family = source[3] or "", source[4] or ""
        case.learned = source[6] or ""
        case.translation_type = "MT" if case.learned else "HT"
        case.custom = source[7] or ""
        case.units = [(source[1], target[1].replace("␠", " "))]
        if rule.name == "wrong-language" or "register" in rule.name:
            case.units += [("You can save.", "U kunt opslaan.")] * 5
        if rule.name == "item-lower-case":
            case.list_item = True
            case.units += [("Open the list.", "Open de lijst."), ("Pay.", "Als u betaalt.")]
        case.table_cell = "table" in rule.name
        assert bool(cases.run(case, rule.name)) == (kind == "Bad")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_machine_translation_fails_for_damage_only(rule) -> None:
    entry = entries()[rule.name]
    damage = {
        "code",
        "links",
        "markup",
        "placeholders",
        "numbers",
        "characters",
        "emphasis",
        "names",
    }
    if entry.severity_mt.label == "error" and rule.name != "page-untranslated":  # it is none
        assert entry.family in damage
    assert entry.its
    assert entry.severity_mt <= entry.severity
