"""A pack in another language: what still works in English only, where guards would not see."""

import re
from collections.abc import Iterator
from pathlib import Path

from discloser.authoring.finding import PackFinding
from discloser.authoring.places import Places, Spot
from discloser.authoring.workbench import Workbench
from discloser.errors import TemplateError
from discloser.model.catalogue import Catalogue
from discloser.model.language import ENGLISH_CODE, is_english
from discloser.model.texts import spoken_texts
from discloser.model.wording import wordings
from discloser.model.words import Severity
from discloser.packs.folder import PackFolder, read_folder
from discloser.packs.layers import read_manifest
from discloser.packs.load import BUILT_IN
from discloser.packs.pack import Pack
from discloser.rendering.renderer import template_of
from discloser.text.tags import without_tags
from discloser.text.tongues import NAMES, reads_like

GUARD_LISTS = ("health", "no_effect", "illness_names")
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

ABOUT = {
    "health": "[health] holds words that show an illness, such as hospital",
    "no_effect": "[no_effect] holds claims that work is not affected",
    "illness_names": "[illness_names] holds the names of illnesses",
}
"""What a list that a guard needs is made of."""

WORD_FILE = "catalogue/words.toml"
STANDARD = BUILT_IN / "standard"

ENGLISH_FILTERS = re.compile(r"\|\s*(article|possessive)\b")


def tongue_findings(bench: Workbench, places: Places) -> Iterator[PackFinding]:
    """Yield what the language of a pack asks for."""
    if bench.pack is None:
        return
    at = places.locate(places.manifest, "language")
    if is_english(bench.pack.language):
        yield from _not_english(bench, at)
        return
    yield from _english_after_all(bench, bench.pack.language, at)
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
    yield from _left(bench, bench.pack, at)


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


def _english_after_all(bench: Workbench, code: str, at: Spot) -> Iterator[PackFinding]:
    """Check that the texts of a whole pack are not in English under another name.

    Packs in English get the built-in words of the guards; others are trusted to bring their own.
    """
    if len(bench.stack) == 1 and reads_like(_own_text(bench), code) == ENGLISH_CODE:
        yield _finding(
            "p_tongue",
            Severity.BLOCK,
            at,
            f"The texts of this pack read like English, and it says that it is in `{code}`.",
            'Write language = "en" near the top of pack.toml, or translate the texts first.',
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
            about = "".join(f" {ABOUT[name]}." for name in missing if name in ABOUT)
            yield _finding(
                "p_tongue_words",
                severity,
                at,
                f"The pack is in `{code}`, and these lists hold English words only, so that "
                f"{blind}: {tables}.",
                f"Add the words of your language to {WORD_FILE}, as in [{missing[0]}] and "
                f'words = ["…"].{about}',
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


def _left(bench: Workbench, pack: Pack, at: Spot) -> Iterator[PackFinding]:
    """Yield what is still in another language in documents of which a part is translated."""
    others = _in_other_languages(bench)
    if not others:
        return
    for spec in pack.documents.values():
        try:
            needs = bench.workshop.renderer.needs(spec.id)
        except TemplateError:
            continue
        slots = sorted({*needs.slots, *filter(None, [spec.subject])})
        left = [f"`{slot}`" for slot in slots if _pack_of(bench, "phrases", slot) in others]
        template = pack.template_files.get(template_of(spec.id), "").partition("/")[0]
        if template in others and len(left) == len(slots):
            continue  # not begun
        parts = [f"the phrases {', '.join(left)}"] if left else []
        parts += ["its template"] if template in others and not slots else []
        parts += ["its title"] if _pack_of(bench, "documents", spec.id) in others else []
        parts += [
            words
            for name, (shelf, words) in LISTS.items()
            if name in needs.names and _all_in(bench, shelf, others)
        ]
        if parts:
            yield _finding(
                "p_tongue_left",
                Severity.WARN,
                at,
                f"The document `{spec.id}` is begun in `{pack.language}`, and this is still in the "
                f"language of the pack below: {'; '.join(parts)}.",
                "Write entries with the same ids and your words: phrases in phrases/, the title as "
                "[[document]] in pack.toml, the rest in catalogue/.",
            )


LISTS = {
    "ask": ("accommodations", "what is asked for ([[accommodation]])"),
    "asks": ("accommodations", "what is asked for ([[accommodation]])"),
    "impact": ("impacts", "the effects on work ([[impact]])"),
    "impacts": ("impacts", "the effects on work ([[impact]])"),
    "questions": ("questions", "the questions and answers ([[question]])"),
    "objections": ("objections", "the objections ([[objection]])"),
    "ladder": ("ladder", "the steps for someone who keeps asking ([[rung]])"),
    "points": ("logistics", "the practical points ([[logistics]])"),
    "privacy": ("audiences", "what the listener keeps to themselves ([[audience]])"),
    "rights": ("rights", "the facts about rights ([[right]])"),
    "to_whom": ("audiences", "how the listener is named ([[audience]])"),
}
"""Names that a template prints, with the shelf they come from and what that is to an author."""


def _in_other_languages(bench: Workbench) -> set[str]:
    """Return the packs below that are in another language than the pack under work."""
    codes = {}
    code = ENGLISH_CODE
    for folder in bench.stack:
        code = read_manifest(folder).language or code
        codes[folder.name] = code
    return {name for name, each in codes.items() if each != code}


def _pack_of(bench: Workbench, shelf: str, entry: str) -> str:
    """Return the pack that an entry was read from; empty if there is none."""
    source = bench.layers.sources.get((shelf, entry))
    return source.file.partition("/")[0] if source else ""


def _all_in(bench: Workbench, shelf: str, packs: set[str]) -> bool:
    """Return whether every entry of a shelf comes from some packs."""
    entries = bench.layers.entries.get(shelf, {})
    return all(_pack_of(bench, shelf, entry) in packs for entry in entries)


def _own_text(bench: Workbench) -> str:
    """Return the sentences that the pack under work brings along itself."""
    assert bench.pack is not None  # noqa: S101 - whoever calls has looked
    texts = [
        without_tags(bench.folder.files[path], " ")
        for path in bench.folder.under("documents", ".j2")
    ]
    for spoken in spoken_texts(bench.pack.catalogue):
        source = bench.layers.sources.get((spoken.shelf, spoken.entry))
        if source and Path(source.file).parts[0] == bench.name:
            texts += [wording.text for wording in wordings(spoken.text)]
    return "\n".join(texts)


def _finding(rule: str, severity: Severity, at: Spot, why: str, how: str) -> PackFinding:
    return PackFinding(rule, severity, at.file, at.line, at.column, at.text, why, how)
