"""What was seen in a unit is kept for its repetitions, and what depends on the page is not."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.markdown.article import Article
from pipeline.results.finding import Finding
from pipeline.rules.context import PageContext
from pipeline.rules.docset import collect_facts, judge_facts
from pipeline.rules.policy import Policy
from pipeline.rules.run import unit_findings
from pipeline.rules.translation.repetitions import seen
from pipeline.settings import Settings
from pipeline.units.unit import Unit

POLICY = Policy.of(Settings())
INFORMAL = ("Save your file.", "Bewaar je bestand.")
FORMAL = ("Save the file.", "U bewaart uw bestand.")
BLOB = ("Open the Blob store.", "Open de klodderopslag.")
LABEL = ("Read [the guide][one].", "Lees de [gids] [one].")
BARE = ("See the menu!", "Voir la carte!")
SPACED = ("See the file!", "Voir le fichier\u00a0!")
TABLE = ("A | B", "A | B | C")
TERM = ("The payment method is 10 kB.", "De betalingswijze is 11 kB.")
FORBIDDEN = ("Choose a payment method.", "Kies een betaalmethode.")
UNITS = (INFORMAL, FORMAL, BLOB, LABEL, BARE, SPACED, TABLE, TERM, FORBIDDEN)


class Made(NamedTuple):
    """A page with these units, and what else of it rules may look at."""

    units: list[tuple[str, str]]
    locale: str = "nl-NL"
    definitions: str = ""
    no_loc: str = ""
    glossary: str = ""
    kind: str = "paragraph"


PAGES = st.builds(
    Made,
    st.lists(st.sampled_from(UNITS), min_size=1, max_size=8),
    st.sampled_from(["nl-NL", "fr-FR", "de-DE", "xx-XX"]),
    st.sampled_from(["", "[one]: a.md\n", "[one]: b.md\n[guide]: c.md\n"]),
    st.sampled_from(["", "no-loc: [Blob]\n"]),
    st.sampled_from(["", "terms.csv", "others.csv"]),
    st.sampled_from(["paragraph", "table cell"]),
)


@pytest.fixture(scope="module", name="glossaries")
def folder_of_glossaries(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("glossaries")
    head = "source,target,status\n"
    (folder / "terms.csv").write_text(head + "payment method,betalingswijze,\n")
    (folder / "others.csv").write_text(head + "payment method,betaalmethode,forbidden\n")
    return folder


def found(made: Made, root: Path) -> list[Finding]:
    """All that the rules for translations find on a page."""
    text, units = f"---\nms.translationtype: HT\n{made.no_loc}---\n", []
    for number, (source, target) in enumerate(made.units):
        at = (len(text), len(text) + len(target))
        units.append(Unit(source, target, made.kind, id=f"0-{number}", target_range=at))
        text += f"{target}\n\n"
    article, settings = (
        Article(text + made.definitions),
        Settings(root=root, glossary=made.glossary),
    )
    page = PageContext("a.md", made.locale, root, article, settings, units=tuple(units))
    facts = collect_facts(page, "docset-unit")
    return [*unit_findings(page, POLICY), *judge_facts(facts, "docset-unit", POLICY)]


@example(pages=[Made([INFORMAL]), Made([*[FORMAL] * 4, INFORMAL])])
@example(pages=[Made([BARE], "fr-FR"), Made([BARE, *[SPACED] * 8], "fr-FR")])
@example(pages=[Made([TABLE]), Made([TABLE], kind="table cell")])
@example(pages=[Made([BLOB]), Made([BLOB], no_loc="no-loc: [Blob]\n")])
@example(pages=[Made([FORBIDDEN], glossary="terms.csv"), Made([FORBIDDEN], glossary="others.csv")])
@example(pages=[Made([LABEL]), Made([LABEL], definitions="[one]: b.md\n")])
@given(pages=st.lists(PAGES, min_size=2, max_size=4))
def test_pages_before_change_no_finding(pages: list[Made], glossaries: Path) -> None:
    alone = []
    for page in pages:
        seen.cache_clear()
        alone.append(found(page, glossaries))
    seen.cache_clear()
    assert [found(page, glossaries) for page in pages] == alone


def test_a_repetition_is_not_looked_at_again(glossaries: Path) -> None:
    page = Made([INFORMAL, BLOB, TERM])
    seen.cache_clear()
    first = found(page, glossaries)
    assert first
    assert seen.cache_info().misses == 3
    assert found(page, glossaries) == first
    assert seen.cache_info().misses == 3
