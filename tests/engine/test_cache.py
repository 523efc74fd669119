"""The cache never changes a result, whatever was edited between two runs; and it saves the work."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.commands.build import build
from pipeline.commands.check import check
from pipeline.commands.extract import extract
from pipeline.commands.form import BuildOptions, Form
from pipeline.commands.run import run
from pipeline.commands.validate import validate
from pipeline.docset.docset import Docset
from pipeline.engine.cache import FILE, Cache
from pipeline.engine.cache_folder import VARIABLE, cache_folder
from pipeline.engine.execute import execute
from pipeline.engine.facts import Facts
from pipeline.engine.how import How
from pipeline.engine.judge import judged
from pipeline.engine.signature import described, digest_of
from pipeline.engine.work import Job, Work
from pipeline.errors import UsageError
from pipeline.output.layout import Layout
from pipeline.results.finding import Finding
from pipeline.results.page_result import Outcome
from pipeline.rules.docset import SCOPES
from pipeline.rules.policy import Policy
from pipeline.settings import Settings
from pipeline.severity import Severity
from tests.engine import jobs
from tests.engine.pages import ENVIRONMENT, fill, page, source, tree, write
from tests.repo import Repo

CACHED = How(jobs=1, cache=True, few=0)
PLAIN = How(jobs=1, cache=False)
RULES = Policy({})

JOBS: dict[str, Job] = {
    "run": partial(run, policy=RULES, options=BuildOptions()),
    "run bilingual": partial(run, policy=RULES, options=BuildOptions(Form.BILINGUAL)),
    "validate": partial(validate, policy=RULES),
    "check": partial(check, policy=RULES),
    "extract": extract,
    "build": partial(build, options=BuildOptions()),
    "build in place": partial(build, options=BuildOptions(in_place=True)),
}
PAGES = 3
NAMES = [f"area-{number % 3}/page-{number:03}" for number in range(PAGES)]
SENTENCES = st.lists(st.integers(0, 4), min_size=1, max_size=3, unique=True).map(tuple)


def outcomes(root: Path, job: Job, how: How, **options: object) -> list[tuple[object, ...]]:
    """What the pages came to."""
    return results(root, job, how, **options)[0]


def results(
    root: Path, job: Job, how: How, **options: object
) -> tuple[list[tuple[object, ...]], list[Finding]]:
    """What the pages came to, and what was found over the docset."""
    docset = Docset(replace(Settings(root=root), **options))  # type: ignore[arg-type]
    facts, said = Facts(), []
    for outcome in execute([Work(job, docset.pages())], docset.settings, how):
        facts.add(outcome.facts)
        said.append(_plain(outcome))
    return said, judged(facts, SCOPES, RULES, docset.settings, how)


def _plain(outcome: Outcome) -> tuple[object, ...]:
    """An outcome as it counts: a count of nothing is no count, and facts are equal however they are held."""
    counts = {name: number for name, number in outcome.counts.items() if number}
    return outcome.path, tuple(outcome.findings), counts, outcome.diff, tuple(outcome.facts)


EDITS: dict[str, Callable[[Path, str, tuple[int, ...]], None]] = {
    "page": lambda root, name, some: write(root / f"content/nl-NL/{name}.md", page("Nieuw", some)),
    "translated anew": lambda root, name, some: _edit(
        root / f"content/nl-NL/{name}.md", b"Betaal uw rekening", b"Voldoe uw rekening"
    ),
    "same title": lambda root, name, some: _edit(
        root / f"content/nl-NL/{name}.md", b"title: Pagina", b"title: Pagina 1 #"
    ),
    "page reviewed": lambda root, name, some: write(
        root / f"content/nl-NL/{name}.md", page("Nieuw", some, kind="HT")
    ),
    "page damaged": lambda root, name, some: write(
        root / f"content/nl-NL/{name}.md", page("Nieuw", some)[:-40]
    ),
    "page gone": lambda root, name, some: (root / f"content/nl-NL/{name}.md").unlink(missing_ok=True),
    "source": lambda root, name, some: write(root / f"content/en-US/{name}.md", source("New", some)),
    "source gone": lambda root, name, some: (root / f"content/en-US/{name}.md").unlink(missing_ok=True),
    "linked page": lambda root, name, some: write(
        root / "content/nl-NL/area-0/facturen.md", page("Facturen", some)
    ),
    "linked page gone": lambda root, name, some: (
        root / "content/nl-NL/area-0/facturen.md"
    ).unlink(missing_ok=True),
    "po": lambda root, name, some: _edit(root / f"build/po/nl-NL/{name}.po", b'msgstr "U', b'msgstr "X'),
    "po back": lambda root, name, some: _edit(root / f"build/po/nl-NL/{name}.po", b'msgstr "X', b'msgstr "U'),
    "po reviewed": lambda root, name, some: _edit(root / f"build/po/nl-NL/{name}.po", b"#, fuzzy\n", b""),
    "po damaged": lambda root, name, some: _edit(root / f"build/po/nl-NL/{name}.po", b'msgid "', b"msgid "),
    "po gone": lambda root, name, some: (root / f"build/po/nl-NL/{name}.po").unlink(missing_ok=True),
    "output": lambda root, name, some: _edit(root / f"build/content/nl-NL/{name}.md", b"e", b"a"),
    "output gone": lambda root, name, some: (root / f"build/content/nl-NL/{name}.md").unlink(missing_ok=True),
    "touched": lambda root, name, some: _touch(root / f"content/nl-NL/{name}.md"),
}  # fmt: skip


def _edit(file: Path, old: bytes, new: bytes) -> None:
    if file.exists():
        file.write_bytes(file.read_bytes().replace(old, new))


def _touch(file: Path) -> None:
    if file.exists():
        os.utime(file)


STEP = st.one_of(
    st.tuples(st.just("run"), st.sampled_from(sorted(JOBS)), st.booleans(), st.just(())),
    st.tuples(st.sampled_from(sorted(EDITS)), st.sampled_from(NAMES), st.just(False), SENTENCES),
)


@settings(max_examples=40)
@given(st.lists(STEP, min_size=3, max_size=12))
def test_the_cache_never_changes_a_result(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str, bool, tuple[int, ...]]]
) -> None:
    root = tmp_path_factory.mktemp("edits")
    cached, plain = fill(root / "cached", PAGES), fill(root / "plain", PAGES)
    for kind, name, without_ids, sentences in [*steps, ("run", "run", False, ())]:
        if kind != "run":
            for folder in (cached, plain):
                EDITS[kind](folder, name, sentences)
            continue
        job = JOBS[name]
        options = {"po_ids": not without_ids}
        for _ in range(2):  # at once again, too: that is where files are too fresh to be trusted
            assert results(cached, job, CACHED, **options) == results(plain, job, PLAIN, **options)
        assert tree(cached) == tree(plain)
    shutil.rmtree(root)


def test_an_unchanged_docset_is_not_worked_on_again(tmp_path: Path) -> None:
    root, log = fill(tmp_path / "docset", 30), tmp_path / "log"
    job = partial(jobs.logged, log=str(log))
    cold = outcomes(root, job, CACHED)
    assert len(log.read_text().splitlines()) == 30
    log.unlink()
    assert outcomes(root, job, CACHED) == cold
    assert not log.exists()


def test_after_one_edit_one_page_is_worked_on(tmp_path: Path) -> None:
    root, log = fill(tmp_path / "docset", 30), tmp_path / "log"
    job = partial(jobs.logged, log=str(log))
    outcomes(root, job, CACHED)
    log.unlink()
    write(root / "content/nl-NL/area-1/page-004.md", page("Anders"))
    outcomes(root, job, CACHED)
    assert log.read_text().splitlines() == ["area-1/page-004.md"]


def test_a_second_run_writes_and_does_nothing(tmp_path: Path) -> None:
    root = fill(tmp_path, 5)
    first = outcomes(root, JOBS["run"], CACHED)
    assert all(counts["pages written"] == 1 for _, _, counts, *_ in first)  # type: ignore[call-overload]
    second = outcomes(root, JOBS["run"], CACHED)
    assert not any("written" in name for _, _, counts, *_ in second for name in counts)  # type: ignore[attr-defined]


def stored(root: Path) -> Path:
    """The file that the docset's results are kept in."""
    folder = cache_folder(root)
    assert folder is not None
    return folder / FILE


