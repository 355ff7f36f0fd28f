"""Every command with its options: the one list that parser and help are made from."""

from discloser.cli.arguments import Command, Option

JSON = Option("--json", "Print one JSON object instead of text.")
TODAY = Option(
    "--today",
    "The day to count as today, such as 2026-12-01, for output that can be repeated.",
    "DATE",
)
PLAN_NOTE = "PLAN.toml is a plan file, or - for standard input."

COMMANDS = (
    Command(
        "render",
        "Write every document that makes sense for a plan, or those you name.",
        "PLAN.toml",
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
        (
            PLAN_NOTE,
            "A document with a blocking finding is not written; its findings say what to change.",
        ),
    ),
    Command(
        "check",
        "Say what is missing, who may know what and why, and what the guards find.",
        "PLAN.toml",
        (JSON, TODAY),
        (PLAN_NOTE,),
    ),
    Command(
        "people",
        "List the sample persons, or print one as a plan file.",
        "[NAME]",
        (JSON,),
    ),
    Command("schema", "Print the JSON Schema of the plan file."),
    Command(
        "pack list",
        "List the packs of wording, and what each replaces.",
        options=(JSON,),
    ),
)

EXIT_CODES = (
    "Exit codes: 0 done; 1 a finding blocks a document; 2 wrong usage, or something could not be "
    "read or written; 130 interrupted."
)
ENVIRONMENT = (
    "Each option has an environment variable, such as DISCLOSER_TO for --to; the command line "
    "wins, and --no-json turns DISCLOSER_JSON off. DISCLOSER_PACKS names the folder of your own "
    "packs, DISCLOSER_CACHE the one for what can be worked out again."
)
