"""The standard library's argument parser with this program's habits."""

import argparse
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from discloser import __version__
from discloser.cli.commands import Option
from discloser.cli.streams import emit

NAME = "discloser"

WIDTH = 80
"""Columns of a help text: it fits the narrowest common terminal."""


class Show(argparse.Action):
    """An option that shows a text, or else the help, and ends the program with SystemExit.

    The library's own actions would end without a word if standard output is full or closed.
    """

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        _namespace: argparse.Namespace,
        _values: object,
        _option: str | None = None,
    ) -> None:
        """Do so when the option is read, whatever stands after it."""
        emit(self.const or parser.format_help())
        parser.exit()


class Parser(argparse.ArgumentParser):
    """A parser that raises ArgumentError, and whose help is as wide everywhere and has no colour.

    Options are kept under their flags, and only if they were given.
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__(
            **settings,
            add_help=False,
            allow_abbrev=False,
            exit_on_error=False,
            formatter_class=partial(argparse.HelpFormatter, width=WIDTH),
        )
        self.color = False  # from Python 3.14 on, it would be on

    def add_options(self, options: Iterable[Option] = ()) -> None:
        """Take options, and after them the two that there are everywhere."""
        group = self.add_argument_group("options")
        for option in options:
            named = f" In the environment: {option.own_variable}." if option.own_variable else ""
            about = f"{option.about}{named}"
            if option.metavar:
                group.add_argument(
                    option.flag,
                    dest=option.flag,
                    default=argparse.SUPPRESS,
                    action="append" if option.many else "store",
                    type=option.read,
                    metavar=option.metavar,
                    help=about,
                )
            else:
                group.add_argument(
                    option.flag,
                    dest=option.flag,
                    default=argparse.SUPPRESS,
                    action=argparse.BooleanOptionalAction,
                    help=about,
                )
        show = partial(group.add_argument, action=Show, nargs=0, default=argparse.SUPPRESS)
        show("--help", "-h", help="Show this help.")
        show("--version", const=f"{NAME} {__version__}\n", help="Show the version.")

    def add_notes(self, notes: Mapping[str, str]) -> None:
        """Let the help end with texts under headings."""
        for heading, text in notes.items():
            self.add_argument_group(heading, text)
