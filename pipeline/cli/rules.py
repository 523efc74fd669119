"""`locpipe rules`: all rules."""

from __future__ import annotations

import click

from pipeline.cli.state import State
from pipeline.output.echo import echo
from pipeline.output.screen import columns, table
from pipeline.rules.explained import severity_of, summary_of
from pipeline.rules.policy import known_rule
from pipeline.rules.registry import Entry, entries, entry
from pipeline.visible import as_json


@click.command()
@click.option("--format", "output_format", type=click.Choice(["text", "json"]), default="text")
@click.argument("families", nargs=-1, metavar="[FAMILY]...")
@click.pass_obj
def command(state: State, /, output_format: str, families: tuple[str, ...]) -> None:
    """List the rules, or those of some families.

    `locpipe explain RULE` shows one.
    """
    wanted = set(families)
    for name in families:
        known_rule(name, state.settings())
    found = [one for one in entries().values() if not wanted or {one.name, one.family} & wanted]
    seen = {name for one in found for name in (one.name, one.family)}
    found += [entry(name) for name in wanted - seen]  # about single attributes
    found.sort(key=lambda one: one.name)
    if output_format == "json":
        rows = [_row(one) for one in found]
        echo(as_json({"version": 1, "rules": rows}, indent=2))
        return
    if most := columns():
        rows_shown = [
            (click.style(one.name, bold=True), severity_of(one), summary_of(one.name))
            for one in found
        ]
        echo(table(("rule", "severity", "what it finds"), rows_shown, most), nl=False)
        return
    width = max((len(one.name) for one in found), default=0)
    for one in found:
        name = click.style(f"{one.name:<{width}}", bold=True)
        echo(f"{name}  {severity_of(one):<38}  {summary_of(one.name)}")


def _row(entry: Entry) -> dict[str, str]:
    return {
        "rule": entry.name,
        "severity": entry.severity.label,
        "severity_mt": entry.severity_mt.label,
        "certainty": entry.certainty.label,
        "family": entry.family,
        "its": entry.its,
        "summary": summary_of(entry.name),
    }
