"""Cross references: `<xref:uid>`, `[text](xref:uid)`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from pipeline.families.family import DOCFX
from pipeline.results.fact import Fact
from pipeline.rules.context import PageContext
from pipeline.rules.docset import DocsetHit, fact
from pipeline.rules.metadata.values import values_of
from pipeline.rules.registry import rule
from pipeline.rules.structure.places import nearest
from pipeline.rules.structure.reading import read
from pipeline.visible import shown

NAME = "xref-not-found"
_MOST_LOOKED_FOR = 500  # names that no page has, which are held against all that pages have
_DEFINED, _USED = "1 defined", "2 used"


@rule(NAME, "docset")
class XrefNotFound:
    """A cross reference without a name, or to a name that no page has, though one of nearly the same is there.

    Names of other docsets cannot be known offline: a name like none of this docset's is left alone.

    Bad (a page has `uid: shop.pay`):

        <xref:shop.pya>

    Good:

        <xref:shop.pay>
    """

    name = NAME

    def collect(self, page: PageContext) -> Iterator[Fact]:
        """The page's own name, and the names that it refers to."""
        if page.family.renderer != DOCFX or not page.is_source:
            return
        values = values_of(page)
        if values is not None and (uid := values.text("uid").strip()):
            yield fact(page, NAME, _DEFINED, *values.place("uid"), value=uid)
        if "xref:" not in page.article.text:
            return
        for link in page.once(read).links:
            if link.target[:5].lower() == "xref:":
                name = unquote(link.target[5:]).partition("?")[0].partition("#")[0].strip()
                yield fact(page, NAME, _USED, link.start, link.end, value=name)

    def judge(self, facts: Iterable[Fact]) -> Iterator[DocsetHit]:
        """The references that name nothing, or what is nearly a name of the docset."""
        known: dict[str, str] = {}
        looked: dict[str, str] = {}
        for one in facts:
            if one.key == _DEFINED:
                known[one.value.lower()] = one.value
            elif not one.value:
                yield DocsetHit(one, "the cross reference names nothing")
            elif one.value.lower() not in known:
                if one.value not in looked:
                    if len(looked) == _MOST_LOOKED_FOR:
                        continue
                    looked[one.value] = nearest(one.value, known, 85)
                near = looked[one.value]
                if not near:
                    continue
                message = f"no page is called `{shown(one.value, 90)}`; did you mean `{shown(known[near], 90)}`?"
                yield DocsetHit(one, message)
