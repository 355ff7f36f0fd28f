"""A command loads what it needs and nothing else: every start pays for every import."""

import subprocess
import sys
from pathlib import Path

import pytest

from .test_render import PLAN

HEAVY = {
    "dataclasses",
    "inspect",
    "jinja2",
    "logging",
    "textual",
    "typing_extensions",
}
"""What no command needs at every start; msgspec brings two of these with it."""

ROOMS = {
    f"discloser.{room}"
    for room in (
        "disclosure",
        "export",
        "interview",
        "model",
        "packs",
        "planfile",
        "rehearsal",
        "rendering",
        "session",
    )
}

PROGRAM = """
import sys
from discloser.cli import main
code = main(sys.argv[1:])
print(*sys.modules, file=sys.stderr)
sys.exit(code)
"""


def loaded(*arguments: str) -> set[str]:
    """Return the modules that a command has loaded by its end, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        input=PLAN,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return {*done.stderr.decode().split()}


@pytest.fixture
def nothing() -> set[str]:
    """Return what Python loads by itself, which depends on where it is installed."""
    done = subprocess.run(
        [sys.executable, "-c", "import sys; print(*sys.modules)"], capture_output=True, check=True
    )
    return {*done.stdout.decode().split()}


@pytest.mark.parametrize("arguments", [("--version",), ("--help",), ("render", "--help")])
def test_help_and_version_load_next_to_nothing(
    arguments: tuple[str, ...], nothing: set[str]
) -> None:
    found = loaded(*arguments) - nothing
    assert not found & (HEAVY | ROOMS | {"msgspec", "json", "tomllib", "pathlib", "datetime"})


def test_the_list_of_people_needs_no_model(nothing: set[str]) -> None:
    allowed = {"discloser.packs"}
    found = loaded("people") - nothing - allowed
    assert not found & (HEAVY | ROOMS | {"msgspec", "tomllib", "json"})


def test_the_schema_needs_the_words_of_the_pack_and_writes_nothing(nothing: set[str]) -> None:
    found = loaded("schema") - nothing
    assert found & ROOMS == {"discloser.model", "discloser.packs", "discloser.disclosure"}
    assert not found & {"jinja2", "textual"}


def test_a_list_of_packs_renders_nothing(nothing: set[str]) -> None:
    found = loaded("pack", "list") - nothing
    assert not found & {"jinja2", "discloser.rendering", "discloser.session"}


def test_a_second_render_reads_no_template_again(
    nothing: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCLOSER_CACHE", str(tmp_path / "cache"))
    one = ("render", "-", "--document", "script_20s")
    first, second = loaded(*one) - nothing, loaded(*one) - nothing
    assert "jinja2" in first
    assert not second & {
        "jinja2",
        "difflib",
        "json",
        "tempfile",
        "textual",
        "tomli_w",
        "discloser.export.as_json",
        "discloser.export.files",
        "discloser.export.text",
        "discloser.interview",
        "discloser.cli.check",
        "discloser.cli.schema",
    }


@pytest.mark.parametrize("arguments", [("plan", "list"), ("vault", "status"), ("purge",)])
def test_looking_at_what_is_kept_loads_no_pages_and_no_templates(
    arguments: tuple[str, ...], nothing: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCLOSER_CACHE", str(tmp_path / "cache"))
    found = loaded(*arguments) - nothing
    assert not found & {"jinja2", "textual", "json", "discloser.session.book", "getpass"}