@pytest.mark.parametrize(
    "rubbish", [b"", b"not a database at all, but long enough to be read as one" * 99]
)
def test_a_cache_that_cannot_be_read_is_made_anew(tmp_path: Path, rubbish: bytes) -> None:
    root = fill(tmp_path / "docset", 5)
    cold = outcomes(root, JOBS["validate"], CACHED)
    stored(root).write_bytes(rubbish)
    assert outcomes(root, JOBS["validate"], CACHED) == cold
    log = tmp_path / "log"
    job = partial(jobs.logged, log=str(log))
    outcomes(root, job, CACHED)
    log.unlink()
    outcomes(root, job, CACHED)
    assert not log.exists()


def test_a_schema_that_is_no_text_is_no_cache(tmp_path: Path) -> None:
    root = fill(tmp_path / "docset", 2)
    cold = outcomes(root, JOBS["validate"], CACHED)
    data = stored(root).read_bytes()
    assert b"CREATE TABLE jobs" in data
    stored(root).write_bytes(data.replace(b"CREATE TABLE jobs", b"CREATE TABL\xd5 jobs"))
    assert outcomes(root, JOBS["validate"], CACHED) == cold


def _a_file(place: Path) -> None:
    place.write_text("in the way")


def _a_link(place: Path) -> None:
    place.with_name("elsewhere").mkdir()
    place.symlink_to("elsewhere")


