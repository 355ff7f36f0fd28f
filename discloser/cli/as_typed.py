"""Hints that can be typed as they stand: with the program called as it was started."""

import os
import re
from functools import cache

from discloser.cli.commands import COMMANDS
from discloser.text.clean import clean

VARIABLE = "DISCLOSER_COMMAND"
"""How the program is called here; the script that starts it says so."""
USUAL = "discloser"

MOST = 200
"""Signs of a command that is shown; a longer one is nothing that anybody types."""


def as_typed(text: str) -> str:
    """Return a text in which every command of this program stands as it must be typed."""
    command = " ".join(clean(os.environ.get(VARIABLE, "")).split())
    if not command or command == USUAL or len(command) > MOST:
        return text
    return _commands(command).sub(lambda _: command, text)


@cache
def _commands(command: str) -> re.Pattern[str]:
    """Return what finds the program's name in front of one of its commands."""
    names = "|".join(re.escape(each.name) for each in COMMANDS)
    # What was put into a text before, as before its lines were filled, is found as a whole.
    before = re.escape(command.removesuffix(USUAL))
    return re.compile(rf"(?<![\w/.-])(?:{before})?{USUAL}(?= (?:{names})\b)")
