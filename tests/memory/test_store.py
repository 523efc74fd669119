from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from pipeline.errors import PageError
from pipeline.exchange.memory_unit import MemoryUnit
from pipeline.memory import store as store_module
from pipeline.memory.fill import entries_to_remember, units_to_remember
from pipeline.memory.lookup import LocaleMemory
from pipeline.memory.store import MemoryStore
from pipeline.units.unit import Unit


def unit(source: str, target: str, *, reviewed: bool = True) -> MemoryUnit:
    return MemoryUnit(source, target, "nl-NL", reviewed, "a.md")


def memory_of(folder: Path, units: Iterable[MemoryUnit]) -> LocaleMemory:
    store = MemoryStore(folder / "memory.db")
    store.add(units)
    return LocaleMemory(store, "nl-NL")


def test_what_was_added_is_there_once(tmp_path: Path) -> None:
    with MemoryStore(tmp_path / "new" / "memory.db") as store:
        assert store.add([unit("Open", "Openen"), unit("Open", "Openen"), unit(" ", "x")]) == 1
        assert store.add([unit("Open", "Openen"), unit("Open", "Geopend")]) == 1
        assert [each.target for each in store.units("nl-NL")] == ["Openen", "Geopend"]
        assert list(store.units("de-DE")) == []
        assert store.locales() == ["nl-NL"]


def test_a_person_makes_a_unit_reviewed_and_a_machine_does_not_unmake_it(tmp_path: Path) -> None:
    with MemoryStore(tmp_path / "memory.db") as store:
        for reviewed in (False, True, False):
            store.add([unit("Open", "Openen", reviewed=reviewed)])
        assert [each.reviewed for each in store.units()] == [True]


def test_an_add_that_fails_adds_nothing(tmp_path: Path) -> None:
    def broken():  # type: ignore[no-untyped-def]
        yield unit("One", "Een")
        raise RuntimeError

    with MemoryStore(tmp_path / "memory.db") as store:
        with pytest.raises(RuntimeError):
            store.add(broken())
        assert list(store.units()) == []
        assert store.add([unit("Two", "Twee")]) == 1


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "memory.db"
    path.write_bytes(b"this is no database" * 100)
    with pytest.raises(PageError, match="damaged") as error:
        MemoryStore(path)
    assert error.value.path == str(path)


def test_a_file_that_another_process_holds_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_module, "_PATIENCE", 0.05)
    path = tmp_path / "memory.db"
    with MemoryStore(path) as store:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(PageError, match="another process"):
            store.add([unit("Open", "Openen")])
        other.execute("ROLLBACK")
        other.close()


def test_a_folder_is_no_memory(tmp_path: Path) -> None:
    with pytest.raises(PageError, match="cannot be used"):
        MemoryStore(tmp_path)


def _add_many(path: Path, name: str) -> int:
    with MemoryStore(path) as store:
        return sum(store.add([unit(f"{name} {number}", "x")]) for number in range(10))


def test_several_processes_at_once(tmp_path: Path) -> None:
    path = tmp_path / "memory.db"
    with ProcessPoolExecutor(3) as pool:
        added = list(pool.map(_add_many, [path] * 3, "abc"))
    with MemoryStore(path) as store:
        assert added == [10, 10, 10]
        assert len(list(store.units())) == 30


def test_the_same_text_comes_first_and_a_persons_before_a_machines(tmp_path: Path) -> None:
    memory = memory_of(
        tmp_path,
        [
            unit("Open the page.", "Mens"),
            unit("Open the page.", "Machine", reviewed=False),
            unit("Open the pages.", "Ander"),
        ],
    )
    found = memory.lookup("Open the page.")
    assert found is not None
    assert (found.former.target, found.score, found.is_exact) == ("Mens", 100.0, True)
    assert found.former.origin == "memory: a.md"


def test_a_similar_text_is_found_and_a_strange_one_is_not(tmp_path: Path) -> None:
    memory = memory_of(tmp_path, [unit("Open the billing page of the portal.", "Open de pagina.")])
    found = memory.lookup("Open the billing page of your portal.")
    assert found is not None
    assert 70 <= found.score < 100
    assert memory.lookup("Something else altogether stands here now.") is None
    assert memory.lookup("") is None


