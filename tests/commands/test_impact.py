"""What a change of source pages costs, by page and locale."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st

from pipeline.output.markdown import code, table
from tests.repo import Repo

Run = Callable[..., Result]

SOURCE = (
    "---\ntitle: Pay your bill\nms.date: 01/01/2024\n---\n# Pay your bill\n\n"
    "Pay in *twenty* days after the invoice. Then wait for the letter.\n\n- one item\n\n```bash\npay now\n```\n"
)


@pytest.fixture
def docs(repo: Repo) -> Repo:
    repo.write("content/en-US/a.md", SOURCE)
    repo.write("content/en-US/b.md", SOURCE.replace("bill", "rent"))
    for locale in ("nl-NL", "de-DE"):
        repo.write(f"content/{locale}/a.md", "---\ntitle: A\n---\n# A\n\nTekst.\n")
    repo.write("content/nl-NL/b.md", "---\ntitle: B\n---\n# B\n\nTekst.\n")
    repo.commit()
    return repo


def impact(run_in: Run, repo: Repo, *arguments: str) -> dict[str, Any]:
    result = run_in(repo.root, "impact", "--format", "json", *arguments)
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def change(repo: Repo, old: str, new: str, name: str = "a.md") -> None:
    path = repo.root / "content/en-US" / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


@pytest.mark.parametrize(
    ("old", "new", "sentences", "words", "removed", "cosmetic", "structure"),
    [
        ("twenty", "thirty", 1, 7, 0, 0, 0),
        ("Then wait", "Sing a song. Then wait", 1, 3, 0, 0, 0),
        (" Then wait for the letter.", "", 0, 0, 1, 0, 0),
        ("title: Pay", "title: Settle", 1, 3, 0, 0, 0),
        ("*twenty*", "_twenty_", 0, 0, 0, 1, 0),
        ("invoice. Then", "invoice.\nThen", 0, 0, 0, 1, 0),
        ("01/01/2024", "02/02/2024", 0, 0, 0, 1, 0),
        ("- one", "* one", 0, 0, 0, 1, 0),
        ("pay now", "pay later", 0, 0, 0, 0, 1),
        ("# Pay", "## Pay", 0, 0, 0, 0, 1),
        ("- one item", "one item", 0, 0, 0, 0, 1),
    ],
    ids="changed new removed metadata emphasis break date bullet code heading list".split(),  # noqa: SIM905
)
def test_one_change(
    docs: Repo,
    run_in: Run,
    old: str,
    new: str,
    sentences: int,
    words: int,
    removed: int,
    cosmetic: int,
    structure: int,
) -> None:
    change(docs, old, new)
    (page,) = impact(run_in, docs)["pages"]
    assert page["path"] == "a.md"
    assert page["locales"] == ["de-DE", "nl-NL"]
    assert (len(page["sentences"]), page["words"], page["removed"]) == (sentences, words, removed)
    assert (page["cosmetic"], page["structure"]) == (cosmetic, structure)


def test_the_sums(docs: Repo, run_in: Run) -> None:
    change(docs, "twenty", "thirty")
    change(docs, "Then wait", "Then look", "b.md")
    found = impact(run_in, docs)
    assert found["summary"] == {
        "sentences": 2,
        "words": 12,
        "cosmetic": 0,
        "stale_sentences": 3,
        "locales": ["de-DE", "nl-NL"],
    }
    assert found["locales"]["nl-NL"] == {"pages": 2, "sentences": 2, "words": 12}
    assert found["locales"]["de-DE"] == {"pages": 1, "sentences": 1, "words": 7}
    first = run_in(docs.root, "impact").output.splitlines()[0]
    assert first == "2 sentences in 2 locales, about 12 words"
    assert impact(run_in, docs, "--locale", "de-DE")["summary"]["locales"] == ["de-DE"]
    assert [page["path"] for page in impact(run_in, docs, "HEAD", "b.md")["pages"]] == ["b.md"]


def test_new_renamed_and_removed_pages(docs: Repo, run_in: Run) -> None:
    docs.write("content/en-US/new.md", SOURCE)
    docs.git("mv", "content/en-US/a.md", "content/en-US/moved.md")
    (docs.root / "content/en-US/b.md").unlink()
    pages = {page["path"]: page for page in impact(run_in, docs)["pages"]}
    assert {path: page["change"] for path, page in pages.items()} == {
        "new.md": "new",
        "moved.md": "renamed",
        "b.md": "removed",
    }
    assert pages["moved.md"]["former"] == "content/en-US/a.md"
    assert pages["moved.md"]["sentences"] == []
    assert "1 page without translations, 5 sentences" in run_in(docs.root, "impact").output


def test_only_what_the_branch_did(docs: Repo, run_in: Run) -> None:
    docs.git("checkout", "-q", "-b", "topic")
    change(docs, "twenty", "thirty")
    docs.commit("on the branch")
    docs.git("checkout", "-q", "main")
    change(docs, "Then wait", "Then look", "b.md")
    docs.commit("on main")
    docs.git("checkout", "-q", "topic")
    assert [page["path"] for page in impact(run_in, docs, "main")["pages"]] == ["a.md"]
    assert impact(run_in, docs)["pages"] == [], "all is committed"


def test_a_comment_for_a_pull_request(docs: Repo, run_in: Run) -> None:
    change(docs, "twenty", "thirty @someone `</details>` |")
    text = run_in(docs.root, "impact", "--format", "markdown").output
    assert text.startswith("### Localization impact\n\n**1 sentence in 2 locales, about ")
    assert "| `a.md` | changed | 1 |" in text
    (line,) = [line for line in text.splitlines() if "@someone" in line]
    assert line.startswith("- `a.md`: ``")
    assert text.count("<details>") == 1
    assert (
        "No source page changed"
        in run_in(docs.root, "impact", "--format", "markdown", "HEAD", "b.md").output
    )


def test_where_git_cannot_say(docs: Repo, run_in: Run, tmp_path: Any) -> None:
    assert run_in(docs.root, "impact", "nowhere").exit_code != 0
    bare = tmp_path / "bare"
    (bare / "content/en-US").mkdir(parents=True)
    (bare / "content/en-US/a.md").write_text(SOURCE)
    assert run_in(bare, "impact").exit_code != 0


@given(st.text(alphabet="`|<>@#[]\\ \n\tab\x1b\u202e", min_size=1, max_size=30))
def test_code_holds_any_text(text: str) -> None:
    import pyromark

    shown = code(text)
    assert not {"\n", "\t", "|", "\x1b", "\u202e"} & set(shown)
    html = pyromark.html(f"x {shown} x")
    assert html.startswith("<p>x <code>")
    assert html.endswith("</code> x</p>\n")


def test_a_table() -> None:
    assert (
        table(("page", "words#"), [("`a`", "3")])
        == "| page | words |\n| --- | --: |\n| `a` | 3 |\n"
    )
