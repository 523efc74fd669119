"""`check --po-only`: translation rules on the entries of a page's PO file."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import polib

from pipeline.commands import po_file
from pipeline.commands.po_units import Wanted, units_of_po
from pipeline.errors import PageError
from pipeline.files.decoding import decode
from pipeline.provenance.loaded_page import LoadedPage
from pipeline.results.page_result import COMPARED, Outcome
from pipeline.rules.policy import Policy
from pipeline.rules.problem import failure


def check_po(
    loaded: LoadedPage,
    policy: Policy,
    po: polib.POFile | None = None,
    data: bytes | None = None,
    dictionaries: tuple[str, ...] = (),
    wanted: Wanted | None = None,
) -> Outcome:
    """What the translation rules find in the page's PO file; nothing where it has none.

    Findings name the PO file and the place in it. `po` is the file where a job has read it already, from `data`; with
    `wanted`, only some of its entries are looked at. `dictionaries` names those that are installed, as for `check`.
    """
    page = loaded.page
    if po is None:
        try:
            po, data = po_file.read(loaded)
        except PageError as error:
            finding = failure(page, "po-unreadable", error, path=po_file.name(loaded))
            return Outcome(page.path, page.locale, (finding,), {"pages": 1})
        if po is None:
            return Outcome(page.path, page.locale, counts={"pages": 1} if loaded.exists else {})
    units = units_of_po(po_file.name(loaded), po, decode(data or b""), loaded, wanted)
    counts = Counter(pages=1, units=len(units.entries))
    findings = tuple(replace(one, fix=None) for one in units.findings(policy, counts))
    counts[COMPARED] = 1
    return Outcome(page.path, page.locale, findings, counts, facts=tuple(units.facts()))
