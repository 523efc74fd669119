"""What people say on the docset's human pages, and what they take out of machine translations."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.files.splice import Splice
from pipeline.learning.decisions import ACCEPTED, REJECTED, key_of
from pipeline.learning.labels import labels_in
from pipeline.learning.removals import places
from pipeline.learning.translation import term_spans, term_words
from pipeline.results.finding import Fix, Hit
from pipeline.rules.learned.known import known
from pipeline.rules.registry import rule
from pipeline.rules.translation.pair import Pair
from pipeline.severity import Certainty

_SURE_USES = 8
_SURE_SHARE = 0.9


@rule("term-drift", "unit", copies=False, of_page=True)
def term_drift(pair: Pair) -> Iterator[Hit]:
    """A machine translates a term otherwise than people do on the docset's human pages, as `locpipe learn` found.

    Say which is right with `locpipe learn --review`: what is rejected is never found again.

    Bad:

        source: Close the tenant.    (learned: term tenant = tenant 20/20, huurder 24)
        target: Sluit de huurder.

    Good:

        source: Close the tenant.    (learned: term tenant = tenant 20/20, huurder 24)
        target: Sluit de tenant.
    """
    learned = pair.page.once(known)
    if not learned.drifts:
        return
    sources = [
        word for word in dict.fromkeys(term_words(pair.unit.source)) if word in learned.drifts
    ]
    if not sources:
        return
    words = dict(reversed(term_spans(pair.unit.target)))
    for row in (row for source in sources for row in learned.drifts[source]):
        verdict = learned.verdicts.get(key_of(row))
        if row.form not in words or row.human in words or verdict == REJECTED:
            continue
        start, end = words[row.form]
        said = (
            f"{row.source!r} is {row.human!r} on human pages ({row.agreed} of {row.uses} units); "
            f"here {row.form!r}, as in {row.units} machine-translated units"
        )
        certainty = Certainty.LIKELY if verdict == ACCEPTED else None
        yield Hit(start, end, said, certainty=certainty)


@rule("label-inconsistent", "unit", marks="*", of_page=True)
def label_of_human_pages(pair: Pair) -> Iterator[Hit]:
    """The name of a button or menu, in bold, is not what people call it on the docset's human pages.

    Bad:

        source: Choose **Settings**.    (learned: label Settings = Instellingen 9/10)
        target: Kies **Settings**.

    Good:

        source: Choose **Settings**.    (learned: label Settings = Instellingen 9/10)
        target: Kies **Instellingen**.
    """
    learned = pair.page.once(known)
    if not learned.labels:
        return
    target = pair.unit.target
    for label in dict.fromkeys(labels_in(pair.unit.source)):
        row = learned.labels.get(label)
        if row is None or row.human.casefold() in target.casefold():
            continue
        at = target.find(f"**{label}**") + 2
        start, end = (at, at + len(label)) if at > 1 else (0, len(target))
        sure = row.uses >= _SURE_USES and row.agreed >= _SURE_SHARE * row.uses
        said = f"{label!r} is {row.human!r} on human pages ({row.agreed} of {row.uses} times)"
        yield Hit(start, end, said, certainty=Certainty.LIKELY if sure else Certainty.GUESS)


@rule("learned-correction", "unit", copies=False, of_page=True)
def learned_correction(pair: Pair) -> Iterator[Hit]:
    """A text that people nearly always take out of machine translations, as `locpipe learn` found.

    Bad:

        source: Close the tenant.    (learned: removed huurder 70/72 tenant)
        target: Sluit de huurder.

    Good:

        source: Close the tenant.    (learned: removed huurder 70/72 tenant)
        target: Sluit de tenant.
    """
    target = pair.unit.target
    for row in pair.page.once(known).removals:
        if row.text not in target:
            continue
        for start, end in places(target, row.text):
            said = f"{row.text!r} was taken out by people in {row.times} of {row.cases} cases"
            fix = None
            if row.instead:
                said += f", {row.instead!r} put in its place"
                fix = Fix(f"replace by {row.instead!r}", (Splice(start, end, row.instead),))
            yield Hit(start, end, said, fix=fix)
