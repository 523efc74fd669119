"""No page turns to the source's language by itself: what is held back, what is built, and what is said of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polib
import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st

from pipeline.commands.build import Built, translated
from pipeline.commands.extract import extract
from pipeline.commands.form import BuildOptions, Form
from pipeline.docset.docset import Docset
from pipeline.errors import UsageError
from pipeline.markdown.article import Article
from pipeline.po import file as po_files
from pipeline.provenance.loaded_page import LoadedPage
from pipeline.provenance.page_roles import roles_of
from pipeline.rebuild.publish import publish
from pipeline.settings import Settings

Run = Callable[..., Result]
Make = Callable[..., Path]

PAIRS = {
    "The limit of the account": "De limiet van het account",
    "You can raise the limit at any time.": "U kunt de limiet altijd verhogen.",
    "We send an email to the owner.": "We sturen de eigenaar een e-mail.",
    "Contoso Cloud Shell": "Contoso Cloud Shell",
    "This is the end of it.": "Dit is het einde ervan.",
}
HEADING, RAISE, EMAIL, NAME, END = PAIRS
NEW = "Stored data is kept for 60 days."
SOURCE = "content/en-US/a.md"
PAGE = "content/nl-NL/a.md"
PO = "build/po/nl-NL/a.po"
OUT = "build/content/nl-NL/a.md"


def source(*sentences: str) -> str:
    heading, *others = sentences
    return f"# {heading}\n\n" + "".join(f"{one}\n\n" for one in others)


def page(kind: str = "HT", texts: dict[str, str] | None = None, of: str = "") -> str:
    """A bilingual page of these texts, handed off from `of` (the source of all PAIRS)."""
    texts = PAIRS if texts is None else texts
    of = of or source(*PAIRS)
    digest = hashlib.sha1(of.encode(), usedforsecurity=False).hexdigest()
    spans = [
        f'<span data-ttu-id="4c3d2-{number}">{target}</span>'
        f'<span class="sxs-lookup"><span data-stu-id="4c3d2-{number}">{text}</span></span>'
        for number, (text, target) in enumerate(texts.items(), 101)
    ]
    said = f"ms.translationtype: {kind}\n" if kind else ""
    head = f"---\nms.openlocfilehash: {digest}\n{said}ms.contentlocale: nl-NL\n---\n"
    heading, *others = spans
    return f'{head}# <a name="x"></a>{heading}\n\n' + "\n\n".join(others) + ("\n" if others else "")


def edit(root: Path, texts: dict[str, str], *, fuzzy: bool | None = None) -> None:
    """Put translations into the PO file, and set or take off their marks."""
    file = polib.pofile(str(root / PO), wrapwidth=0)
    for entry in file:
        if entry.msgid in texts:
            entry.msgstr = texts[entry.msgid]
            if fuzzy is not None:
                entry.flags = ["fuzzy"] if fuzzy else []
    file.save(newline="\n")


def text_of(root: Path, path: str) -> str:
    file = root / path
    return file.read_text("utf-8") if file.exists() else ""


@pytest.mark.parametrize(
    "command", [("build", "--in-place"), ("build",), ("run", "--fail-on", "never")]
)
def test_a_page_whose_source_has_a_new_sentence_stays_as_it_is(
    command: tuple[str, ...], docset: Make, run_in: Run
) -> None:
    root = docset({SOURCE: source(*PAIRS, NEW), PAGE: page()})
    run_in(root, "extract")
    result = run_in(root, *command)
    assert result.exit_code == 0, result.output
    assert "page-held-back" in result.output
    assert NEW in result.output
    assert "1 held back" in result.output
    assert text_of(root, PAGE) == page()
    built = text_of(root, OUT)
    assert ("ms.translationtype: HT" in built) == ("--in-place" not in command)
    assert not any(sentence in built for sentence in (NEW, RAISE, EMAIL))
    status = json.loads(run_in(root, "status", "--format", "json").stdout)["pages"][0]
    assert (status["freshness"], status["translated_units"], status["current_units"]) == (
        "stale",
        5,
        6,
    )


@pytest.mark.parametrize("command", ["build", "run"])
def test_what_is_asked_for_is_built_and_never_called_human(
    command: str, docset: Make, run_in: Run
) -> None:
    root = docset({SOURCE: source(*PAIRS, NEW), PAGE: page()})
    run_in(root, "extract")
    result = run_in(root, command, "--allow-untranslated")
    assert "unit-untranslated" in result.output
    assert "page-held-back" not in result.output
    built = text_of(root, OUT)
    assert NEW in built
    assert "ms.translationtype: MT" in built


def test_a_translated_page_is_built(docset: Make, run_in: Run) -> None:
    root = docset({SOURCE: source(*PAIRS, NEW), PAGE: page()})
    run_in(root, "extract")
    edit(root, {NEW: "Opgeslagen gegevens blijven 60 dagen."}, fuzzy=False)
    assert "held back" not in run_in(root, "build").output
    assert "ms.translationtype: HT" in text_of(root, OUT)
    edit(root, {NEW: "Opgeslagen gegevens blijven 60 dagen."}, fuzzy=True)
    assert "held back" not in run_in(root, "build").output
    assert "ms.translationtype: MT" in text_of(root, OUT), "nobody has looked at one of them"


def test_a_sentence_that_is_unchanged_keeps_the_text_of_the_page(docset: Make, run_in: Run) -> None:
    """Another tool has emptied the entries."""
    changed = source(*PAIRS).replace("\n\n", "\n\n\n", 1)
    root = docset({SOURCE: changed, PAGE: page()})
    run_in(root, "extract")
    edit(root, dict.fromkeys(PAIRS, ""), fuzzy=False)
    result = run_in(root, "build", "--in-place", "--form", "published")
    assert result.exit_code == 0
    assert "page-held-back" not in result.output
    built = text_of(root, PAGE)
    assert all(target in built for target in PAIRS.values())
    assert RAISE not in built
    assert "ms.translationtype: HT" in built


def test_a_text_for_an_earlier_source_is_used_when_asked_for(docset: Make, run_in: Run) -> None:
    changed = source(*PAIRS).replace("at any time", "at any hour")
    root = docset({SOURCE: changed, PAGE: page()})
    run_in(root, "extract")
    assert "page-held-back" in run_in(root, "build").output
    result = run_in(root, "run", "--use-fuzzy")
    assert "page-held-back" not in result.output
    built = text_of(root, OUT)
    assert PAIRS[RAISE] in built
    assert "ms.translationtype: MT" in built


@pytest.mark.parametrize(
    ("least", "held"), [(100, True), (81, True), (80, False), (1, False), (0, False)]
)
def test_the_threshold(least: int, held: bool, docset: Make, run_in: Run) -> None:
    """Four of five sentences of a new page are translated."""
    root = docset({SOURCE: source(*PAIRS), "pipeline.toml": f"min-translated = {least}\n"})
    (root / "content" / "nl-NL").mkdir()
    run_in(root, "extract")
    edit(root, {text: target for text, target in PAIRS.items() if text != END})
    result = run_in(root, "build")
    assert result.exit_code == 0
    assert ("page-held-back" in result.output) == held
    assert (root / OUT).exists() == (not held)
    assert ("the page is not written yet: 4 of 5 units translated" in result.output) == held


@pytest.mark.parametrize(
    ("least", "passed"), [("", True), (0, True), (83, True), (84, False), (100, False)]
)
@pytest.mark.parametrize("command", ["run", "check"])
def test_the_gate(least: object, passed: bool, command: str, docset: Make, run_in: Run) -> None:
    """Five of six sentences of a stale page are translated."""
    said = f"require-translated = {least}\n" if least != "" else ""
    root = docset({SOURCE: source(*PAIRS, NEW), PAGE: page(), "pipeline.toml": said})
    run_in(root, "extract")
    result = run_in(root, command, "--format", "json")
    found = [
        one
        for one in json.loads(result.stdout)["findings"]
        if one["rule"] == "translation-incomplete"
    ]
    assert len(found) == (not passed)
    if found:
        assert found[0]["severity"] == "error"
        assert NEW in found[0]["message"]
        assert result.exit_code == 1


@pytest.mark.parametrize(
    ("said", "passed"),
    [
        ('locales = ["nl-NL"]\nrequire-translated = 90', False),
        ('locales = ["nl"]\nrequire-translated = 90', False),
        ('locales = ["de-DE"]\nrequire-translated = 90', True),
        ('paths = ["*.md"]\nrequire-translated = 90', False),
        ('paths = ["other/*"]\nlocales = ["nl-NL"]\nrequire-translated = 90', True),
    ],
)
def test_the_gate_of_some_pages(said: str, passed: bool, docset: Make, run_in: Run) -> None:
    settings = f"[[overrides]]\n{said}\n"
    root = docset({SOURCE: source(*PAIRS, NEW), PAGE: page(), "pipeline.toml": settings})
    run_in(root, "extract")
    assert (run_in(root, "check").exit_code == 0) == passed


def test_an_override_that_is_for_nothing(docset: Make, run_in: Run) -> None:
    root = docset({PAGE: page(), "pipeline.toml": "[[overrides]]\nrequire-translated = 90\n"})
    result = run_in(root, "check")
    assert "must say for which `paths` or `locales` it holds" in str(result.exception)


@pytest.mark.parametrize("key", ["min-translated", "require-translated"])
@pytest.mark.parametrize("value", ["101", "-1", '"x"', "true", "99.5", "[1]"])
def test_a_threshold_that_is_no_percentage(key: str, value: str, docset: Make, run_in: Run) -> None:
    root = docset({PAGE: page(), "pipeline.toml": f"{key} = {value}\n"})
    result = run_in(root, "build")
    assert isinstance(result.exception, UsageError)
    said = f"`{key}`: must be a whole number of percent, from 0 to 100"
    assert said in str(result.exception)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("# `Get-Item`\n\n```powershell\nGet-Item\n```\n", False),  # nothing there to begin with
        ("```powershell\nGet-Item\n```\n", False),
        ("# The file\n\n| `a` | 12 |\n| --- | --- |\n| `b` | 3.5 |\n", True),
    ],
)
def test_what_has_no_words_needs_no_translation(
    text: str, written: bool, docset: Make, run_in: Run
) -> None:
    root = docset({SOURCE: text})
    (root / "content" / "nl-NL").mkdir()
    run_in(root, "extract")
    if (root / PO).exists():
        edit(root, {"The file": "Het bestand"})
    result = run_in(root, "build")
    assert result.exit_code == 0
    assert "page-held-back" not in result.output
    assert (root / OUT).exists() == written


def test_a_page_that_keeps_a_sentence_as_it_is_can_be_built(docset: Make, run_in: Run) -> None:
    """A name, and a sentence that the page itself has in the source's language."""
    texts = {**PAIRS, END: END}
    root = docset({SOURCE: source(*PAIRS), PAGE: page("MT", texts)})
    run_in(root, "extract")
    edit(root, {RAISE: "U mag de limiet altijd verhogen."}, fuzzy=False)
    result = run_in(root, "build", "--in-place")
    assert "page-held-back" not in result.output
    assert "U mag de limiet" in text_of(root, PAGE)
    edit(root, texts, fuzzy=False)
    run_in(root, "build", "--in-place")
    assert "ms.translationtype: MT" in text_of(root, PAGE), "a sentence is not translated"


