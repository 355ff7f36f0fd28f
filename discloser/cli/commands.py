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
    own_variable: str = ""
    """Its environment variable where the usual name means something else already."""

    @property
    def variable(self) -> str:
        """Name of the environment variable that sets it; the command line wins."""
        usual = f"DISCLOSER_{self.flag.removeprefix('--').replace('-', '_').upper()}"
        return self.own_variable or usual

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


class Operand(NamedTuple):
    """Something that a command takes beside its options."""

    shown: str
    """How the help calls it: ``PLAN`` if it is needed, ``[NAME]`` if it may be left out."""
    about: str
    what: str = "one"
    """What is missing without it, as in "render needs a plan"."""
    many: bool = False
    """Whether there may be several; only the last operand of a command may say so."""

    @property
    def typed(self) -> str:
        """How it stands in a line of usage: ``PLAN``, ``[NAME]``, ``FILE...``."""
        return f"{self.shown}..." if self.many else self.shown

    @property
    def needed(self) -> bool:
        """Whether the command can do nothing without it."""
        return not self.shown.startswith("[")


class Command(NamedTuple):
    """A command, as the help shows it and the parser reads it."""

    name: str
    """One word, or a group of commands and one word."""
    about: str
    operands: tuple[Operand, ...] = ()
    options: tuple[Option, ...] = ()
    note: str = ""
    """What its own help says further."""

    @property
    def usage(self) -> str:
        """Name and operands, as they are typed."""
        return " ".join([self.name, *(operand.typed for operand in self.operands)])

    @property
    def most(self) -> int | None:
        """How many operands it takes at most; None where there is no such number."""
        return None if any(operand.many for operand in self.operands) else len(self.operands)


JSON = Option("--json", "Print one JSON object instead of text.")
TODAY = Option(
    "--today",
    "The day to count as today, such as 2026-12-01, for output that can be repeated.",
    "DATE",
)
YES = Option("--yes", "Do it without asking; without a terminal, this is needed.")
SECRET = (
    Option(
        "--passphrase-fd",
        "Read the passphrase, or the recovery code, from this open file number.",
        "N",
    ),
    Option(
        "--passphrase-file",
        "Read the passphrase, or the recovery code, from this file; without either it is asked "
        "for on the terminal.",
        "FILE",
    ),
)
NEW_SECRET = (
    Option("--new-passphrase-fd", "Read the new passphrase from this open file number.", "N"),
    Option("--new-passphrase-file", "Read the new passphrase from this file.", "FILE"),
    Option(
        "--none",
        "Have no passphrase: whoever can read the folder can read the plans.",
        own_variable="DISCLOSER_NO_PASSPHRASE",
    ),
    Option("--yes", "Do not ask: take no passphrase, or a short one, as it is."),
)
PLAN = Operand(
    "PLAN.toml", "A plan file, the id of a plan that is kept, or - for standard input.", "a plan"
)
ID = Operand("ID", "The id of a plan, as plan list shows it.", "a plan")
PACK = Operand("[PACK]", "The name of a pack, or the path of its folder.")
PACK_NEEDED = Operand("PACK", "The name of a pack, or the path of its folder.", "a pack")
BACKUP = Operand("FILE", "A backup that vault backup has written.", "a backup")