def test_short_texts_and_other_scripts(tmp_path: Path) -> None:
    memory = memory_of(
        tmp_path, [unit("Settings", "Instellingen"), unit("設定を開いて保存します", "x")]
    )
    for text in ("Setting", "設定を開いて保存しました"):
        found = memory.lookup(text)
        assert found is not None
        assert not found.is_exact


def test_a_lookup_among_many_compares_few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = [f"word{number}" for number in range(300)]
    rng = random.Random(1)
    texts = [" ".join(rng.choices(words, k=rng.randint(4, 25))) for _ in range(4_000)]
    memory = memory_of(tmp_path, (unit(text, "x") for text in texts))
    compared: list[int] = []
    sources = MemoryStore.sources

    def counted(store: MemoryStore, numbers: Iterable[int]) -> dict[int, str]:
        found = sources(store, numbers)
        compared.append(len(found))
        return found

    monkeypatch.setattr(MemoryStore, "sources", counted)
    for text in rng.sample(texts, 100):
        found = memory.lookup(f"{text} more")
        assert found is not None
        assert found.former.source == text
    assert max(compared) <= 400


def test_a_memory_of_the_first_version_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "memory.db"
    with sqlite3.connect(path) as base:
        base.executescript(store_module._SCHEMA)
        base.execute("PRAGMA user_version = 1")
        row = ("nl-NL", "Open the billing page of the portal.", "Open de pagina.", 1, "a.md")
        base.execute("INSERT INTO unit VALUES (7, ?, ?, ?, ?, ?)", row)
    memory = LocaleMemory(MemoryStore(path), "nl-NL")
    for text in ("Open the billing page of the portal.", "Open the billing page of your portal."):
        found = memory.lookup(text)
        assert found is not None
        assert found.former.target == "Open de pagina."


def test_only_sure_translations_are_remembered() -> None:
    units = [
        Unit("A", "a", "paragraph"),
        Unit("B", "", "paragraph"),
        Unit("C", "c", "paragraph", certainty=0.3),
    ]
    found = units_to_remember(units, "nl-NL", "a.md", reviewed=True)
    assert [each.source for each in found] == ["A"]


def test_of_a_po_file_outdated_entries_are_left_out() -> None:
    import polib

    po = polib.POFile()
    po.append(polib.POEntry(msgid="A", msgstr="a"))
    po.append(polib.POEntry(msgid="B", msgstr="b", flags=["fuzzy"]))
    po.append(polib.POEntry(msgid="C", msgstr="c", flags=["fuzzy"], previous_msgid="Old"))
    po.append(polib.POEntry(msgid="D", msgstr="d", obsolete=True))
    found = entries_to_remember(po, "nl-NL", "a.md")
    assert [(each.source, each.reviewed) for each in found] == [("A", True), ("B", False)]


@pytest.mark.parametrize("end", ["-wal", "-shm", "-journal"])
def test_nothing_is_written_through_a_link_beside_the_memory(tmp_path: Path, end: str) -> None:
    place, other = tmp_path / "memory.db", tmp_path / "other"
    MemoryStore(place).close()
    other.write_text("mine")
    (tmp_path / f"memory.db{end}").symlink_to(other)
    with pytest.raises(PageError, match="symbolic link"):
        MemoryStore(place)
    assert other.read_text() == "mine"


def test_a_damaged_text_is_said(tmp_path: Path) -> None:
    path = tmp_path / "memory.db"
    with MemoryStore(path) as store:
        store.add([MemoryUnit("Open it.", "Open het.", "nl-NL", True, "a.md")])
    base = sqlite3.connect(path)
    base.execute("PRAGMA writable_schema = ON")
    base.execute("UPDATE sqlite_master SET sql = replace(sql, 'NOT NULL', '') WHERE name = 'unit'")
    base.commit()
    base.close()
    base = sqlite3.connect(path)
    base.execute("UPDATE unit SET target = NULL")
    base.commit()
    base.close()
    with MemoryStore(path) as store, pytest.raises(PageError, match="damaged"):
        list(store.units())
    with MemoryStore(path) as store, pytest.raises(PageError, match="damaged"):
        store.same("Open it.", "nl-NL")
