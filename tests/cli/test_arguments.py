"""Options are read alike from arguments and environment, and help names them all."""

import pytest

from discloser import __version__
from discloser.cli.arguments import read_request
from discloser.cli.commands import COMMANDS, Command, Operand, Option
from discloser.cli.request import Request
from discloser.errors import UsageError

from .running import Run

COMMAND = Command(
    "do",
    "Do it.",
    (Operand("[THING]", "A thing."),),
    (
        Option("--many", "Many.", "M", many=True),
        Option("--one", "One.", "a|b", ("a", "b")),
        Option("--switch", "A switch."),
    ),
)


SEVERAL = Command(
    "do", "Do it.", (Operand("FILE", "Files.", many=True),), (Option("--switch", "A switch."),)
)


def read(*arguments: str, **environment: str) -> Request:
    return read_request(COMMAND, arguments, environment)


def test_options_and_the_operand_in_any_order() -> None:
    for arguments in (
        ("thing", "--many", "1", "--many=2", "--one", "a", "--switch"),
        ("--switch", "--one=a", "--many", "1", "thing", "--many", "2"),
        ("--many=1", "--many", "2", "--switch", "--one", "b", "--one", "a", "--", "thing"),
    ):
        request = read(*arguments)
        assert request.operand == "thing"
        assert request.values("--many") == ("1", "2")
        assert request.value("--one") == "a"
        assert request.on("--switch")


def test_the_environment_fills_in_and_the_command_line_wins() -> None:
    environment = {
        "DISCLOSER_MANY": "1, 2",
        "DISCLOSER_ONE": "b",
        "DISCLOSER_SWITCH": "yes",
        "DISCLOSER_OTHER": "x",
    }
    request = read(**environment)
    assert request.values("--many") == ("1", "2")
    assert (request.value("--one"), request.on("--switch")) == ("b", True)
    request = read("--many", "3", "--one", "a", "--no-switch", **environment)
    assert request.values("--many") == ("3",)
    assert (request.value("--one"), request.on("--switch")) == ("a", False)
    assert read(DISCLOSER_MANY="1,,2,").values("--many") == ("1", "2")
    empty = dict.fromkeys(environment, " ")
    assert read(**empty).given == {}


def test_several_operands_where_a_command_says_so() -> None:
    assert SEVERAL.usage == "do FILE..."
    assert (COMMAND.most, SEVERAL.most) == (1, None)
    for arguments in (
        ("a", "b", "c"),
        ("--switch", "a", "b", "c"),
        ("a", "--switch", "b", "c"),
        ("a", "b", "--", "c"),
    ):
        assert read_request(SEVERAL, arguments, {}).operands == ("a", "b", "c"), arguments
    assert read_request(SEVERAL, ("", "--", "--switch"), {}).operands == ("", "--switch")
    with pytest.raises(UsageError, match=r"do needs one: discloser do FILE\.\.\."):
        read_request(SEVERAL, ("--switch",), {})


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_only_the_last_operand_may_be_several(command: Command) -> None:
    assert not any(operand.many for operand in command.operands[:-1])


@pytest.mark.parametrize("text", ["0", "no", "FALSE", "off"])
def test_a_switch_can_be_off_in_the_environment(text: str) -> None:
    request = read(DISCLOSER_SWITCH=text)
    assert request.given == {"--switch": False}
    assert not request.on("--switch")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--mnay", "1"), "Did you mean --many?"),
        (("--man", "1"), "There is no option --man. Did you mean --many?"),
        (("--hlep", "thing", "1"), "Did you mean --help?"),
        (("--xyz=1",), "There is no option --xyz. See discloser do --help."),
        (("--many", "--switch"), "--many needs a value: --many M."),
        (("--many",), "--many needs a value: --many M."),
        (("--many=",), "needs a value"),
        (("--one", "c"), "--one c is not possible; choose a or b."),
        (("--switch=1",), "--switch takes no value."),
        (("--no-one",), "There is no option --no-one."),
        (("a", "b"), "'b' is one too many"),
        (("-x",), "There is no option -x."),
    ],
)
def test_a_wrong_option_is_one_sentence(arguments: tuple[str, ...], said: str) -> None:
    with pytest.raises(UsageError) as caught:
        read(*arguments)
    assert said in caught.value.message


def test_a_wrong_environment_names_its_variable() -> None:
    for environment in ({"DISCLOSER_ONE": "c"}, {"DISCLOSER_SWITCH": "maybe"}):
        [(name, value)] = environment.items()
        with pytest.raises(UsageError, match=f"{name}={value} is not"):
            read(**environment)


def test_a_dash_is_an_operand_and_two_end_the_options() -> None:
    assert read("-").operand == "-"
    assert read("--", "--many").operand == "--many"


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_help_and_version_everywhere(command: Command, run: Run) -> None:
    words = command.name.split()
    for flag in ("--help", "-h"):
        shown = run(*words, flag)
        assert (shown.code, shown.err) == (0, "")
        for option in (*command.options, Option("--help", ""), Option("--version", "")):
            assert option.flag in shown.out
        assert command.about.split(".", maxsplit=1)[0] in " ".join(shown.out.split())
        assert max(map(len, shown.out.splitlines())) <= 80
    assert run(*words, "--version") == (0, f"discloser {__version__}\n", "")
    assert run(*words, "anything", "--json", "--version").code == 0


def test_general_help_names_every_command_and_exit_code(run: Run) -> None:
    shown = run("--help")
    assert (shown.code, shown.err) == (0, "")
    for command in COMMANDS:
        assert command.name in " ".join(shown.out.split())
    for word in ("DISCLOSER_TO", "DISCLOSER_PACKS", "DISCLOSER_CACHE", "0", "1", "2", "130"):
        assert word in shown.out
    assert run("--version") == (0, f"discloser {__version__}\n", "")
    assert "--no-json" in shown.out, "a flag is not parted at the end of a line"


def test_a_group_of_commands_has_a_help_of_its_own(run: Run) -> None:
    shown = run("pack", "--help")
    assert (shown.code, shown.err) == (0, "")
    assert "pack list" in shown.out
    assert max(map(len, shown.out.splitlines())) <= 80
    assert run("pack", "--version") == run("--version")


def test_no_command_is_the_app_which_needs_a_terminal(run: Run) -> None:
    run().refused("needs a terminal", "discloser render plan.toml")
    assert run() == run("app")


def test_wrong_commands_get_the_nearest(run: Run) -> None:
    run("rendr", "x").refused("Did you mean render?")
    run("xyzzy").refused("There are: app, render, check, people, schema, pack, plan")
    run("pakc", "show").refused("Did you mean pack?")
    run("pack").refused("pack list")
    run("pack", "--json").refused("pack list")
    run("pack", "lst").refused("Did you mean pack list?")
    run("rend", "x").refused("Did you mean render?")
    run("--json", "render", "x").refused("Options such as --json stand after a command")
    run("--", "render", "x").refused("after a command")
    run("render").refused("render PLAN.toml")
    run("schema", "x").refused("one too many")
    run("render", "x", "--today", "tomorrow").refused("2026-12-01")
    run("render", "x", "--audience", "managr").refused("Did you mean manager?")
    run("people", "may").refused("Did you mean maya?")
