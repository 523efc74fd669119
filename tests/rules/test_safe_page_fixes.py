"""What `validate --fix` makes of a page by itself: one right answer, or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.rules.fixing import fix_until_done
from pipeline.rules.shape import keeps_parts
from tests.rules import cases

FRONT = "---\ntitle: Pay\n{}\n---\n# Pay\n\n{}\n"


def mend(tmp_path: Path, text: str, locale: str = "", source: str | None = None) -> str:
    case = cases.Case("bad", "", locale=locale, source=source)

    def findings(now: str) -> list[cases.Finding]:
        return cases.all_findings(case, tmp_path, now)

    return fix_until_done(text, findings, keeps=keeps_parts)[0]


LEFT = [
    ("ms.date: 5/4/2021", ""),
    ("ms.date: 5/4/2021 10:00", ""),
    ("ms.author: alma@contoso.com", ""),
    ("document_id: x", ""),
    ("Titel: Pay", ""),
    ("description: pay ms.topic: article", ""),
    ("description: now: pay # not yet", ""),
    ("description: pay\u2028now", ""),
    ("description: pay\u202enow", ""),
    ("description: con\x7frm", ""),
    ("author: a", "con\x01rm"),
    ("author: a", "It prints \x1b [31m."),
    ("author: a", "[a](https://azure.microsoft.com/en-us/a)"),
    ("author: a", "![a](/en-us/media/a.png)"),
    ("author: a", "[a](http://crl.microsoft.com/a)"),
    ("author: a", "<http://go.microsoft.com/a>"),
    ("author: a", "`http://go.microsoft.com/a`"),
    ("author: a", "[a](http://www.w3.org/1999/xhtml)"),
]


@pytest.mark.parametrize(("line", "body"), LEFT)
def test_what_may_be_right_is_left_alone(tmp_path: Path, line: str, body: str) -> None:
    text = FRONT.format(line, body)
    assert mend(tmp_path, text) == text


MENDED = [
    ("ms.date: 5/23/2021", "ms.date: 05/23/2021"),
    ("ms.date: 5/5/2021", "ms.date: 05/05/2021"),
    ("ms.date: 2021-05-04", "ms.date: 05/04/2021"),
    ("ms.author: alma@microsoft.com", "ms.author: alma"),
    ("ms,.custom: '1'", "ms.custom: '1'"),
    ("ms.custom: 1", 'ms.custom: "1"'),
    ("description: Note: pay", 'description: "Note: pay"'),
    ("author: a\x7f", "author: a"),
]


@pytest.mark.parametrize(("line", "wanted"), MENDED)
def test_what_has_one_right_answer_is_mended(tmp_path: Path, line: str, wanted: str) -> None:
    assert mend(tmp_path, FRONT.format(line, "")) == FRONT.format(wanted, "")


def test_a_link_is_mended_where_its_site_needs_no_locale(tmp_path: Path) -> None:
    text = FRONT.format("author: a", "[a](http://docs.microsoft.com/en-us/a)")
    assert mend(tmp_path, text).endswith("[a](https://docs.microsoft.com/a)\n")


@pytest.mark.parametrize("anchor", ['## <a name="pay-now"></a>Nu', '<a name="pay-now"></a>\n## Nu'])
def test_an_anchor_that_is_there_is_not_added_again(tmp_path: Path, anchor: str) -> None:
    source = "# Pay\n\n## Pay now\n\nNow.\n"
    text = f'# <a name="pay"></a>Betalen\n\n{anchor}\n\nNu.\n'
    case = cases.Case("bad", "", locale="nl-NL", source=source)
    found = cases.all_findings(case, tmp_path, text)
    assert "heading-anchor-missing" not in [one.rule for one in found]


def test_a_page_may_name_its_own_locale(tmp_path: Path) -> None:
    text = "# Pay\n\n[a](/ja-JP/a)\n"
    case = cases.Case("bad", "", locale="ja-JP")
    found = cases.all_findings(case, tmp_path, text)
    assert "hard-coded-locale" not in [one.rule for one in found]
