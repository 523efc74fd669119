"""`locpipe explain RULE`: one rule's page."""

from __future__ import annotations

import click

from pipeline.cli.completing import rules
from pipeline.cli.state import State
from pipeline.output.echo import echo
from pipeline.rules.explained import page_of
from pipeline.rules.policy import known_rule
from pipeline.rules.registry import entries


@click.command()
@click.argument("rule", shell_complete=rules)
@click.pass_obj
def command(state: State, /, rule: str) -> None:
    """Show what a rule finds, why it matters, and a bad and a good example."""
    known = entries()
    family = {entry.family for entry in known.values() if entry.family}
    if rule not in known and rule in family:
        names = sorted(name for name, entry in known.items() if entry.family == rule)
        echo(f"The family {rule} has these rules: {', '.join(names)}")
        return
    if rule not in known:
        known_rule(rule, state.settings())
    echo(page_of(rule), nl=False)
