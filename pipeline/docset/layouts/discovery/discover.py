"""The layout of a checkout: what its detectors propose, tried on its files; the one that finds most pages is taken."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.docset.layouts import discovery
from pipeline.docset.layouts.discovery.checkout import Checkout
from pipeline.docset.layouts.discovery.proposal import DETECTORS, Proposal
from pipeline.docset.layouts.layout import Layout
from pipeline.docset.layouts.locale_names import known_tag
from pipeline.docset.layouts.parse import layouts_of
from pipeline.docset.layouts.survey import Survey, survey
from pipeline.errors import UsageError


@dataclass(frozen=True)
class Found:
    """A layout that was tried: `pairs` is how many localized pages have a source; `family` is judged later."""

    proposal: Proposal
    layouts: tuple[Layout, ...]
    survey: Survey
    pairs: int
    family: str = ""

    @property
    def refused(self) -> dict[str, str]:
        """The names that were taken for no locale, with the reason; those of folders of the sources are no news."""
        lost = {
            target[1]
            for file in self.survey.others
            for layout in self.layouts
            if (target := layout.target_of(file))
        }
        return {
            name: reason
            for name, reason in self.survey.refused.items()
            if name in lost or known_tag(name)
        }


def discover(checkout: Checkout) -> Found | None:
    """The layout that finds most pages; None where none finds a localized page, nor settings name a source."""
    found = [one for proposal in _proposals(checkout) if (one := _tried(checkout, proposal))]
    if not found:
        return None
    return max(found, key=lambda one: (not one.proposal.is_guess, one.pairs))


def _proposals(checkout: Checkout) -> Iterator[Proposal]:
    """Those of the detectors, that of a site generator's settings before those of mere folders."""
    for module in sorted(pkgutil.iter_modules(discovery.__path__), key=lambda one: one.name):
        importlib.import_module(f"{discovery.__name__}.{module.name}")
    last = ("Folders", "Suffixes")
    for one in sorted(DETECTORS, key=lambda one: type(one).__name__ in last):
        yield from one.find(checkout)


def _tried(checkout: Checkout, proposal: Proposal) -> Found | None:
    """The proposal on the files that there are; None where it makes no layout, leads away, or finds nothing."""
    tables = [
        {key: value for key, value in pair._asdict().items() if value} for pair in proposal.pairs
    ]
    beside = f"../{proposal.beside}/" if proposal.beside else ""
    if any(
        pair.source.startswith("..") and not (beside and pair.source.startswith(beside))
        for pair in proposal.pairs
    ):
        return None
    try:
        layouts = layouts_of(tables, proposal.suffixes)
        found = survey(
            layouts,
            sorted(_files(checkout, proposal.beside)),
            names=proposal.names,
            locales=proposal.locales,
            source_locale=proposal.source_locale,
        )
    except (UsageError, ValueError):
        return None
    pairs = sum(
        source is not None for locale in found.localized for _, source, _ in found.pairs(locale)
    )
    if not found.sources and not found.localized:
        return None
    return Found(proposal, layouts, found, pairs)


def _files(checkout: Checkout, beside: str) -> Iterator[str]:
    """The files of the checkout, and of the one beside it."""
    yield from checkout.files
    other = checkout.beside(beside) if beside else None
    yield from (f"../{beside}/{file}" for file in (other.files if other else ()))
