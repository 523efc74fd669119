"""PO files as XLIFF and back, for translators who work with CAT tools."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from pipeline.docset.pages import PAGE, Page
from pipeline.docset.reach import check_reach
from pipeline.errors import PageError
from pipeline.exchange import formats as exchange
from pipeline.exchange.xliff import from_po
from pipeline.exchange.xliff_import import Imported, into_po
from pipeline.files import files
from pipeline.files.remote import AnyPath, located
from pipeline.po import file as po_files
from pipeline.settings import Settings

SUFFIX = ".xlf"


def export_page(page: Page, folder: Path, version: str, source_locale: str = "en-US") -> bool:
    """Write the XLIFF file of a page's PO file below `folder`; False where there is no PO file.

    Raises PageError where a file cannot be read or written.
    """
    data = files.read_if_there(page.po)
    if data is None:
        return False
    try:
        document = from_po(
            po_files.parse_for_page(data), _original(page), page.locale, source_locale
        )
    except PageError as error:
        raise error.at(str(page.po)) from None
    new = exchange.dump(document, version)
    place = (folder / page.po_path).with_suffix(SUFFIX)
    if files.read_if_there(place) != new:
        files.write(place, new, folder)
    return True


def _original(page: Page) -> str:
    """What an XLIFF file calls its page: as its PO file is called, so that it is found again in every layout."""
    return page.po_path.removesuffix(".po") + PAGE


def import_file(path: Path, settings: Settings, po_root: AnyPath | None = None) -> Imported:
    """Put the translations of an XLIFF file into the PO file of its page, which must be there.

    The page is the one that the file names; its PO file stands below `po_root`, else where the settings say. Raises
    PageError where a file cannot be used, UsageError where the settings lead too far (`reach`).
    """
    document = exchange.load(files.read(path), str(path))
    original = PurePosixPath(document.original.replace("\\", "/"))
    if not original.name or original.is_absolute() or ".." in original.parts:
        raise PageError(f"names no page of the docset: `{document.original}`", path=str(path))
    if not document.locale.replace("-", "").isalnum():
        raise PageError(f"names no locale: `{document.locale}`", path=str(path))
    root = po_root or located(settings.po.replace("{locale}", document.locale), settings.root)
    if po_root is None:
        check_reach(settings, "po", root)
    place = root / original.with_suffix(".po")
    data = files.read_if_there(place)
    if data is None:
        message = f"the page {original} has no PO file ({place}); run `locpipe extract`"
        raise PageError(message, path=str(path))
    try:
        po = po_files.parse_for_page(data)
    except PageError as error:
        raise error.at(str(place)) from None
    done = into_po(document, po)
    new = po_files.dump(po, data)
    if new != data and (done.taken or done.conflicts):
        files.replace(place, new, data, root)
    return done
