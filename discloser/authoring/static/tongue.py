"""A pack in another language: what still works in English only, where guards would not see."""

import re
from collections.abc import Iterator
from pathlib import Path

from discloser.authoring.finding import PackFinding
from discloser.authoring.places import Places, Spot
from discloser.authoring.workbench import Workbench
from discloser.model.catalogue import Catalogue
from discloser.model.language import is_english
from discloser.model.texts import spoken_texts
from discloser.model.wording import wordings
from discloser.model.words import Severity
from discloser.packs.folder import PackFolder, read_folder
from discloser.packs.load import BUILT_IN
from discloser.text.tongues import NAMES, reads_like

GUARD_LISTS = ("health", "no_effect")
"""Lists without which a guard is blind."""

RULE_LISTS = (
    "health_allowed_from_level_2",
    "sorry",
    "blame",
    "over",
    "law",
    "health_question",
    "opening_cues",
    "thanks_cues",
    "next_step_cues",
    "reassurance_cues",
    "privacy_cues",
)
"""Lists without which a rule on wording cannot speak."""

WORD_FILE = "catalogue/words.toml"
STANDARD = BUILT_IN / "standard"

ENGLISH_FILTERS = re.compile(r"\|\s*(article|possessive)\b")
TAGS = re.compile(r"\{[{%#].*?[}%#]\}", re.DOTALL)


def tongue_findings(bench: Workbench, places: Places) -> Iterator[PackFinding]:
    """Yield what the language of a pack asks for."""
    if bench.pack is None:
        return
    at = places.locate(places.manifest, "language")
    if is_english(bench.pack.language):
        yield from _not_english(bench, at)
        return
    yield from _word_lists(bench.pack.catalogue, bench.pack.language, at)
    if bench.pack.catalogue.language is None:
        yield _finding(
            "p_tongue_dates",
            Severity.WARN,
            at,
            "Dates, times and lists would be written in English.",
            "Add a table [language] with months, days, and_word and or_word to a file in "
            "catalogue/.",
        )
    yield from _filters(bench.folder)


def _not_english(bench: Workbench, at: Spot) -> Iterator[PackFinding]:
    """Check that the texts of a pack in English read like it."""
    if like := reads_like(_own_text(bench), "en"):
        yield _finding(
            "p_tongue",
            Severity.BLOCK,
            at,
            f"The texts of this pack read like {NAMES[like]}, and the pack counts as English: the "
            "guards would look for English words only.",
            f'Write language = "{like}" near the top of pack.toml.',
        )


def _word_lists(catalogue: Catalogue, code: str, at: Spot) -> Iterator[PackFinding]:
    """Check that the lists that guards and rules look through hold more than English words."""
    english = _english_words()
    for names, severity, blind in (
        (GUARD_LISTS, Severity.BLOCK, "a guard would see nothing in your language"),
        (RULE_LISTS, Severity.WARN, "a check of the wording says nothing useful"),
    ):
        missing = [
            name
            for name in names
            if name in catalogue.words and not set(catalogue.words[name].words) - english[name]
        ]
        if missing:
            tables = ", ".join(f"[{name}]" for name in missing)
            yield _finding(
                "p_tongue_words",
                severity,
                at,
                f"The pack is in `{code}`, and these lists hold English words only, so that "
                f"{blind}: {tables}.",
                f'Add the words of your language to {WORD_FILE}: [{missing[0]}] and words = ["…"].',
            )


def _english_words() -> dict[str, set[str]]:
    """Return the words of each list of the standard pack."""
    tables = read_folder(STANDARD).table(WORD_FILE)
    return {name: set(table.get("words", ())) for name, table in tables.items()}


def _filters(folder: PackFolder) -> Iterator[PackFinding]:
    """Yield filters that know English only and leave other words as they are."""
    for path in folder.under("documents", ".j2"):
        for number, line in enumerate(folder.files[path].split("\n"), 1):
            for match in ENGLISH_FILTERS.finditer(line):
                yield _finding(
                    "p_tongue_filter",
                    Severity.WARN,
                    Spot(folder.shown(path), number, match.start(1) + 1, match[1]),
                    f"The filter `{match[1]}` knows English only; here it changes nothing.",
                    "Write the words around the value so that they need no filter.",
                )


def _own_text(bench: Workbench) -> str:
    """Return the sentences that the pack under work brings along itself."""
    assert bench.pack is not None  # noqa: S101 - whoever calls has looked
    texts = [
        TAGS.sub(" ", bench.folder.files[path]) for path in bench.folder.under("documents", ".j2")
    ]
    for spoken in spoken_texts(bench.pack.catalogue):
        source = bench.layers.sources.get((spoken.shelf, spoken.entry))
        if source and Path(source.file).parts[0] == bench.name:
            texts += [wording.text for wording in wordings(spoken.text)]
    return "\n".join(texts)


def _finding(rule: str, severity: Severity, at: Spot, why: str, how: str) -> PackFinding:
    return PackFinding(rule, severity, at.file, at.line, at.column, at.text, why, how)
