"""The form of the metadata block: one that the site reads."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.results.finding import Hit
from pipeline.rules.context import PageContext
from pipeline.rules.registry import rule

_NAMES = {"yaml": "YAML (`---`)", "toml": "TOML (`+++`)", "json": "JSON (`{`)"}


@rule("front-matter-form", "metadata")
def front_matter_form(page: PageContext) -> Iterator[Hit]:
    """The front matter is in a form that sites of this docs family do not read: readers see it as text.

    Most often the page comes from a site of another family, or the docset's family is set wrong.

    Bad (a family with YAML alone):

        +++
        title = "Pay your bill"
        +++

    Good:

        ---
        title: Pay your bill
        ---
    """
    head = page.article.head_or_none
    forms = page.family.metadata.forms
    if head is None or head.form in forms:
        return
    known = " or ".join(_NAMES[form] for form in forms)
    start = page.article.text.index("{" if head.form == "json" else "+")
    message = f"the front matter is {_NAMES[head.form]}; pages of this family have {known}"
    yield Hit(start, start + (1 if head.form == "json" else 3), message)