COMMANDS = (  # the first one is what happens without a command
    Command(
        "app",
        "Open the guided app; this is also what happens without a command.",
        (
            Operand(
                "[PLAN.toml]",
                "A plan file to begin with, of which the app takes a copy; or the id of a plan.",
            ),
        ),
        (TODAY,),
        "Plans are kept in a folder of their own (DISCLOSER_PLANS), the settings in one file "
        "(DISCLOSER_SETTINGS). Standard output may lead to a file: a paper can be sent there.",
    ),
    Command(
        "render",
        "Write every document that makes sense for a plan, or those you name.",
        (PLAN,),
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
            *SECRET,
        ),
        "A document with a blocking finding is not written; its findings say what to change.",
    ),
    Command(
        "check",
        "Say what is missing, who may know what and why, and what the guards find.",
        (PLAN,),
        (JSON, TODAY, *SECRET),
    ),
    Command(
        "people",
        "List the sample persons, or print one as a plan file.",
        (Operand("[NAME]", "The person to print; without a name, all are listed."),),
        (JSON,),
    ),
    Command("schema", "Print the JSON Schema of the plan file."),
    Command(
        "pack new",
        "Make a pack of your own that works at once, with notes that show how to go on.",
        (
            Operand(
                "NAME", "What it is called: small letters, digits and _.", "a name for the pack"
            ),
        ),
        (
            Option(
                "--from",
                "The pack that it lies on, and whose texts it changes; standard if left out.",
                "PACK",
                own_variable="DISCLOSER_PACK_FROM",
            ),
            Option(
                "--copy",
                "Copy all of that pack, to change everything; updates no longer reach it.",
                own_variable="DISCLOSER_PACK_COPY",
            ),
            Option(
                "--empty",
                "With notes only: no sample sentence, question or document that counts.",
                own_variable="DISCLOSER_PACK_EMPTY",
            ),
            Option(
                "--to",
                "Make it in this folder and not among your own packs.",
                "DIR",
                own_variable="DISCLOSER_PACK_TO",
            ),
        ),
    ),
    Command(
        "pack list",
        "List the packs of wording, what each replaces, what it can read, and who vouches for it.",
        (),
        (JSON,),
    ),
    Command(
        "pack check",
        "Look through a pack and say what is wrong, where, why, and how to mend it.",
        (PACK,),
        (JSON, TODAY),
        "Without a pack: the one in this folder, else all your own, else the standard pack.",
    ),
    Command(
        "pack preview",
        "Show a pack's documents for sample persons, beside their source, while you edit.",
        (PACK,),
        (
            Option(
                "--person",
                "Only this sample person; may be given several times.",
                "NAME",
                many=True,
            ),
            Option(
                "--document", "Only this document; may be given several times.", "ID", many=True
            ),
            Option("--audience", "For this audience, such as hr.", "A"),
            Option("--tone", "In this tone, such as formal.", "TONE"),
            Option("--length", "In this length, such as 20s.", "LENGTH"),
            Option("--level", "As if the audience might know this much, 0 to 5.", "N"),
            Option("--plain", "Print the texts and do not open the app."),
            Option("--html", "Write one page for reviewers to this file.", "FILE"),
            Option(
                "--replace",
                "Let the page take the place of a file that is no page of a preview.",
                own_variable="DISCLOSER_PREVIEW_REPLACE",
            ),
            Option("--watch", "Go on: print or write it again whenever a file is saved."),
            TODAY,
        ),
        "The app follows your editor by itself. Without a terminal, the texts are printed.",
    ),
    Command(
        "pack test",
        "Compare every document of every sample person with the texts that were read and kept.",
        (PACK,),
        (
            Option("--update", "Keep the texts as they are now, once you have read them."),
            Option(
                "--person",
                "Only this sample person; may be given several times.",
                "NAME",
                many=True,
            ),
            JSON,
            TODAY,
        ),
        "It also says which branches no sample person reaches, and leaves out answers in every "
        "combination to see that nothing empty is left.",
    ),
    Command(
        "pack find",
        "Say where a sentence comes from: its file, line and id.",
        (
            Operand(
                "WORDS",
                "Some words of the sentence, in quotes; what the plan fills in may be among them.",
                "some words of a sentence",
            ),
            PACK,
        ),
        (JSON,),
    ),
    Command(
        "pack explain",
        "Say for each line of a document when it shows and which answers it reads.",
        (Operand("DOCUMENT", "The id of a document, such as email_followup.", "a document"), PACK),
        (JSON,),
    ),
    Command(
        "pack review",
        "Write all wording with its conditions in plain words, to print, comment and sign.",
        (PACK,),
        (
            Option(
                "--to",
                "Write it to this file; without it, it is printed.",
                "FILE",
                own_variable="DISCLOSER_REVIEW_TO",
            ),
            Option(
                "--format",
                "A page to print, or Markdown.",
                "html|md",
                ("html", "md"),
                own_variable="DISCLOSER_REVIEW_FORMAT",
            ),
            Option(
                "--find",
                "Print nothing but the file and line of the text that has this number on paper.",
                "NUMBER",
                own_variable="DISCLOSER_REVIEW_FIND",
            ),
            TODAY,
        ),
        "Of a pack that lies on another one, only its own texts are written, each beside the one "
        "that it takes the place of. The page prints well from any browser.",
    ),
    Command(
        "pack schema",
        "Print the JSON Schema of pack.toml, of catalogue and phrases, or of sample persons.",
        (Operand("[KIND]", "pack, catalogue or people; without it, all three in one object."),),
    ),
    Command(
        "pack install",
        "Take in a pack from somebody else: it is looked through before anything is written.",
        (
            Operand(
                "SOURCE",
                "A .zip file or a folder; or the name of a pack of your own, to pin it as it is.",
                "a .zip file or a folder",
            ),
        ),
        (
            Option(
                "--replace",
                "Replace a pack of your own that has the same name and was not installed.",
                own_variable="DISCLOSER_PACK_REPLACE",
            ),
            YES,
            JSON,
            TODAY,
        ),
        "It says what the pack can read, and asks. The pack is pinned: if a file of it changes "
        "later, it counts as unknown again.",
    ),
    Command(
        "pack remove",
        "Remove one of your own packs for good.",
        (Operand("NAME", "The name of the pack, as pack list shows it.", "the name of a pack"),),
        (YES,),
    ),
    Command(
        "pack export",
        "Write a pack as one .zip file that pack install takes.",
        (PACK_NEEDED,),
        (
            Option(
                "--to",
                "Write it to this file, which must not be there yet.",
                "FILE",
                own_variable="DISCLOSER_PACK_EXPORT_TO",
            ),
        ),
    ),
    Command(
        "plan list",
        "List the plans that are kept, the one changed last first.",
        (),
        (JSON, *SECRET),
    ),
    Command("plan new", "Begin an empty plan and print its id.", (), (JSON, TODAY, *SECRET)),
    Command(
        "plan show",
        "Show the answers of a plan in words.",
        (ID,),
        (JSON, TODAY, *SECRET),
    ),
    Command(
        "plan export",
        "Print a plan as a plan file, or write it to a file.",
        (ID,),
        (
            Option(
                "--to",
                "Write it to this file, which must not be there yet.",
                "FILE",
                own_variable="DISCLOSER_EXPORT_TO",
            ),
            Option(
                "--format",
                "A plan file, or the sealed record as it is kept.",
                "toml|age",
                ("toml", "age"),
                own_variable="DISCLOSER_EXPORT_FORMAT",
            ),
            *SECRET,
        ),
        "A plan file is readable for everybody who has it. A sealed record opens with "
        "age -d -i identity.age, or with the key file identity.txt.",
    ),
    Command(
        "plan import",
        "Take in copies of plan files; print each file's name and the id of the new plan.",
        (
            Operand(
                "FILE",
                "A plan file, or several; or - alone for standard input, of which only the id is "
                "printed. Files stay as they are.",
                "a plan file",
                many=True,
            ),
        ),
        (JSON, TODAY, *SECRET),
        "A plan that has no name gets that of its file, for lists; no paper holds it. A file that "
        "cannot be used is named, and the others are taken in all the same.",
    ),
    Command(
        "plan rename",
        "Give a plan another name for lists; no paper holds it.",
        (ID,),
        SECRET,
        "The new name is asked for on the terminal, or read from standard input where that leads "
        "elsewhere; it is never an argument.",
    ),
    Command(
        "plan copy", "Copy a plan and print the id of the copy.", (ID,), (JSON, TODAY, *SECRET)
    ),
    Command(
        "plan delete",
        "Delete a plan and its earlier versions for good.",
        (ID,),
        (YES, *SECRET),
    ),
    Command(
        "plan history",
        "List the earlier versions of a plan, the newest first.",
        (ID,),
        (JSON, *SECRET),
    ),
    Command(
        "plan restore",
        "Have an earlier version be the plan again; what it was becomes a version.",
        (
            ID,
            Operand(
                "REVISION",
                "The number of a version, as plan history shows it.",
                "the number of a version",
            ),
        ),
        SECRET,
    ),
    Command("vault where", "Name the folder of the plans, and its files.", (), (JSON,)),
    Command(
        "vault status",
        "Say how the plans are kept; no passphrase is needed.",
        (),
        (JSON,),
    ),
    Command(
        "vault new",
        "Make the place for plans, and print its recovery code.",
        (),
        NEW_SECRET,
        "The recovery code opens the plans if the passphrase is lost. It is kept nowhere: write "
        "it down on paper.",
    ),
    Command(
        "vault passphrase",
        "Change the passphrase, or take it away.",
        (),
        (*NEW_SECRET, *SECRET),
    ),
    Command(
        "vault recovery",
        "Print a new recovery code; the old one no longer opens your plans.",
        (),
        SECRET,
        "If the new one cannot be printed, the old one goes on opening them.",
    ),
    Command(
        "vault lock",
        "Lock the plans in every window of the app that is open; name a program that does not.",
    ),
    Command(
        "vault backup",
        "Write one sealed file with all plans; what is damaged is named and left out.",
        (Operand("FILE", "Where to write it.", "the name of a file"),),
        (Option("--replace", "Replace a file that is there."), *SECRET),
        "On this computer a restore asks for what opens your plans then; on another computer, for "
        "the passphrase or the recovery code of the day of the backup.",
    ),
    Command(
        "vault restore",
        "Have the plans of a backup in place of those here; all of it is checked first.",
        (BACKUP,),
        (
            Option(
                "--key-file",
                "Open the backup with this plain key file (identity.txt), where it was made "
                "without a passphrase.",
                "FILE",
            ),
            YES,
            *SECRET,
        ),
        "Plans and changes that are newer than the backup are gone then. Where the key of your "
        "plans is here, what opens it now opens the backup too; elsewhere, the passphrase or the "
        "recovery code of the day of the backup does.",
    ),
    Command(
        "vault check",
        "Look through all plans and name what is damaged or missing.",
        (),
        (
            JSON,
            Option("--accept", "Take what is there as what should be, once the findings are said."),
            Option(
                "--remove-damaged",
                "Remove plans and earlier versions that do not open any more, once the findings "
                "are said.",
            ),
            YES,
            *SECRET,
        ),
        "Before it removes anything it asks. A backup leaves out what is damaged.",
    ),
    Command(
        "purge",
        "Delete the plans, their keys and the cache from this computer for good.",
        (),
        (
            Option(
                "--settings", "Delete the settings too.", own_variable="DISCLOSER_PURGE_SETTINGS"
            ),
            Option("--packs", "Delete your own packs too.", own_variable="DISCLOSER_PURGE_PACKS"),
            Option("--all", "Delete both of these too.", own_variable="DISCLOSER_PURGE_ALL"),
            JSON,
            YES,
        ),
        "Before it asks, it says what there is, what stays and what is out of its reach. Plan "
        "files in the folder of the plans go too, and what an editor left behind; files of other "
        "programs stay. It needs no passphrase. With --json the list names every file, those of "
        "the cache too.",
    ),
)

GROUPS = {
    "pack": "Packs of wording: pack new, pack list, pack check, pack preview, pack test, pack "
    "find, pack explain, pack review, pack schema, pack install, pack remove, pack export.",
    "plan": "Plans that are kept: plan list, plan new, plan show, plan export, plan import, "
    "plan copy, plan rename, plan delete, plan history, plan restore.",
    "vault": "Where the plans are kept, sealed: vault where, vault status, vault new, vault "
    "passphrase, vault recovery, vault lock, vault backup, vault restore, vault check.",
}
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
    "wins, and --no-json turns DISCLOSER_JSON off. No passphrase is ever read from one, nor from "
    "an argument. DISCLOSER_PACKS names the folder of your own "
    "packs, DISCLOSER_CACHE the one for what can be worked out again, DISCLOSER_PLANS the one "
    "for the plans of the app (a whole path), and DISCLOSER_SETTINGS the file of its settings; ~ "
    "at the start is your home folder.",
    "exit codes": "0 done; 1 a finding blocks a document, a check found something, or you said no; "
    "2 wrong usage, or something could not be read or written; 130 interrupted.",
}
"""What every help text ends with."""
