"""What `--fix` makes of a target by itself: one right answer, or nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.rules.policy import Policy
from pipeline.rules.shape import keeps_markup
from pipeline.rules.translation.mending import Mended, mended
from tests.rules.translation import cases

POLICY = Policy({})


def mend(locale: str, source: str, target: str, *, unsafe: bool = False) -> Mended:
    case = cases.Case("bad", locale, "HT", "", [(source, target)])
    return mended(cases.page_of(case), POLICY, unsafe=unsafe)


RIGHT = [
    ("de-DE", "If it is old, you can replace it.", "Wenn es alt ist, können Sie Sie ersetzen."),
    ("de-DE", "Only 3.5-inch disks fit.", "Nur 3,5-Zoll-Disketten passen."),
    ("de-DE", "Only 3.5 inch disks fit.", "Nur 3,5 Zoll große Disketten passen."),
    ("de-DE", "Select **Save it?** and then **No**.", "Setzen Sie **Speichern?** auf **Nein**."),
    ("de-DE", "Use the **Windows key**.", "Drücken Sie die **WINDOWS-TASTE**."),
    ("de-DE", "Buy Microsoft 365.", "Kaufen Sie Microsoft\u00a0365."),
    ("de-DE", "Add the **group** members.", "Fügen Sie die **Gruppe**nmitglieder hinzu."),
    ("de-DE", "Use the [group](g.md).", "Nutzen Sie die [Gruppe](g.md)nliste."),
    ("nl-NL", "It is a one-to-one match.", "Het is een een-op-een-koppeling."),
    ("nl-NL", "The **Pull** or **Push** option.", "De optie **Pull** -of **Push**."),
    ("nl-NL", "**Name** is the name of it.", "**Naam** -geeft de naam ervan."),
    ("nl-NL", "Add `String` values.", "Voeg `String`en toe."),
    ("nl-NL", "Where `a` is a number.", "waarbij `a` een getal is."),
    ("nl-NL", "The DataSet class.", "De klasse Data Set."),
    ("nl-NL", "Add a .vsix file.", "Voeg nog een extra. vsix-bestand toe."),
    ("nl-NL", "The list [5,141,172] is it.", "De lijst [5,141,172] is het."),
    ("nl-NL", "Mark hl[5,141,172] in it.", "Markeer hl[5,141,172] erin."),
    ("fr-FR", "The rest stays there.", "Le reste reste là."),
    ("fr-FR", "See `return` values.", "Voir les `return`es."),
    ("es-ES", "You can `commit` it.", "Puede `commit`ar."),
    ("ja-JP", "Only 1:1 talks.", "1 : 1 の会話のみ。"),
    ("ja-JP", "Open Word.", "Word\u00a0\u00a0を開く。"),
    ("ja-JP", "For OneNOte on a phone.", "電話の OneNote の場合。"),
    ("ja-JP", "Open **A** > **B**.", "**あ**  >  **い** を開く。"),
    ("ja-JP", "See https://example.com/a.", "https://example.com/a 。"),
    ("ja-JP", "[Are you in?](u.md)", "[[Are you in?](もう入っていますか。)](u.md)"),
    ("ar-SA", "More than 10,000 lines.", "أكثر من 10,000 سطر."),
    ("ar-SA", "The Microsoft Edge team at Microsoft.", "فريق Microsoft Microsoft Edge."),
    ("nl-NL", "Choose the **apk** file.", "Kies het bestand .**apk** of .**zip**."),
    ("nl-NL", "See [it](https://example.com/a).", "Zie [het](https://example.com/nl/a)."),
    ("nl-NL", "Type “a”.", "Typ „a”, of `a`\u200b."),
    ("nl-NL", "See [it](u.md), and wait.", "Zie [het](u.md)\n, en wacht."),
    ("fr-FR", "It has 10\u00a0GB.", "Il a 10\nGB."),
    ("nl-NL", "Choose [Save]:", "Kies [Opslaan] :"),
    ("nl-NL", "The **Win** process.", "Het **Win**\n-proces."),
    ("nl-NL", "It is one line.", "Het is een\n  regel."),
]
"""Right targets, or ones that only a person can mend; no fix of a machine's makes any of them better."""


@pytest.mark.parametrize(("locale", "source", "target"), RIGHT)
def test_what_may_be_right_is_left_alone(locale: str, source: str, target: str) -> None:
    assert mend(locale, source, target).targets == {}


