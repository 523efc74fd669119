"""The PO file of a page: read, merged and written by the jobs."""

from __future__ import annotations

import polib

from pipeline.docset.docset import shown
from pipeline.docset.folder_locale import UNKNOWN_LOCALE
from pipeline.families.roles import read_day
from pipeline.files import files
from pipeline.files.digest import sha1, sha256, starts_hash
from pipeline.po import file as po_files
from pipeline.po.header import HASH_DIGITS, SOURCE_HASH, Header
from pipeline.provenance.freshness import Freshness
from pipeline.provenance.loaded_page import LoadedPage
from pipeline.results.finding import Finding
from pipeline.rules.problem import problem
from pipeline.visible import one_line


def read(loaded: LoadedPage) -> tuple[polib.POFile | None, bytes | None]:
    """The page's PO file and its bytes; None where there is none. Raises PageError with the place in the file."""
    data = files.read_if_there(loaded.page.po)
    if data is None:
        return None, None
    return po_files.parse_for_page(data), data


def dumped(po: polib.POFile, data: bytes | None = None) -> bytes:
    """Return the bytes of the file as it is now. `data` are its bytes as they were; what is unchanged keeps them."""
    return po_files.dump(po, data)


def header(loaded: LoadedPage) -> Header:
    """What the page says about itself, for the file's header.

    The source's hash is of the source that the entries follow: the one the page was made from, or the one it is
    behind of.
    """
    path = one_line(loaded.page.path)  # names of files may hold anything, PO files may not
    locale = loaded.page.locale or UNKNOWN_LOCALE
    followed = sha1(loaded.source_data) if loaded.is_behind and loaded.source_data else ""
    if not loaded.exists:
        return Header(path, locale, page_hash="", source_hash=followed)
    article = loaded.article
    paired = ""
    if not loaded.former.is_said and not article.is_bilingual and loaded.source_data:
        paired = _former_hash(loaded) if loaded.is_behind else sha1(loaded.source_data)
    return Header(
        path=path,
        locale=locale,
        page_hash=sha256(loaded.data),
        source_hash=followed or loaded.roles.hash or _current(loaded),
        hand_off_hash=paired,
        translation_type=loaded.translation_type,
        last_handoff=_last_handoff(loaded),
    )


def _current(loaded: LoadedPage) -> str:
    """The hash of the source that a page without a hash was made from, where it says that it is the one of now."""
    data = loaded.source_data
    is_current = loaded.former.is_said and loaded.verdict.freshness is Freshness.CURRENT
    return sha1(data) if data is not None and is_current else ""


def _former_hash(loaded: LoadedPage) -> str:
    """The hash of the source that a page was made from which does not name it."""
    history = loaded.history
    if history is None or not history.is_behind:
        return loaded.former.paired_with
    return sha1(history.translated.encode())


def _last_handoff(loaded: LoadedPage) -> str:
    """The day of the hand-off as MM/DD/YYYY."""
    day = read_day(loaded.roles.date, loaded.family.provenance.date_format)
    return f"{day:%m/%d/%Y}" if day else loaded.roles.date


def follows_source(loaded: LoadedPage, po: polib.POFile | None) -> bool:
    """Are the entries of `po` those of the source as it is now, from which the page is to be made anew?"""
    if po is None or not loaded.is_behind or loaded.source_data is None:
        return False
    if loaded.exists and not loaded.former.is_named and not loaded.page.is_strings:
        return False  # it has no place to say what it was made from
    known = po.metadata.get(SOURCE_HASH, "")[:HASH_DIGITS]
    return len(known) == HASH_DIGITS and starts_hash(loaded.source_data, known)


def name(loaded: LoadedPage) -> str:
    """The file's name for messages: relative to the docset's root where it stands below it."""
    return shown(loaded.page.po, loaded.settings.root)


def header_findings(loaded: LoadedPage, po: polib.POFile | None) -> list[Finding]:
    """A finding where the file has no header."""
    if po is None or po.metadata:
        return []
    message = 'the PO file has no header (an entry with msgid ""); it was read as UTF-8'
    return [problem(loaded.page, "po-header-missing", message, path=name(loaded), line=1, column=1)]