@pytest.mark.parametrize("kind", ["HT", "MT"])
def test_an_entry_that_repeats_the_source_is_no_translation(
    kind: str, docset: Make, run_in: Run
) -> None:
    root = docset({SOURCE: source(*PAIRS), PAGE: page(kind)})
    run_in(root, "extract")
    edit(root, {RAISE: RAISE}, fuzzy=False)
    result = run_in(root, "build", "--in-place")
    assert "page-held-back" in result.output
    assert text_of(root, PAGE) == page(kind)
    result = run_in(root, "build", "--in-place", "--allow-untranslated")
    assert text_of(root, PAGE) == page(kind).replace(PAIRS[RAISE], RAISE, 1).replace(
        "type: HT", "type: MT"
    )


def test_another_locale_of_the_same_language_may_say_the_same(docset: Make, run_in: Run) -> None:
    root = docset({SOURCE: source(*PAIRS), PAGE.replace("nl-NL", "en-GB"): page()})
    run_in(root, "extract")
    file = polib.pofile(str(root / PO.replace("nl-NL", "en-GB")), wrapwidth=0)
    for entry in file:
        entry.msgstr = entry.msgid
    file.save()
    result = run_in(root, "build")
    assert "page-held-back" not in result.output
    assert RAISE in text_of(root, OUT.replace("nl-NL", "en-GB"))


