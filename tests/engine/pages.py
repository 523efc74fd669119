"""Small docsets for the tests of the engine."""

from __future__ import annotations

import os
from pathlib import Path

PROJECT = Path(__file__).parent.parent.parent
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(PROJECT)}
"""In which another process finds the package that is tested, in whatever folder it is started."""

SENTENCES = (
    ("Open the **Billing** page.", "Open de pagina **Facturering**."),
    ("Select [Invoices](invoices.md).", "Selecteer [Facturen](facturen.md)."),
    ("You can pay 3 bills at once.", "U kunt 4 rekeningen tegelijk betalen."),
    ("Run `pay --all` first.", "Voer eerst `betaal --all` uit."),
    ("Sign in again.", "Meld u opnieuw aan."),
)


def unit(number: int, source: str, target: str) -> str:
    return (
        f'<span data-ttu-id="0a1b2-{number}">{target}</span>'
        f'<span class="sxs-lookup"><span data-stu-id="0a1b2-{number}">{source}</span></span>'
    )


def page(
    title: str, sentences: tuple[int, ...] = (0, 1, 2), kind: str = "MT", end: str = "\n"
) -> str:
    """A bilingual page; sentences are indexes of SENTENCES."""
    body = "\n\n".join(
        unit(102 + number, *SENTENCES[index]) for number, index in enumerate(sentences)
    )
    return (
        f"---\ntitle: {title}\nms.translationtype: {kind}\nms.contentlocale: nl-NL\n---\n"
        f'# <a name="pay"></a>{unit(101, "Pay your bill", "Betaal uw rekening")}\n\n{body}{end}'
    )


def source(title: str, sentences: tuple[int, ...] = (0, 1, 2)) -> str:
    """The English page of one."""
    body = "\n\n".join(SENTENCES[index][0] for index in sentences)
    return f"---\ntitle: {title}\n---\n# Pay your bill\n\n{body}\n"


def fill(root: Path, pages: int) -> Path:
    """A docset of so many pages under `root`, each with its source."""
    for number in range(pages):
        sentences = (number % 5, (number + 2) % 5, (number + 3) % 5)
        name = f"area-{number % 3}/page-{number:03}.md"
        write(root / "content/nl-NL" / name, page(f"Pagina {number}", sentences))
        write(root / "content/en-US" / name, source(f"Page {number}", sentences))
    return root


def write(file: Path, text: str | bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())


def tree(root: Path, *folders: str) -> dict[str, bytes]:
    """The bytes of all files below some folders of `root`, by path."""
    return {
        file.relative_to(root).as_posix(): file.read_bytes()
        for folder in folders or ("content", "build")
        for file in sorted((root / folder).rglob("*"))
        if file.is_file()
    }
