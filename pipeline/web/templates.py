"""The templates, with autoescape on: what comes from a page is text unless a module here has made it safe HTML."""

from __future__ import annotations

from functools import cache
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from pipeline import __version__
from pipeline.web import charts, locales
from pipeline.web.inert import inert
from pipeline.web.links import Links

ASSETS = ("site.css", "site.js")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src {connect}; "
    "base-uri 'none'; form-action 'none'"
)


def policy(*, editing: bool) -> str:
    """The Content-Security-Policy: nothing but the site's own scripts and styles, none of them inline."""
    return POLICY.format(connect="'self'" if editing else "'none'")


def render(template: str, links: Links, **values: object) -> str:
    """A page of the site as HTML."""
    page = _environment().get_template(f"{template}.html.j2")
    return page.render(links=links, policy=policy(editing=links.editing), **values)


def asset(name: str) -> bytes:
    """A style sheet or script of the site."""
    return resources.files("pipeline.web").joinpath("static", name).read_bytes()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("pipeline.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["inert"] = _inert
    environment.filters["number"] = _number
    environment.globals.update(
        version=__version__,
        direction=locales.direction,
        locale_name=locales.name,
        stacked=charts.stacked,
        bar=charts.bar,
        percent=charts.percent,
    )
    return environment


def _inert(value: object) -> Markup:
    return inert(str(value))


def _number(value: int) -> str:
    return f"{value:,}"