@pytest.mark.parametrize("then", ["", "MT"])
def test_nobody_has_reviewed_a_page_without_a_translation_type(
    then: str, docset: Make, run_in: Run
) -> None:
    """Its entries have no mark, though nobody has looked at them."""
    root = docset({SOURCE: source(*PAIRS), PAGE: page("")})

    def reviewed() -> int:
        pages = json.loads(run_in(root, "status", "--format", "json").stdout)["pages"]
        return int(pages[0]["reviewed_units"])

    assert reviewed() == 0
    run_in(root, "extract")
    assert reviewed() == 0
    edit(root, {RAISE: "U mag de limiet altijd verhogen."})
    assert reviewed() == 1
    (root / PAGE).write_text(page(then), "utf-8")
    run_in(root, "build", "--in-place")
    assert "HT" not in text_of(root, PAGE)
    run_in(root, "extract")
    assert reviewed() == 1, "what a person wrote is still known when it stands in the page"
    run_in(root, "build", "--in-place")
    assert "HT" not in text_of(root, PAGE)


STATES = ("kept", "empty", "fuzzy", "outdated", "a copy", "a fuzzy copy", "written", "gone")


@st.composite
def histories(draw: st.DrawFn) -> tuple[tuple[str, ...], str, dict[str, str]]:
    """The sentences of the source as it is now, the page's translation type (`-`: no page), a state for each entry."""
    sentences = draw(
        st.permutations([*PAIRS, NEW]).map(lambda some: tuple(some[: 3 + len(some[0]) % 4]))
    )
    kind = draw(st.sampled_from(["HT", "MT", "", "-"]))
    states = {text: draw(st.sampled_from(STATES)) for text in [*PAIRS, NEW]}
    return sentences, kind, states


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("states")
    for name in (SOURCE, PAGE):
        (root / name).parent.mkdir(parents=True)
    return root