def _open_to_others(place: Path) -> None:
    place.mkdir()
    place.chmod(0o777)


def _of_another_user(place: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("needs root")
    place.mkdir(mode=0o700)
    os.chown(place, 12345, -1)


@pytest.mark.parametrize("make", [_a_file, _a_link, _open_to_others, _of_another_user])
def test_where_no_cache_can_be_kept_there_is_none(
    tmp_path: Path, make: Callable[[Path], None]
) -> None:
    root = fill(tmp_path / "docset", 5)
    place = cache_folder(root)
    assert place is not None
    place.rmdir()
    make(place)
    assert cache_folder(root) is None
    assert outcomes(root, JOBS["validate"], CACHED) == outcomes(root, JOBS["validate"], PLAIN)
    assert not list(place.parent.glob("elsewhere/*"))


def test_a_cache_is_for_its_user_alone(tmp_path: Path) -> None:
    root = fill(tmp_path / "docset", 5)
    outcomes(root, JOBS["validate"], replace(CACHED, cache_dir=str(tmp_path / "new" / "caches")))
    places = [*(tmp_path / "new/caches").iterdir(), tmp_path / "new/caches"]
    assert [place.stat().st_mode & 0o777 for place in places] == [0o700, 0o700]
    assert not (root / "build").exists()


@pytest.mark.parametrize("how", ["option", "variable"])
@pytest.mark.parametrize("inside", [".", ".cache", "docs/../x", "link"])
def test_no_cache_is_read_from_the_docset(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str, inside: str
) -> None:
    root = fill(tmp_path / "docset", 5)
    (root / "docs").mkdir()
    (root / "real").mkdir()
    (root / "link").symlink_to("real")
    options = replace(CACHED, cache_dir=str(root / inside)) if how == "option" else CACHED
    if how == "variable":
        monkeypatch.setenv(VARIABLE, str(root / inside))
    with pytest.raises(UsageError, match="inside the repository"):
        outcomes(root, JOBS["validate"], options)


def _ignored(repo: Repo) -> None:
    repo.write(".gitignore", ".cache/\n")


def _untracked(_: Repo) -> None:
    pass


def _beside_tracked(repo: Repo) -> None:
    repo.write("content/.cache-notes/a.txt", "a")
    repo.write(".cached", "a")


@pytest.mark.parametrize("prepare", [_ignored, _untracked, _beside_tracked])
@pytest.mark.parametrize("inside", [".cache/locpipe", ".cache", "build/../.cache/x"])
@pytest.mark.parametrize("how", ["option", "variable"])
def test_a_cache_may_be_inside_a_checkout_where_git_has_nothing(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    prepare: Callable[[Repo], None],
    inside: str,
    how: str,
) -> None:
    root = fill(tmp_path / "docset", 5)
    repo = Repo(root)
    prepare(repo)
    repo.commit()
    options = CACHED
    if how == "option":
        options = replace(CACHED, cache_dir=str(root / inside))
    else:
        monkeypatch.setenv(VARIABLE, str(root / inside))
    wanted = outcomes(root, JOBS["validate"], options)
    assert list((root / inside).glob(f"*/{FILE}"))
    monkeypatch.setattr("pipeline.engine.work.run_page", None)
    assert outcomes(root, JOBS["validate"], options) == wanted
    assert repo.git("status", "--porcelain") == "", "it is not committed by mistake"


def _committed(repo: Repo, cache: Path) -> None:
    repo.git("add", "--force", str(cache))
    repo.commit()


def _staged(repo: Repo, cache: Path) -> None:
    repo.git("add", "--force", str(cache))


def _committed_and_not_staged(repo: Repo, cache: Path) -> None:
    _committed(repo, cache)
    repo.git("rm", "-q", "-r", "--cached", ".")


def _not_checked_out(repo: Repo, cache: Path) -> None:
    _committed(repo, cache)
    kept = [(one, one.read_bytes()) for one in cache.rglob("*") if one.is_file()]
    repo.git("sparse-checkout", "set", "--cone", "content")
    for file, data in kept:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


def _in_other_case(repo: Repo, _: Path) -> None:
    repo.write(".CACHE/locpipe/a", "a")
    repo.commit()


def _a_file_above(repo: Repo, cache: Path) -> None:
    shutil.rmtree(cache.parent)
    repo.write(".cache", "a")
    repo.commit()
    cache.parent.unlink()


def _in_a_submodule(repo: Repo, cache: Path) -> None:
    Repo(cache.parent).commit()
    repo.git("-c", "protocol.file.allow=always", "add", "--force", ".cache")
    repo.commit()
    shutil.rmtree(cache.parent / ".git")


def _in_another_repository(_: Repo, cache: Path) -> None:
    Repo(cache.parent).commit()


def _behind_a_link(repo: Repo, cache: Path) -> None:
    away = repo.root.parent / "another"
    cache.rename(away)
    cache.symlink_to(away)
    repo.git("add", "--force", str(cache))
    repo.commit()


def _behind_a_link_within(repo: Repo, cache: Path) -> None:
    cache.rename(repo.root / "docs")
    cache.symlink_to(repo.root / "docs")


def _without_an_index(repo: Repo, cache: Path) -> None:
    _committed(repo, cache)
    (repo.root / ".git/index").write_bytes(b"no index")


@pytest.mark.parametrize(
    "prepare",
    [
        _committed,
        _staged,
        _committed_and_not_staged,
        _not_checked_out,
        _in_other_case,
        _a_file_above,
        _in_a_submodule,
        _in_another_repository,
        _behind_a_link,
        _behind_a_link_within,
        _without_an_index,
    ],
    ids=lambda one: one.__name__.strip("_"),
)
def test_no_cache_that_a_commit_can_have_brought_is_believed(
    tmp_path: Path, prepare: Callable[[Repo, Path], None]
) -> None:
    root = fill(tmp_path / "docset", 5)
    repo = Repo(root)
    repo.commit()
    cache = root / ".cache" / "locpipe"
    options = replace(CACHED, cache_dir=str(cache))
    outcomes(root, JOBS["validate"], options)
    prepare(repo, cache)
    with pytest.raises(UsageError, match="inside the repository"):
        outcomes(root, JOBS["validate"], options)


def test_caches_of_docsets_that_are_gone_go(tmp_path: Path) -> None:
    root, caches = fill(tmp_path / "docset", 5), tmp_path / "caches"
    for name in ("0" * 32, "1" * 32, "notes"):
        write(caches / name / FILE, "")
        if not name.startswith("1"):
            os.utime(caches / name, (0, 0))
    cache_folder(root, str(caches))
    assert sorted(one.name for one in caches.iterdir() if len(one.name) < 32) == ["notes"]
    assert not (caches / ("0" * 32)).exists()
    assert (caches / ("1" * 32)).exists()


def test_what_a_run_has_written_is_known_at_once(tmp_path: Path) -> None:
    root = fill(tmp_path, 5)
    outcomes(root, JOBS["run"], CACHED)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pipeline.engine.work.run_page", None)
        assert len(outcomes(root, JOBS["run"], CACHED)) == 5


@pytest.mark.parametrize(
    "edit",
    [
        "UPDATE pages SET said = '[1]'",
        "UPDATE pages SET said = 1",
        "UPDATE pages SET said = CAST(X'FF' AS TEXT)",
        "UPDATE pages SET findings = '[[1]]'",
        "UPDATE pages SET findings = '', facts = '', text = ''; DELETE FROM judged",
        "UPDATE pages SET facts = 'x' || facts",
        "UPDATE pages SET facts_digest = ''",
        "UPDATE pages SET reads = '[]'",
        "UPDATE pages SET text = CAST(text AS BLOB), findings = x'ff00'",
        "UPDATE pages SET reads = CAST(x'ff' AS TEXT)",
        "UPDATE pages SET seal = 1e999",
        "UPDATE judged SET findings = '{}'",
        "UPDATE judged SET findings = 3",
        "UPDATE judged SET findings = CAST(X'FF' AS TEXT)",
        "UPDATE judged SET findings = '[[[', seal = ''",
        "DROP TABLE pages",
        "DROP TABLE judged; CREATE TABLE judged (name)",
    ],
)
def test_rows_that_were_edited_are_not_believed(tmp_path: Path, edit: str) -> None:
    root = fill(tmp_path, 5)
    cold = results(root, JOBS["run"], CACHED), results(root, JOBS["run"], CACHED)
    with contextlib.closing(sqlite3.connect(stored(root))) as connection:
        connection.executescript(edit)
    assert results(root, JOBS["run"], CACHED) == cold[1]
    assert results(root, JOBS["run"], CACHED) == cold[1]


def test_several_processes_use_one_cache(tmp_path: Path) -> None:
    root = fill(tmp_path, 60)
    command = [
        sys.executable,
        "-m",
        "pipeline",
        "-q",
        "validate",
        "--format",
        "json",
        "--jobs",
        "1",
    ]
    running = [
        subprocess.Popen(command, cwd=root, env=ENVIRONMENT, stdout=subprocess.PIPE)
        for _ in range(3)
    ]
    said = [process.communicate(timeout=120)[0] for process in running]
    assert {process.returncode for process in running} <= {0, 1}
    assert len(set(said)) == 1
    assert stored(root).stat().st_size


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (Policy({}), Policy({"title-missing": Severity.OFF})),
        (Policy({}, select=frozenset({"a", "b"})), Policy({}, select=frozenset({"a"}))),
        (BuildOptions(), BuildOptions(Form.PUBLISHED)),
        (BuildOptions(), BuildOptions(use_fuzzy=True)),
        (Settings(), Settings(po_ids=False)),
        (extract, check),
        (partial(check, policy=RULES), partial(check, policy=Policy({"a": Severity.ERROR}))),
    ],
)
def test_other_options_are_other_results(one: object, two: object) -> None:
    assert digest_of(one) != digest_of(two)
    assert digest_of(one) == digest_of(one)


