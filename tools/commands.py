"""docs/commands.md, made from the commands themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import click

from pipeline.cli.main import locpipe

_HEAD = """# Commands

`locpipe COMMAND --help` shows the same in a terminal. Paths name pages or folders, relative to the current folder or to
the root of the pages; without any, a command works on all of them.

Exit codes: 0 clean, 1 findings at or above `--fail-on` or a page that could not be processed, 2 wrong usage or
settings, 130 interrupted. One bad page never stops the others.

## locpipe

Options that stand before the command; all but `-C` may stand behind it as well.

"""
_SHARED = (
    "--locale",
    "--content",
    "--source",
    "--po",
    "--out",
    "--format",
    "--output",
    "--fail-on",
    "--select",
    "--ignore",
    "--since",
    "--baseline",
    "--update-baseline",
    "--jobs",
    "--scheduler",
    "--cache",
    "--cache-dir",
    "--statistics",
    "--also",
    "--only-pages",
    "--min-severity",
    "-q",
    "-v",
    "--config",
    "--trust-settings",
    "--color",
)


def page() -> str:
    """The page as Markdown. Options that mean the same in several commands are explained once, at the end."""
    root = click.Context(locpipe, info_name="locpipe")
    found = list(_commands(locpipe, root))
    shared = _shared(found)
    parts = [_HEAD, _options(root, locpipe, {})]
    parts += [_section(context, command, shared) for context, command in found]
    parts.append("\n## Options of several commands\n\n")
    parts.append(_table((option, context) for option, context in shared.values()))
    return "".join(parts)


def _commands(
    group: click.Group, context: click.Context
) -> Iterator[tuple[click.Context, click.Command]]:
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        inner = click.Context(command, info_name=name, parent=context)
        yield inner, command
        if isinstance(command, click.Group):
            yield from _commands(command, inner)


def _shared(
    found: list[tuple[click.Context, click.Command]],
) -> dict[str, tuple[click.Option, click.Context]]:
    """Options that have the same words in more than one command, by those words."""
    seen: dict[str, list[tuple[click.Option, click.Context]]] = {}
    for context, command in found:
        for option in _options_of(command):
            if option.opts[0] in _SHARED:
                seen.setdefault(_key(option), []).append((option, context))
    return {key: uses[0] for key, uses in seen.items() if len(uses) > 1}


def _section(context: click.Context, command: click.Command, shared: Mapping[str, object]) -> str:
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    text = "\n\n".join(
        " ".join(paragraph.split()) for paragraph in (command.help or "").split("\n\n")
    )
    return f"\n## {context.command_path}\n\n`{usage}`\n\n{text}\n\n{_options(context, command, shared)}"


def _options(context: click.Context, command: click.Command, shared: Mapping[str, object]) -> str:
    own = [option for option in _options_of(command) if _key(option) not in shared]
    common = [option for option in _options_of(command) if _key(option) in shared]
    text = _table((option, context) for option in own) if own else ""
    if common:
        names = ", ".join(f"`{option.opts[0]}`" for option in common)
        before = f"{text}\n" if text else ""
        text = f"{before}And [as others have them](#options-of-several-commands): {names}.\n"
    return text


def _table(options: Iterator[tuple[click.Option, click.Context]]) -> str:
    rows = "".join(f"| {_code(name)} | {said} |\n" for name, said in map(_row, options))
    return f"| option | what it does |\n| --- | --- |\n{rows}"


def _row(entry: tuple[click.Option, click.Context]) -> tuple[str, str]:
    option, context = entry
    name, said = option.get_help_record(context) or (option.opts[0], "")
    return name, " ".join(said.split()).replace("|", "&#124;")


def _code(text: str) -> str:
    """A text as code in a table's cell, where GitHub and MkDocs do not agree on how a bar is written."""
    return f"<code>{text.replace('|', '&#124;')}</code>" if "|" in text else f"`{text}`"


def _key(option: click.Option) -> str:
    return f"{' '.join(option.opts)} {option.help}"


def _options_of(command: click.Command) -> list[click.Option]:
    return [
        option
        for option in command.params
        if isinstance(option, click.Option) and not option.hidden
    ]