@given(histories())
def test_no_built_page_holds_a_sentence_of_the_source_that_it_did_not_hold(
    folder: Path, history: tuple[tuple[str, ...], str, dict[str, str]]
) -> None:
    sentences, kind, states = history
    loaded = _extracted(folder, sentences, kind)
    before = text_of(folder, PAGE)
    po = po_files.parse((folder / PO).read_bytes())
    reviewed = _in_states(po, states)
    for form in Form:
        options = BuildOptions(form, in_place=True)
        built = translated(loaded, po, options)
        if not isinstance(built, Built):
            continue
        now, then = _targets(built.article.text), _targets(before)
        left = {one for one in (*PAIRS, NEW) if one in now and one not in then}
        assert left <= {NAME}
        if roles_of(built.article, loaded.family).type == "HT" and kind != "HT":
            assert {*sentences} <= reviewed
        anyway = translated(loaded, po, replace(options, allow_untranslated=True))
        assert isinstance(anyway, Built)
        assert built.is_held or built.article.text == anyway.article.text


def _extracted(folder: Path, sentences: tuple[str, ...], kind: str) -> LoadedPage:
    """The page with a fresh PO file for a source of these sentences."""
    for file in folder.rglob("a.*"):
        file.unlink()
    (folder / SOURCE).write_text(source(*sentences), "utf-8")
    if kind != "-":
        (folder / PAGE).write_text(page(kind), "utf-8")
    docset = Docset(Settings(root=folder), locales=("nl-NL",))
    (one,) = (*docset.pages(), *docset.new_pages())
    loaded = LoadedPage(one, docset.settings)
    extract(loaded)
    return loaded


def _in_states(po: polib.POFile, states: dict[str, str]) -> set[str]:
    """Bring the entries into their states; the sentences that a person has translated then."""
    reviewed = set()
    for entry in list(po):
        state = states.get(entry.msgid, "kept")
        if state == "gone":
            po.remove(entry)
        elif state == "empty":
            entry.msgstr, entry.flags = "", []
        elif state in ("fuzzy", "outdated") and entry.msgstr:
            entry.flags = ["fuzzy"]
            entry.previous_msgid = "An earlier sentence." if state == "outdated" else None
        elif "copy" in state:
            entry.msgstr, entry.flags = entry.msgid, ["fuzzy"] if "fuzzy" in state else []
            if entry.msgid == NAME and not entry.fuzzy:
                reviewed.add(entry.msgid)
        elif state == "written":
            entry.msgstr, entry.flags = f"Vertaling van {len(entry.msgid)}.", []
            reviewed.add(entry.msgid)
    return reviewed


def _targets(text: str) -> str:
    """What a reader sees of a page: not the sources that stand beside the targets of a bilingual one."""
    return publish(Article(text))