def test_what_cannot_be_described_is_refused() -> None:
    with pytest.raises(TypeError):
        described(object())


def test_every_file_that_a_job_opens_is_known_to_the_cache(tmp_path: Path) -> None:
    root = fill(tmp_path, 6)
    opened: set[str] = set()
    watching = True

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if watching and event == "open" and str(arguments[0]).startswith(f"{root}{os.sep}content"):
            opened.add(str(arguments[0]))

    sys.addaudithook(watch)
    known: set[str] = set()
    original = Cache.put

    def put(
        self: Cache, job: Job, settings: Settings, one: object, done: object, *rest: object
    ) -> None:
        known.update(name[1:] for name in done.reads.seen)  # type: ignore[attr-defined]
        original(self, job, settings, one, done)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Cache, "put", put)
        outcomes(root, JOBS["run"], CACHED)
    watching = False
    assert opened
    assert opened <= known


def test_what_was_shown_is_shown_again_in_the_same_layout_only(tmp_path: Path) -> None:
    root = fill(tmp_path, 5)
    docset = Docset(Settings(root=root))
    roots = (("nl-NL", root / "content/nl-NL"),)

    def shown(columns: int) -> list[str]:
        layout = Layout(columns, root, roots, str(root))
        work = Work(JOBS["run"], docset.pages())
        done = list(execute([work], docset.settings, CACHED, layout))
        assert all(one.text in ("", layout.text(one.findings)) for one in done)
        return [one.text for one in done]

    first = shown(0)
    assert any(first)
    assert shown(0) == first
    assert not any(shown(40))  # whoever shows them lays them out
