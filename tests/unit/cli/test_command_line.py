"""The `dateline` command itself: help, discovery, errors and exit codes."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import services.commands
from services import cli

AddCommand = Callable[[str, str], None]

TEMPLATE = '''"""Module {name}."""
import click
from services.runtime.settings import Settings

@click.command()
@click.option("--count", type=int)
def command(count: int | None) -> None:
    """Do {name} well.

    More of it.
    """
    {body}
'''


@pytest.fixture
def add_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AddCommand:
    """Puts a command file of the given name and body in place of the real ones."""
    monkeypatch.setattr(cli, "COMMANDS", tmp_path)
    monkeypatch.setattr(services.commands, "__path__", [str(tmp_path)])

    def add(name: str, body: str) -> None:
        monkeypatch.delitem(sys.modules, f"services.commands.{name}", raising=False)
        (tmp_path / f"{name}.py").write_text(TEMPLATE.format(name=name, body=body))

    return add


def test_runs_a_command_found_by_its_file(add_command: AddCommand, capsys: pytest.CaptureFixture[str]) -> None:
    add_command("greet", "click.echo(f'hello {count}')")
    assert cli.main(["greet", "--count", "3"]) == 0
    assert capsys.readouterr().out == "hello 3\n"


def test_help_groups_commands_and_does_not_import_them(add_command: AddCommand, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("zebra", "tail", "annotate", "demo"):
        add_command(name, "raise RuntimeError")
    assert cli.main(["--help"]) == 0
    out = capsys.readouterr().out
    words = ("With nothing to set up", "Do demo well", "Do annotate well", "Do tail well", "Do zebra well")
    places = [out.index(word) for word in words]
    assert places == sorted(places)
    assert "More:" in out and "Examples:" in out and "More of it" not in out
    assert "services.commands.zebra" not in sys.modules


def test_every_real_command_has_a_place_in_the_help_and_a_summary() -> None:
    for path in cli.COMMANDS.glob("[!_]*.py"):
        assert cli.section_of(path.stem) != cli.OTHER, f"{path.stem} stands under no heading"
        assert 10 < len(cli.summary(path.stem)) <= 66, f"{path.stem} takes more than a line of a narrow terminal"


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["gret"], "dateline: no such command: gret (did you mean greet?) (see dateline --help)"),
        (
            ["greet", "--count", "x"],
            "dateline greet: Invalid value for '--count': 'x' is not a valid integer. (see dateline greet --help)",
        ),
        (["greet", "--nope"], "dateline greet: No such option: --nope (see dateline greet --help)"),
        (["--nope"], "dateline: No such option: --nope (see dateline --help)"),
    ],
)
def test_wrong_use_is_one_line_and_exit_2(
    args: list[str], message: str, add_command: AddCommand, capsys: pytest.CaptureFixture[str]
) -> None:
    add_command("greet", "pass")
    assert cli.main(args) == 2
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", message + "\n")


@pytest.mark.parametrize(
    ("body", "code", "message"),
    [
        ("raise click.ClickException('the store is down:\\n try later')", 1, "dateline: the store is down: try later\n"),
        ("open('/nowhere/at/all')", 1, "dateline: /nowhere/at/all: No such file or directory\n"),
        ("raise KeyboardInterrupt", 130, "\n"),
        ("raise click.exceptions.Exit(1)", 1, ""),
        (
            "Settings(http_port=-1)",
            2,
            "dateline: wrong setting: DATELINE_HTTP_PORT: Input should be greater than or equal to 0\n",
        ),
    ],
)
def test_failures_are_one_line_with_their_exit_code(
    body: str, code: int, message: str, add_command: AddCommand, capsys: pytest.CaptureFixture[str]
) -> None:
    add_command("greet", body)
    assert cli.main(["greet"]) == code
    assert capsys.readouterr().err == message


def test_a_bug_is_not_dressed_up_as_a_mistake_of_the_user(add_command: AddCommand) -> None:
    add_command("greet", "raise ValueError('a bug')")
    with pytest.raises(ValueError, match="a bug"):
        cli.main(["greet"])


def test_without_arguments_the_help_goes_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([]) == 2
    captured = capsys.readouterr()
    assert captured.out == "" and "Usage: dateline" in captured.err


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("dateline 0.")


def test_help_loads_nothing_heavy() -> None:
    probe = "import sys; from services.cli import main; main(['--help']); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    loaded = set(done.stderr.split())
    assert not loaded & {"pydantic", "aiokafka", "faust", "fastapi", "sqlalchemy", "confluent_kafka", "rich", "orjson"}


def test_a_reader_that_goes_away_ends_the_command_quietly(tmp_path: Path) -> None:
    (tmp_path / "flood.py").write_text(TEMPLATE.format(name="flood", body="[click.echo('x' * 100) for _ in range(10000)]"))
    probe = (
        "import sys, pathlib, services.commands; from services import cli;"
        f"services.commands.__path__ = [{str(tmp_path)!r}]; cli.COMMANDS = pathlib.Path({str(tmp_path)!r});"
        "sys.exit(cli.main(['flood']))"
    )
    with subprocess.Popen([sys.executable, "-c", probe], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == cli.READER_GONE
