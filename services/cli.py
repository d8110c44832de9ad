"""The `dateline` command: finds its subcommands by file, loads only the one that is asked for, and keeps errors to a line.

A subcommand is a file `services/commands/<name>.py` that exports `command`. Exit codes: 0 done, 1 failed, 2 wrong use,
130 after Ctrl-C, 141 when the reader of the output went away.
"""

from __future__ import annotations

import ast
import difflib
import os
import sys
from importlib import import_module
from pathlib import Path

import click

from services import compiled

INTERRUPTED = 130  # 128 + SIGINT
READER_GONE = 141  # 128 + SIGPIPE

COMMANDS = Path(__file__).parent / "commands"

#: Headings of the help, and the order of the commands below them; a command that is not named here comes last.
SECTIONS: dict[str, tuple[str, ...]] = {
    "With nothing to set up": ("demo", "annotate", "explain"),
    "All in one process": ("run",),
    "Service by service": ("topics", "store", "service"),
    "Articles in, records out": ("produce", "tail", "show"),
    "After trouble, and after a change of rules": ("dlq", "replay", "diff"),
}
OTHER = "More"

EXAMPLES = """\
  dateline demo                                    see the whole chain at work
  dateline annotate item.txt                       one article, read on the terminal
  dateline explain document_time item.txt          why it says what it says
  dateline annotate < articles.jsonl > out.jsonl   many, as JSON lines
  dateline run                                     a server with everything in it
  dateline produce articles.jsonl                  articles onto Kafka
  dateline tail events --from -10 --json | jq      the last ten events, then those to come
"""


class Commands(click.Group):
    """A group whose commands are files; help takes their summaries from the source, without importing it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command there is, in the order of the help."""
        names = sorted(path.stem for path in COMMANDS.glob("*.py") if not path.stem.startswith("_"))
        known = [name for section in SECTIONS.values() for name in section]
        return sorted(names, key=lambda name: known.index(name) if name in known else len(known))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command; None when there is no such file."""
        if cmd_name not in self.list_commands(ctx):
            return None
        loaded: click.Command = import_module(f"services.commands.{cmd_name}").command
        return loaded

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is asked for. Raises UsageError, with the nearest name, when there is none."""
        names = self.list_commands(ctx)
        if args and args[0] not in names and not args[0].startswith("-"):
            near = difflib.get_close_matches(args[0], names, n=1)
            raise click.UsageError(f"no such command: {args[0]}" + (f" (did you mean {near[0]}?)" if near else ""), ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; a reader that went away (`| head`) ends it quietly."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise click.exceptions.Exit(_reader_gone()) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands under their headings, a line each."""
        names = self.list_commands(ctx)
        width = max(map(len, names), default=0)
        for heading in (*SECTIONS, OTHER):
            rows = [(name.ljust(width), summary(name)) for name in names if section_of(name) == heading]
            if rows:
                with formatter.section(heading):
                    formatter.write_dl(rows)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Examples, kept as they are laid out."""
        formatter.write_paragraph()
        formatter.write("Examples:\n" + EXAMPLES)
        formatter.write("\nMore about one command: dateline COMMAND --help\n")


def section_of(name: str) -> str:
    """The heading that a command stands under."""
    return next((heading for heading, names in SECTIONS.items() if name in names), OTHER)


def summary(name: str) -> str:
    """First line of the docstring of `command`, else of its module; read from the source, so nothing is imported."""
    tree = ast.parse((COMMANDS / f"{name}.py").read_text("utf-8"))
    functions = (node for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    found = next((ast.get_docstring(node) for node in functions if node.name == "command"), None)
    text = found or ast.get_docstring(tree) or ""
    return text.partition("\n")[0].rstrip(".")


def _print_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value:
        from importlib.metadata import version

        click.echo(f"dateline {version('dateline-services')}")
        ctx.exit()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version, help="Show the version.")
def cli() -> None:
    """Turn a stream of news articles into events on a timeline: who, where, when (with reasons), who claims what."""


def main(args: list[str] | None = None) -> int:
    """Run the command line; returns the exit code. A user's mistake is one line on standard error."""
    if changed := compiled.stale():
        return _complain("dateline", f"{changed[0]} is not what was compiled; {compiled.ADVICE}", 1)
    try:
        result = cli.main(args, prog_name="dateline", standalone_mode=False)
        sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except click.ClickException as error:
        return _refuse(error)
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except BrokenPipeError:
        return _reader_gone()
    except OSError as error:
        return _complain("dateline", _reason(error), 1)
    except ValueError as error:
        if not _is_settings(error):
            raise
        return _complain("dateline", _settings_problem(error), 2)


def _reader_gone() -> int:
    """Let the interpreter flush into nothing at exit, instead of complaining about the closed pipe."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return READER_GONE


def _refuse(error: click.ClickException) -> int:
    ctx = getattr(error, "ctx", None)
    where = ctx.command_path if ctx else "dateline"
    message = " ".join(error.format_message().split())
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        click.echo(error.ctx.get_help() if error.ctx else message, err=True)
        return error.exit_code
    hint = f" (see {where} --help)" if isinstance(error, click.UsageError) else ""
    return _complain(where, message + hint, error.exit_code)


def _complain(where: str, message: str, code: int) -> int:
    click.echo(f"{where}: {message}", err=True)
    return code


def _reason(error: OSError) -> str:
    what = error.strerror or str(error) or type(error).__name__
    return f"{error.filename}: {what}" if error.filename else what


def _is_settings(error: ValueError) -> bool:
    return getattr(error, "title", "").endswith("Settings")


def _settings_problem(error: ValueError) -> str:
    from pydantic import ValidationError

    assert isinstance(error, ValidationError)
    return "wrong setting: " + "; ".join(_setting_problem(one["loc"], one["msg"]) for one in error.errors())


def _setting_problem(location: tuple[int | str, ...], message: str) -> str:
    name = "_".join(map(str, location)).upper()
    said = message.removeprefix("Value error, ")  # a check of several settings names them itself
    return f"DATELINE_{name}: {said}" if name else said


if __name__ == "__main__":
    sys.exit(main())
