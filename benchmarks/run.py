"""Measure locpipe on a large docset, beside its peers and the floors, and write RESULTS.md.

python -m benchmarks.run                      # 2,900 pages, each figure the least of three runs
python -m benchmarks.run --peers --install    # with the peers, in an environment of their own
python -m benchmarks.run --growth             # ten times the pages, too
python -m benchmarks.run --cluster            # on two Dask workers of this machine, too
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks import docset, peer_costs
from benchmarks.measure import Cost, locpipe, measure, python
from benchmarks.shares import shares
from pipeline.engine.cache_folder import VARIABLE

HERE = Path(__file__).resolve().parent
Row = tuple[str, Cost, str]
_UNIT = re.compile(
    rb'data-ttu-id="[^"]*">([^\n]*?)</span><span class="sxs-lookup"><span data-stu-id="[^"]*">([^\n]*?)</span></span>'
)


def main() -> None:
    """Measure and write."""
    options = _options()
    work = Path(options.work or tempfile.mkdtemp(prefix="locpipe-benchmark-"))
    os.environ["PYTHONPATH"] = str(docset.PROJECT)
    os.environ[VARIABLE] = tempfile.mkdtemp(prefix="locpipe-caches-")
    site = docset.make(work / f"pages-{options.pages}", options.pages)
    parts = [_head(site, options)]
    own = _own(site, options.repeat, options.reach)
    base = {name: cost for name, cost, _ in own}
    parts.append(_table("locpipe", own))
    apart = docset.make(work / f"distinct-{options.pages}", options.pages, distinct=True)
    parts.append(_table("Where no copy repeats a sentence", _distinct(apart, options.repeat)))
    parts.append(_table("Floors", _floors(site, options.repeat), base.get("extract, one process")))
    if options.peers:
        where = peer_costs.environment(work / "peers", install=options.install)
        _clean(site)
        measure(locpipe(site, "run", "--form", "published"), repeat=1)
        pages, po = (
            site / "build" / "content" / docset.LOCALE,
            site / "build" / "po" / docset.LOCALE,
        )
        rows = [
            (name, cost, "")
            for name, cost in peer_costs.costs(where, pages, po, work / "out", options.repeat)
        ]
        parts.append(
            _table(
                "Peers, on the published form of the same pages",
                rows,
                base.get("extract, one process"),
            )
        )
    if options.growth:
        parts.append(_growth(site, work, options))
    if options.cluster:
        parts.append(_cluster(site, options.repeat))
    _clean(site)
    parts.append("## Where the time goes\n\n" + shares(site))
    (HERE / "RESULTS.md").write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    print(HERE / "RESULTS.md")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--pages", type=int, default=2900)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--work", help="keep docset and environment of the peers in this folder")
    parser.add_argument("--peers", action="store_true")
    parser.add_argument(
        "--install", action="store_true", help="install the peers where they are not"
    )
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--cluster", action="store_true")
    parser.add_argument("--reach", action="store_true", help="name the figure to reach beside each")
    return parser.parse_args()


def _head(site: Path, options: argparse.Namespace) -> str:
    pages = list((site / "content" / docset.LOCALE).rglob("*.md"))
    units = [unit for page in pages for unit in _UNIT.findall(page.read_bytes())]
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    return (
        "# Benchmarks\n\nWritten by `python -m benchmarks.run`. Each figure is the least of "
        f"{options.repeat} runs, process start included; memory is the peak of the largest process.\n"
        "Ratios are of processor time, which says more than the clock where others use the machine, too.\n\n"
        f"{len(pages):,} pages with {len(units):,} units, {len(set(units)):,} of them different, made from "
        f"{'real pages' if docset.corpus() else 'content/'} with changed names, "
        f"ids and titles. Python {platform.python_version()}, {os.cpu_count()} cores, "
        f"load {load:.1f} when it began."
    )


def _own(site: Path, repeat: int, reach: bool) -> list[Row]:
    wanted = {
        "extract, one process": "≤ 2.5 s, ≤ 100 MiB",
        "validate": "≤ 1.5 s",
        "check": "≤ 3 s",
        "build": "≤ 2 s",
        "run, cold, one process": "≤ 6 s, ≤ 200 MiB",
        "run, cold, two processes": "≤ 3.5 s",
        "run, warm": "≤ 0.4 s",
        "run, after one edit": "≤ 0.5 s",
        "validate, one page": "≤ 0.15 s",
    }
    one = ("--jobs", "1", "--no-cache")
    first = next((site / "content" / docset.LOCALE).rglob("*.md"))

    def clean() -> None:
        _clean(site)

    rows: list[Row] = []

    def row(
        name: str,
        *command: str,
        before: Callable[[], object] | None = None,
        times: int = repeat,
        plain: bool = False,
    ) -> None:
        whole = locpipe(site, *command)
        cost = measure(
            _without_spelling(site, whole) if plain else whole, before=before, repeat=times
        )
        rows.append((name, cost, wanted.get(name, "") if reach else ""))
        print(f"{name}: {cost.seconds:.2f} s, {cost.memory:.0f} MiB", flush=True)

    row("extract, one process", "extract", *one, before=clean)
    row(
        "build",
        "build",
        *one,
        before=lambda: shutil.rmtree(site / "build" / "content", ignore_errors=True),
    )
    row("validate", "validate", *one)
    row("check", "check", *one)
    row("check, without the spelling extra", "check", *one, plain=True)
    row("run, cold, one process", "run", *one, before=clean)
    row("run, cold, without the spelling extra", "run", *one, before=clean, plain=True)
    row("run, cold, two processes", "run", "--jobs", "2", before=clean)
    row("run, warm", "run")
    text = first.read_bytes()
    count = iter(range(10_000))
    try:
        row(
            "run, after one edit",
            "run",
            before=lambda: first.write_bytes(text + b"\nMore %d.\n" % next(count)),
        )
    finally:
        first.write_bytes(text)
    row("validate, one page", "validate", str(first.relative_to(site)), *one, times=max(repeat, 7))
    row("start of Python and the command (`--version`)", "--version", times=max(repeat, 7))
    return rows


def _distinct(site: Path, repeat: int) -> list[Row]:
    """What repetitions save in the figures above: the commands that look at sentences, on pages that repeat fewer."""
    one = ("--jobs", "1", "--no-cache")
    commands = {"check": ("check", *one), "run, cold, one process": ("run", *one)}
    commands["run, cold, two processes"] = ("run", "--jobs", "2")
    return [
        (name, measure(locpipe(site, *command), before=lambda: _clean(site), repeat=repeat), "")
        for name, command in commands.items()
    ]


def _without_spelling(site: Path, command: list[str]) -> list[str]:
    """A command as it is where hunspell is not installed."""
    folder = site.parent / "without-spelling"
    folder.mkdir(exist_ok=True)
    (folder / "hunspell.py").write_text("raise ImportError\n", encoding="utf-8")
    path = os.pathsep.join([str(folder), os.environ["PYTHONPATH"]])
    return ["env", f"PYTHONPATH={path}", *command]


def _floors(site: Path, repeat: int) -> list[Row]:
    content = str(site / "content")
    return [
        (
            name,
            measure(python(str(HERE / "floors.py"), floor, content), repeat=repeat, allowed=(0,)),
            "",
        )
        for floor, name in (
            ("read", "read all pages"),
            ("spans", "span regex"),
            ("markdown", "pyromark events"),
            ("yaml", "YAML, C loader"),
        )
    ]


def _growth(site: Path, work: Path, options: argparse.Namespace) -> str:
    large = docset.make(work / f"pages-{options.pages * 10}", options.pages * 10)
    lines = [
        "## Ten times the pages",
        "",
        "| command | of processor | memory |",
        "| --- | --- | --- |",
    ]
    for command in ("extract", "validate", "check", "run"):
        arguments = (command, "--jobs", "1", "--no-cache")
        small = measure(
            locpipe(site, *arguments), before=lambda: _clean(site), repeat=options.repeat
        )
        big = measure(locpipe(large, *arguments), before=lambda: _clean(large), repeat=1)
        time, memory = big.processor / small.processor, big.memory / small.memory
        lines.append(
            f"| {command} | {small.processor:.2f} → {big.processor:.1f} s: {time:.1f} × "
            f"| {small.memory:.0f} → {big.memory:.0f} MiB: {memory:.2f} × |"
        )
    return "\n".join(lines)


def _cluster(site: Path, repeat: int) -> str:
    code = (
        "import sys, time\nfrom distributed import LocalCluster\n"
        "if __name__ == '__main__':\n"
        "    cluster = LocalCluster(n_workers=2, threads_per_worker=1, host='127.0.0.1', dashboard_address=None)\n"
        "    print(cluster.scheduler_address, flush=True)\n    sys.stdin.read()\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder, "cluster.py")
        script.write_text(code, encoding="utf-8")
        server = subprocess.Popen(
            python(str(script)), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert server.stdout is not None
        assert server.stdin is not None
        try:
            address = server.stdout.readline().strip()
            many = locpipe(site, "run", "--no-cache", "--scheduler", address)
            measure(
                many, before=lambda: _clean(site), repeat=1
            )  # the workers have imported everything now
            on_dask = measure(many, before=lambda: _clean(site), repeat=repeat)
        finally:
            server.stdin.close()
            server.wait(30)
    two = locpipe(site, "run", "--no-cache", "--jobs", "2")
    in_processes = measure(two, before=lambda: _clean(site), repeat=repeat)
    more = (on_dask.seconds / in_processes.seconds - 1) * 100
    return (
        "## Two Dask workers on this machine\n\n"
        f"`run`, cold: {on_dask.seconds:.2f} s on two Dask workers, {in_processes.seconds:.2f} s in two processes "
        f"({more:+.0f} %)."
    )


def _table(title: str, rows: list[Row], base: Cost | None = None) -> str:
    named = any(reach for *_, reach in rows)
    against = " | against `extract`" if base else (" | to reach" if named else "")
    lines = [
        f"## {title}",
        "",
        f"| what | seconds | of processor | MiB{against} |",
        f"| --- | --: | --: | --:{' | --' if against else ''} |",
    ]
    for name, cost, reach in rows:
        more = (
            f" | {cost.processor / base.processor:.2f} ×"
            if base
            else (f" | {reach}" if named else "")
        )
        lines.append(
            f"| {name} | {cost.seconds:.2f} | {cost.processor:.2f} | {cost.memory:.0f}{more} |"
        )
    return "\n".join(lines)


def _clean(site: Path) -> None:
    """Put away what was built and remembered.

    It is not deleted: some file systems are slow to make files where many just went.
    """
    os.environ[VARIABLE] = tempfile.mkdtemp(prefix="locpipe-caches-")
    away = site.parent / "away"
    away.mkdir(exist_ok=True)
    if (site / "build").exists():
        (site / "build").rename(away / f"{site.name}-{len(list(away.iterdir()))}")


if __name__ == "__main__":
    main()
