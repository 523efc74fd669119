"""`locpipe rules`: all rules."""

from __future__ import annotations

import click

from pipeline.cli.state import State
from pipeline.report.screen import columns, table
from pipeline.rules.explained import severity_of, summary_of
from pipeline.rules.registry import Entry, entries


@click.command()
@click.option("--format", "output_format", type=click.Choice(["text", "json"]), default="text")
@click.argument("families", nargs=-1, metavar="[FAMILY]...")
@click.pass_obj
def command(_state: State, /, output_format: str, families: tuple[str, ...]) -> None:
    """List the rules, or those of some families.

    `locpipe explain RULE` shows one.
    """
    found = [
        entry
        for entry in sorted(entries().values(), key=lambda one: one.name)
        if not families or {entry.name, entry.family} & set(families)
    ]
    if output_format == "json":
        import json

        rows = [_row(entry) for entry in found]
        click.echo(json.dumps({"version": 1, "rules": rows}, ensure_ascii=False, indent=2))
        return
    if most := columns():
        rows_shown = [
            (click.style(entry.name, bold=True), severity_of(entry), summary_of(entry.name))
            for entry in found
        ]
        click.echo(table(("rule", "severity", "what it finds"), rows_shown, most), nl=False)
        return
    width = max((len(entry.name) for entry in found), default=0)
    for entry in found:
        name = click.style(f"{entry.name:<{width}}", bold=True)
        click.echo(f"{name}  {severity_of(entry):<38}  {summary_of(entry.name)}")


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
