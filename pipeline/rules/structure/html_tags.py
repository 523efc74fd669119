"""The HTML that docfx lets through; all other tags are taken out with what is in them, other attributes alone.

https://learn.microsoft.com/en-us/contribute/content/markdown-reference and docfx's `disallowed-html-tag`.
"""

from __future__ import annotations

from collections.abc import Mapping

_OF_CELLS = "align valign width height bgcolor rowspan colspan hidden nowrap scope dir lang"
_NO_ATTRIBUTES = (
    "abbr address article b bdi bdo caption center cite dd details dfn dl dt em figcaption figure h1 h2 h3 h4 h5 h6 "
    "i kbd mark nav nobr s samp section small strike strong sub summary sup tfoot u ul var wbr rgn"
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ALLOWED: Mapping[str, frozenset[str]] = {
    **{name: frozenset[str]() for name in _words(_NO_ATTRIBUTES)},
    **{
        name: _words(attributes)
        for name, attributes in {
            "a": "href target rel alt download tabindex",
            "blockquote": "cite",
            "br": "clear",
            "code": "lang",
            "col": "width span",
            "colgroup": "span",
            "del": "cite datetime",
            "div": "align hidden",
            "font": "color face size",
            "hr": "size color width",
            "iframe": "allow align border marginwidth frameborder allowtransparency allowfullscreen scrolling height "
            "src width loading",
            "img": "alt height src width align hspace border sizes valign",
            "ins": "cite datetime",
            "label": "for",
            "li": "value",
            "ol": "reversed reserved start type",
            "p": "align dir hidden lang valign",
            "pre": "lang",
            "q": "cite",
            "source": "src type",
            "span": "dir lang",
            "table": "align width border valign bgcolor frame cellpadding cellspacing bordercolor",
            "tbody": "align valign width",
            "td": _OF_CELLS,
            "th": _OF_CELLS,
            "thead": "align valign",
            "time": "datetime",
            "tr": "align valign colspan height bgcolor",
            "video": "src width height preload controls poster",
        }.items()
    },
}
"""Tags and the attributes that each may have besides those that all may."""

GLOBAL = _words(
    "name id class itemid itemprop itemref itemscope itemtype part slot spellcheck title role"
)

KNOWN = _words(
    "acronym applet area aside audio base basefont big blink body canvas data datalist dialog dir embed "
    "fieldset footer frame frameset header hgroup html legend link main map marquee menu menuitem meta meter "
    "noframes noscript object optgroup option output param picture plaintext progress rp rt ruby script "
    "search select style svg template textarea title track tt xmp math path"
)
"""Tags of HTML that are not let through; whatever is neither here nor allowed is no tag, but meant as text."""

FORBIDDEN = _words(
    "script style form input button select textarea object embed applet frame frameset link meta base body html head"
)
"""What sites of any family take out."""

VOID = _words("area base br col embed hr image img input link meta param source track wbr")
END_OPTIONAL = VOID | _words(
    "p li dt dd td th tr thead tbody tfoot colgroup caption option rp rt head body html"
)
"""Tags that no closing tag has to follow."""