MENDED = [
    ("nl-NL", "See [billing](p.md) for more.", "Zie [dit](p.md)voor meer.", "Zie [dit](p.md) voor meer."),
    ("de-DE", "Choose **Save**.", "Wählen Sie **Speichern**aus.", "Wählen Sie **Speichern** aus."),
    ("fr-FR", "See the [docs](d.md).", "Voir les[documents](d.md).", "Voir les [documents](d.md)."),
    ("nl-NL", "Open the menu, then wait.", "Open het menu , en wacht.", "Open het menu, en wacht."),
    ("ja-JP", "Choose **Save**.", "**保存** 。", "**保存**。"),
    ("nl-NL", "The **Win** process stops.", "Het **Win** -proces stopt.", "Het **Win**-proces stopt."),
    ("nl-NL", "Open the menu.", "Open  het menu.", "Open het menu."),
    ("nl-NL", "See [it](u.md).", "Zie[ het](u.md).", "Zie [het](u.md)."),
    ("ja-JP", "See [it](u.md).", "[これ ](u.md)を見て。", "[これ](u.md)を見て。"),
    ("ja-JP", "See [it](u.md).", "Word[ これ](u.md)。", "Word [これ](u.md)。"),
    ("nl-NL", "Use PowerShell in PowerShell.", "Power shell in Power Shell.", "PowerShell in PowerShell."),
    ("nl-NL", "It is System.String here.", "Het is System. String hier.", "Het is System.String hier."),
    ("nl-NL", "Use version 3.0.", "Gebruik versie 3,0.", "Gebruik versie 3.0."),
    ("nl-NL", "Since PowerShell 3.0.", "Sinds PowerShell 3,0.", "Sinds PowerShell 3.0."),
    ("nl-NL", "Choose **Save** now.", r"Kies \*\* Opslaan \*\* nu.", "Kies **Opslaan** nu."),
    ("nl-NL", "See [it](u.md).", "Zie [het] (u.md).", "Zie [het](u.md)."),
    ("nl-NL", "It has 10\u00a0GB.", "Het heeft 10 GB.", "Het heeft 10\u00a0GB."),
    ("nl-NL", "Open it.", "Open \ufeffhet.", "Open het."),
]  # fmt: skip


@pytest.mark.parametrize(("locale", "source", "target", "wanted"), MENDED)
def test_what_has_one_right_answer_is_mended(
    locale: str, source: str, target: str, wanted: str
) -> None:
    done = mend(locale, source, target)
    assert done.targets == {0: wanted}
    assert mend(locale, source, wanted).targets == {}
    (change, *_) = done.fixed[0]
    assert change.before != change.after


def test_unsafe_fixes_that_are_left_are_counted() -> None:
    target = "Sla het het op. sluit het  dan."
    assert mend("nl-NL", "Save it. Then close it.", target).unsafe == 2
    assert mend("nl-NL", "Save it. Then close it.", target, unsafe=True).unsafe == 0


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("See [it](/docs/a).", "Zie [het](/nl/docs/a)."),
        ("See [it](https://example.com/en/a).", "Zie [het](https://example.com/nl/a)."),
        ("See [it](/a).", "Zie [het](hier staat het)."),
        ("Pay Microsoft Edge.", "Betaal Microsoft Microsoft Edge."),
        (r"Open \Windows\System.", r"Open \Windows \System."),
        ("It is one to one.", "Het is een een-op-een."),
        ("Only 1:1 talks.", "Alleen 1 : 1 gesprekken."),
    ],
)
def test_what_no_machine_can_mend_has_no_fix_at_all(source: str, target: str) -> None:
    done = mend("nl-NL", source, target, unsafe=True)
    assert done.targets == {}


def test_a_fix_that_would_break_a_link_is_not_made() -> None:
    # without the space the brackets would hold an address that the source has not
    done = mend("nl-NL", "See [it](u.md) and (b.md).", "Zie [het](u.md) en [die] (b.md).")
    assert done.targets == {}


_PIECES = st.sampled_from(
    r"""
    **A** · ** A** · \*\* · `b` · [c](d.md) · [c ](d.md) · [e] (f.md) · Power shell · PowerShell ·
    3,0 · 3.0 · versie · voor · for · het het · word · Word · . · , · : · ? · ; · -proces · (x) ·
    https://a.b/c · <b> · 。 · 、 · 漢字 · « · » · { · ] · \ · System. String · System.String · GB ·
    1 : 1 · .md · * · _ · &nbsp; · 10 GB · version
    """.strip().split(" · ")
)
_GAPS = st.sampled_from(["", " ", " ", "  ", "\u00a0", "\n", "\u200b", "\ufeff", "\x07"])


def _texts() -> st.SearchStrategy[str]:
    pieces = st.lists(st.tuples(_PIECES, _GAPS), max_size=12)
    return pieces.map(lambda found: "".join(piece + gap for piece, gap in found))


@settings(max_examples=300)
@given(
    st.sampled_from(["nl-NL", "de-DE", "fr-FR", "ja-JP", "ar-SA"]),
    _texts(),
    _texts(),
    st.booleans(),
)
def test_fixes_are_final_and_keep_the_markup(
    locale: str, source: str, target: str, unsafe: bool
) -> None:
    done = mend(locale, source, target, unsafe=unsafe)
    new = done.targets.get(0, target)
    assert bool(done.count) == bool(done.targets)
    assert keeps_markup(source, target, new)
    assert mend(locale, source, new, unsafe=unsafe).targets == {}
