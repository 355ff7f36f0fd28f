"""Every command with its options: the one list for parsers, help texts and the environment."""

from typing import NamedTuple

from discloser.errors import UsageError


class Option(NamedTuple):
    """An option, declared once for parsing, help and environment."""

    flag: str
    about: str
    metavar: str = ""
    """What its value is called in the help; empty for a switch."""
    choices: tuple[str, ...] = ()
    many: bool = False
    """Whether it may be given several times; in the environment, with commas between."""

    @property
    def variable(self) -> str:
        """Name of the environment variable that sets it; the command line wins."""
        return f"DISCLOSER_{self.flag.removeprefix('--').replace('-', '_').upper()}"

    @property
    def needs(self) -> str:
        """What to say if its value is missing."""
        return f"{self.flag} needs a value: {self.flag} {self.metavar}."

    def read(self, text: str, shown: str = "") -> str:
        """Return a text that it may have as value. Raises UsageError.

        ``shown`` is how the text was given, where that was not on the command line.
        """
        if not text:
            raise UsageError(self.needs)
        if self.choices and text not in self.choices:
            shown = shown or f"{self.flag} {text}"
            raise UsageError(f"{shown} is not possible; choose {' or '.join(self.choices)}.")
        return text


class Command(NamedTuple):
    """A command, as the help shows it and the parser reads it."""

    name: str
    """One word, or a group of commands and one word."""
    about: str
    operand: str = ""
    """What it takes beside options: ``PLAN`` (needed), ``[NAME]`` (may be left out), or nothing."""
    operand_about: str = ""
    options: tuple[Option, ...] = ()
    note: str = ""
    """What its own help says further."""

    @property
    def usage(self) -> str:
        """Name and operand, as they are typed."""
        return f"{self.name} {self.operand}".rstrip()


JSON = Option("--json", "Print one JSON object instead of text.")
TODAY = Option(
    "--today",
    "The day to count as today, such as 2026-12-01, for output that can be repeated.",
    "DATE",
)
PLAN = "A plan file, or - for standard input."

COMMANDS = (  # the first one is what happens without a command
    Command(
        "app",
        "Open the guided app; this is also what happens without a command.",
        "[PLAN.toml]",
        "A plan file to begin with; the app works on a copy of it.",
        (TODAY,),
        "Plans are kept in a folder of their own (DISCLOSER_PLANS), the settings in one file "
        "(DISCLOSER_SETTINGS). Standard output may lead to a file: a paper can be sent there.",
    ),
    Command(
        "render",
        "Write every document that makes sense for a plan, or those you name.",
        "PLAN.toml",
        PLAN,
        (
            Option(
                "--document", "Only this document; may be given several times.", "ID", many=True
            ),
            Option("--audience", "Only documents for this audience, such as hr.", "A"),
            Option(
                "--to",
                "Write one file for each document into this folder, named by date and document; "
                "a file of the same name is replaced.",
                "DIR",
            ),
            Option("--format", "Markdown or plain text.", "md|txt", ("md", "txt")),
            JSON,
            TODAY,
        ),
        "A document with a blocking finding is not written; its findings say what to change.",
    ),
    Command(
        "check",
        "Say what is missing, who may know what and why, and what the guards find.",
        "PLAN.toml",
        PLAN,
        (JSON, TODAY),
    ),
    Command(
        "people",
        "List the sample persons, or print one as a plan file.",
        "[NAME]",
        "The person to print; without a name, all are listed.",
        (JSON,),
    ),
    Command("schema", "Print the JSON Schema of the plan file."),
    Command("pack list", "List the packs of wording, and what each replaces.", options=(JSON,)),
)

GROUPS = {"pack": "Packs of wording: pack list says which there are."}
"""First word of commands that have two, with what the help says about them all."""

ABOUT = (
    "discloser prepares one conversation at work: what to say, what to ask for, and what stays "
    "private. Nothing leaves this machine. Not telling is a full answer too."
)
START = {
    "to try it": "discloser people, then discloser people NAME > plan.toml, then discloser render "
    "plan.toml."
}
"""Where to begin: heading to text, as in the notes."""

NOTES = {
    "environment variables": "Each option has one, such as DISCLOSER_TO for --to; the command line "
    "wins, and --no-json turns DISCLOSER_JSON off. DISCLOSER_PACKS names the folder of your own "
    "packs, DISCLOSER_CACHE the one for what can be worked out again, DISCLOSER_PLANS the one "
    "for the plans of the app, and DISCLOSER_SETTINGS the file of its settings.",
    "exit codes": "0 done; 1 a finding blocks a document; 2 wrong usage, or something could not be "
    "read or written; 130 interrupted.",
}
"""What every help text ends with."""
