"""What users would otherwise pick, measured on the same pages: mdpo, translate-toolkit, po4a.

The peers that are Python packages stand in a virtual environment of their own, so that nothing of theirs reaches
locpipe's. They read published pages (no peer knows bilingual ones), so they are given those.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Cost, measure

_MDPO = """
import sys, pathlib
from mdpo.md2po import Md2Po
root, out = map(pathlib.Path, sys.argv[1:3])
for path in sorted(root.rglob("*.md")):
    po = out / path.relative_to(root).with_suffix(".po")
    po.parent.mkdir(parents=True, exist_ok=True)
    try:
        Md2Po(path.read_text("utf-8")).extract(po_filepath=str(po), save=True)
    except Exception as error:
        print(path, error)
"""

_PO4A_PAGES = 290  # it is a process a page; all of them would take longer than everything else


def environment(folder: Path, *, install: bool) -> Path | None:
    """The Python of the peers' environment; made first where `install` says so. None where there is none."""
    python = folder / "bin" / "python"
    if not python.exists() and install:
        venv.create(folder, with_pip=True)
        packages = ["mdpo", "translate-toolkit[markdown]"]
        subprocess.run([python, "-m", "pip", "install", "-q", *packages], check=True)
    return python if python.exists() else None


def costs(
    python: Path | None, pages: Path, po: Path, work: Path, repeat: int
) -> Iterator[tuple[str, Cost]]:
    """Each peer's cost by name: extraction of all pages, checks of all units (`po` is locpipe's own)."""

    def clear() -> None:
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(parents=True)

    if python is not None:
        command = [str(python), "-c", _MDPO, str(pages), str(work / "mdpo")]
        yield "mdpo, extract", measure(command, before=clear, repeat=repeat)
        md2po = str(python.with_name("md2po"))
        if _is_toolkit(python):
            code = "from translate.convert.md2po import main; main()"
            command = [
                str(python),
                "-c",
                code,
                "--progress=none",
                "-i",
                str(pages),
                "-o",
                str(work / "tt"),
            ]
            yield "translate-toolkit md2po, extract", measure(command, before=clear, repeat=repeat)
            command = [
                str(python.with_name("pofilter")), "--progress=none", "-i", str(po), "-o", str(work / "checks"),
            ]  # fmt: skip
            yield "translate-toolkit pofilter, check", measure(command, before=clear, repeat=repeat)
        first = str(next(pages.rglob("*.md")))
        yield "mdpo md2po, one page", measure([md2po, "-q", first], repeat=max(repeat, 5))
    po4a = shutil.which("po4a-gettextize")
    if po4a:
        script = (
            "import pathlib, subprocess, sys\n"
            f"for path in sorted(pathlib.Path(sys.argv[1]).rglob('*.md'))[:{_PO4A_PAGES}]:\n"
            "    subprocess.run(['po4a-gettextize', '-f', 'text', '-o', 'markdown', '-M', 'UTF-8', '-m', path,"
            " '-p', pathlib.Path(sys.argv[2]) / (path.stem + '.pot')])\n"
        )
        command = [sys.executable, "-c", script, str(pages), str(work)]
        yield (
            f"po4a-gettextize, extract, {_PO4A_PAGES} pages",
            measure(command, before=clear, repeat=1),
        )


def _is_toolkit(python: Path) -> bool:
    check = [str(python), "-c", "import translate.convert.md2po"]
    return subprocess.run(check, capture_output=True, check=False).returncode == 0
