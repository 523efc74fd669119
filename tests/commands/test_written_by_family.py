"""A page that is built from its source says in its metadata and headings what its family's own people would have."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from click.testing import Result

from tests.repo import Repo

Run = Callable[..., Result]

BODY = "\n## First steps\n\nOpen it.\n"
NEW: dict[str, tuple[str, str, str]] = {
    "experience-league": (
        "a.md",
        "---\ntitle: Start\nexl-id: 4a36\n---\n# Start {#start}\n" + BODY,
        "---\ntitle: DE Start\nexl-id: 4a36\nsource-git-commit: COMMIT\n\n---\n\n"
        "# DE Start {#start}\n\n## DE First steps\n\nDE Open it.\n",
    ),
    "mdn": (
        "a.md",
        "---\ntitle: Start\nslug: Web/Start\npage-type: guide\nsidebar: s\n---\n" + BODY,
        "---\ntitle: DE Start\nslug: Web/Start\nl10n:\n  sourceCommit: COMMIT\n---\n\n"
        "## DE First steps\n\nDE Open it.\n",
    ),
    "hugo": (
        "a.md",
        "---\ntitle: Start\nlinkTitle: Go\nweight: 5\naliases: [/old]\n---\n" + BODY,
        "---\ntitle: DE Start\nlinkTitle: DE Go\nweight: 5\ndefault_lang_commit: COMMIT\n---\n\n"
        "## DE First steps {#first-steps}\n\nDE Open it.\n",
    ),
    "hugo, TOML": (
        "a.md",
        '+++\ntitle = "Start"\naliases = [\n  "/old",\n]\nweight = 5\n+++\n' + BODY,
        '+++\ntitle = "DE Start"\nweight = 5\ndefault_lang_commit = "COMMIT"\n+++\n\n'
        "## DE First steps {#first-steps}\n\nDE Open it.\n",
    ),
    "mkdocs": (
        "a.md",
        "# Start { #start }\n" + BODY,
        "# DE Start { #start }\n\n## DE First steps\n\nDE Open it.\n",
    ),
    "docusaurus": (
        "a.md",
        "---\nsidebar_position: 2\ntitle: Start\n---\n" + BODY,
        "---\nsidebar_position: 2\ntitle: DE Start\n---\n\n"
        "## DE First steps {#first-steps}\n\nDE Open it.\n",
    ),
    "starlight": (
        "a.mdx",
        "---\ntitle: Start\nsidebar:\n  order: 4\n---\n" + BODY,
        "---\ntitle: DE Start\nsidebar:\n  order: 4\n---\n\n## DE First steps\n\nDE Open it.\n",
    ),
    "plain": (
        "a.md",
        "---\ntitle: Start\nkey: kept\n---\n" + BODY,
        "---\ntitle: DE Start\nkey: kept\n---\n\n## DE First steps\n\nDE Open it.\n",
    ),
    "microsoft-learn": (
        "a.md",
        "---\ntitle: Start\nms.date: 01/02/2024\n---\n" + BODY,
        "---\ntitle: DE Start\nms.date: 01/02/2024\n---\n\n"
        '## <a name="first-steps"></a>DE First steps\n\nDE Open it.\n',
    ),
}
STALE: dict[str, tuple[str, str]] = {
    "experience-league": (
        "title: Los\nexl-id: 4a36\nsource-git-commit: FORMER\nworkflow-type: tm+mt\nht-degree: 0%\n\n",
        "title: Los\nexl-id: 4a36\nsource-git-commit: COMMIT\nworkflow-type: tm+mt\nht-degree: 0%\n\n",
    ),
    "mdn": (
        "title: Los\nslug: Web/Start\nl10n:\n  sourceCommit: FORMER\n",
        "title: Los\nslug: Web/Start\nl10n:\n  sourceCommit: COMMIT\n",
    ),
    "hugo": (
        "title: Los\nweight: 5\ndefault_lang_commit: FORMER # by hand\nown: [1, 2]\n",
        "title: Los\nweight: 5\ndefault_lang_commit: COMMIT # by hand\nown: [1, 2]\n",
    ),
}


def translate(folder: Path) -> None:
    """Give each entry that has none a translation."""
    for file in folder.rglob("*.po"):
        po = polib.pofile(str(file))
        for entry in po:
            entry.msgstr = entry.msgstr or f"DE {entry.msgid}"
        po.save()


@pytest.mark.parametrize("family", NEW)
def test_a_new_page(tmp_path: Path, run_in: Run, family: str) -> None:
    name, source, expected = NEW[family]
    repo = Repo(tmp_path)
    repo.write("pipeline.toml", f'family = "{family.partition(",")[0]}"\n')
    repo.write(f"content/en-US/{name}", source)
    repo.write("content/de-DE/other.md", "# Anderes\n")
    commit = repo.commit()
    repo.write("later.txt", "not the source\n")
    repo.commit()
    run_in(tmp_path, "extract")
    translate(tmp_path / "build/po")
    result = run_in(tmp_path, "build", f"content/en-US/{name}")
    assert result.exit_code == 0, result.output
    built = (tmp_path / f"build/content/de-DE/{name}").read_text("utf-8")
    assert built == expected.replace("COMMIT", commit)


@pytest.mark.parametrize("family", STALE)
def test_a_page_that_was_stale_keeps_what_is_its_own(
    tmp_path: Path, run_in: Run, family: str
) -> None:
    former, expected = STALE[family]
    _, source, _ = NEW[family]
    repo = Repo(tmp_path)
    repo.write("pipeline.toml", f'family = "{family}"\n')
    repo.write("content/en-US/a.md", source)
    first = repo.commit()
    heading = "# Los {#start}\n" if "# Start" in source else ""
    body = f"{heading}\n## Erste Schritte\n\nÖffnen.\n"
    repo.write("content/de-DE/a.md", f"---\n{former.replace('FORMER', first)}---\n{body}")
    repo.write("content/en-US/a.md", source.replace("Open it.", "Open it.\n\nThen wait."))
    second = repo.commit()
    run_in(tmp_path, "extract")
    translate(tmp_path / "build/po")
    result = run_in(tmp_path, "build")
    built = (tmp_path / "build/content/de-DE/a.md").read_text("utf-8")
    assert "DE Then wait." in built, result.output
    head, _, rest = built.removeprefix("---\n").partition("---\n")
    assert head == expected.replace("COMMIT", second)
    assert "Öffnen." in rest
    assert "ms." not in built


OWN: dict[str, tuple[str, str, str, str, str]] = {
    "other words than its source": (
        "hugo",
        "title: Start\nweight: 5\nbadge: See our [plans](/a)\n",
        "title: Los\nbadge: 'Siehe [Angebote](/a)' # ours\ndefault_lang_commit: FORMER\nweight: 5\n",
        "title: Start\nweight: 6\nbadge: See our [plans](/a)\nkind: new\n",
        "title: Los\nbadge: 'Siehe [Angebote](/a)' # ours\nkind: new\ndefault_lang_commit: COMMIT\nweight: 6\n",
    ),
    "both have changed": (
        "hugo",
        "title: Start\nbadge: See our plans\nrest: |\n  a\n  b\n",
        "title: Los\nrest: |\n  a\n  b\nbadge: Siehe Angebote\ndefault_lang_commit: FORMER\n",
        "title: Start\nbadge: See all our plans\nrest: |\n  a\n  c\n",
        "title: Los\nrest: |\n  a\n  c\nbadge: Siehe Angebote\ndefault_lang_commit: COMMIT\n",
    ),
    "a list of its own": (
        "hugo",
        "title: Start\ntags: [a, b]\n# why\nauthor: x\n",
        'title: "Los"\ntags:\n- A\n- B\n# because\nauthor: x\ndefault_lang_commit: FORMER\n',
        "title: Start\ntags: [a, b, c]\n# why\nauthor: x\n",
        'title: "Los"\ntags:\n- A\n- B\n# because\nauthor: x\ndefault_lang_commit: COMMIT\n',
    ),
    "nothing of its own": (
        "experience-league",
        "title: Start\nauthor: x\n",
        "title: Los\nauthor: x\nsource-git-commit: FORMER\n\n",
        "title: Start\nauthor: y\nlevel: 1\n",
        "title: Los\nauthor: y\nlevel: 1\nsource-git-commit: COMMIT\n\n",
    ),
}
TOML_OWN = (
    '+++\ntitle = "Start"\nbadge = "See our plans"\nweight = 5\n[params]\na = 1\n+++\n',
    '+++\ntitle = "Los"\nweight = 5\nbadge = "Siehe Angebote" # ours\ndefault_lang_commit = "FORMER"\n'
    "[params]\na = 1\n+++\n",
    '+++\ntitle = "Start"\nbadge = "See our plans"\nweight = 6\n[params]\na = 2\n+++\n',
    '+++\ntitle = "Los"\nweight = 6\nbadge = "Siehe Angebote" # ours\ndefault_lang_commit = "COMMIT"\n'
    "[params]\na = 2\n+++\n",
)


@pytest.mark.parametrize("name", [*OWN, "TOML"])
def test_a_page_keeps_the_fields_that_it_has_translated_itself(
    tmp_path: Path, run_in: Run, name: str
) -> None:
    if name == "TOML":
        family, (old, former, new, expected) = "hugo", TOML_OWN
    else:
        family, *texts = OWN[name]
        old, former, new, expected = (f"---\n{text}---\n" for text in texts)
    repo = Repo(tmp_path)
    repo.write("pipeline.toml", f'family = "{family}"\n')
    repo.write("content/en-US/a.md", f"{old}\nOpen it.\n")
    first = repo.commit()
    repo.write("content/de-DE/a.md", f"{former.replace('FORMER', first)}\nÖffnen.\n")
    repo.write("content/en-US/a.md", f"{new}\nOpen it.\n\nThen wait.\n")
    second = repo.commit()
    run_in(tmp_path, "extract")
    translate(tmp_path / "build/po")
    result = run_in(tmp_path, "build")
    built = (tmp_path / "build/content/de-DE/a.md").read_text("utf-8")
    assert built == f"{expected.replace('COMMIT', second)}\nÖffnen.\n\nDE Then wait.\n", (
        result.output
    )


@pytest.mark.parametrize("exists", [True, False])
def test_a_source_with_changes_that_are_not_committed_holds_the_page_back(
    tmp_path: Path, run_in: Run, exists: bool
) -> None:
    _, source, _ = NEW["hugo"]
    repo = Repo(tmp_path)
    repo.write("pipeline.toml", 'family = "hugo"\n')
    repo.write("content/en-US/a.md", source)
    first = repo.commit()
    repo.write("content/de-DE/other.md", "# Anderes\n")
    text = f"---\ntitle: Los\ndefault_lang_commit: {first}\n---\n\n## Erste Schritte\n\nÖffnen.\n"
    if exists:
        repo.write("content/de-DE/a.md", text)
    repo.write("content/en-US/a.md", source + "\nThen wait.\n")
    run_in(tmp_path, "extract")
    translate(tmp_path / "build/po")
    result = run_in(tmp_path, "build")
    assert "no commit has" in result.output
    assert "[page-held-back]" in result.output
    built = tmp_path / "build/content/de-DE/a.md"
    assert (built.read_text("utf-8") if built.exists() else "") == (text if exists else "")


def test_without_git_a_new_page_names_no_commit(tmp_path: Path, run_in: Run) -> None:
    for name, text in (("en-US/a.md", NEW["hugo"][1]), ("de-DE/other.md", "# Anderes\n")):
        (tmp_path / "content" / name).parent.mkdir(parents=True)
        (tmp_path / "content" / name).write_text(text, "utf-8")
    (tmp_path / "pipeline.toml").write_text('family = "hugo"\n', "utf-8")
    run_in(tmp_path, "extract")
    translate(tmp_path / "build/po")
    run_in(tmp_path, "build", "content/en-US/a.md")
    built = (tmp_path / "build/content/de-DE/a.md").read_text("utf-8")
    assert "default_lang_commit" not in built
    assert "DE Open it." in built
