"""A new pack: one that works at once and explains itself, or a copy of a whole one."""

import re
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

import msgspec

from discloser.authoring.made.schemas import catalogue_schema, pack_schema, plan_schema
from discloser.authoring.workbench import Workbench
from discloser.disk.whole import UNFINISHED, settle, why
from discloser.errors import OutputError, UsageError
from discloser.model.catalogue import Catalogue
from discloser.model.language import is_english
from discloser.packs.folder import MANIFEST, read_folder
from discloser.packs.gate import BASED_ON, DEVICES
from discloser.packs.load import BUILT_IN

STARTER = Path(__file__).with_name("starter")
"""What a new pack holds, under the name ``my_pack``."""

STARTER_NAME = "my_pack"
STARTER_TITLE = "My pack"

NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
"""What a pack may be called: its name is part of ids."""

NEEDED = ("reassurance_20s", "followup_correct", "letter_detail")
"""Phrases that the notes of a new pack speak of."""

FIRST_PHRASE = """#:schema ../.schema/catalogue.json
# Sentences of documents. One [[phrase]] for each. The one below is as it stands in the pack
# that this one lies on. Take the # away from its three lines, and change the words between the
# quotes.

#[[phrase]]
#id = {id}
#text = {text}
"""

OWN_SENTENCES = re.compile(
    r"# The two sentences of our own document\..*?(?=# A text can be a list\.)", re.DOTALL
)
"""Part of the starter that belongs to its document."""

FIRST_NOTE = "# This one works already: it stands at the end of the script of 20 seconds."
FIRST_NOTE_EMPTY = (
    "# An example: the end of the script of 20 seconds. Take the # away from its three\n"
    "# lines, and it counts."
)


def require_name(name: str) -> None:
    """Raise UsageError for a name that a pack cannot have."""
    if NAME.fullmatch(name) and not DEVICES.fullmatch(name):
        return
    plain = re.sub(r"[^a-z0-9]+", "_", name.casefold()).strip("_")
    plain = plain if NAME.fullmatch(plain) and not DEVICES.fullmatch(plain) else "my_words"
    raise UsageError(
        f"{name!r} cannot be the name of a pack. Begin with a small letter and go on with small "
        f"letters, digits and _, at most 40 in all, such as {plain}."
    )


def files_of_new(name: str, below: Workbench, *, empty: bool = False) -> dict[str, str]:
    """Return the files of a pack that lies on another one, by path.

    With ``empty`` there are notes in it, and nothing that changes a text. So it is on any pack but
    one that comes with the program: what an author wrote there is not replaced by a sample.
    """
    empty = empty or below.folder.root.resolve().parent != BUILT_IN.resolve()
    catalogue = below.workshop.pack.catalogue
    fitting = is_english(below.workshop.pack.language) and all(
        phrase in catalogue.phrases for phrase in NEEDED
    )
    found = {}
    for file in sorted(STARTER.rglob("*.*")):
        path = file.relative_to(STARTER).as_posix()
        found[path.replace(STARTER_NAME, name)] = _named(file.read_text("utf-8"), name, below.name)
    if not fitting:  # the sentences of the starter are English and belong to that pack
        plain = (MANIFEST, "README.txt")
        found = {path: text for path, text in found.items() if path in plain}
        found[MANIFEST] = found[MANIFEST].partition("\n# A document of our own.")[0]
        found |= _first_phrase(name, catalogue)
    elif empty:
        found = _only_notes(name, found)
    return found | _schemas(catalogue)


def files_of_copy(name: str, copied: Workbench) -> dict[str, str]:
    """Return the files of a copy of a pack, with its sample persons and kept texts."""
    whole = read_folder(copied.folder.root, whole=True)
    kept = {path: text for path, text in whole.kept.items() if path != BASED_ON}
    found = {**whole.files, **kept}
    title = f"{_title(name)} (a copy of {copied.manifest.title})"
    found[MANIFEST] = re.sub(
        r"^title\s*=.*$",
        lambda _: f"title = {_quoted(title)}",
        found[MANIFEST],
        count=1,
        flags=re.MULTILINE,
    )
    return found | _schemas(copied.workshop.pack.catalogue)


def write_pack(folder: Path, files: Mapping[str, str]) -> None:
    """Write all files of a pack as a new folder, which is there as a whole or not at all.

    Raises OutputError.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        # Inside a folder of its own, half a pack is never found among the packs.
        aside = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=folder.parent))
    except OSError as error:
        raise OutputError(why(error, folder.parent, "a pack")) from None
    try:
        made = aside / folder.name
        for path, text in files.items():
            target = made / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8", newline="\n")
        if folder.exists():
            raise OutputError(f"{folder} is there already. Nothing was changed.")
        made.rename(folder)
        settle(folder.parent)
    except OSError as error:
        raise OutputError(why(error, folder.parent, "a pack")) from None
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _named(text: str, name: str, below: str) -> str:
    """Return a file of the starter for one pack."""
    text = text.replace('extends = "standard"', f"extends = {_quoted(below)}")
    text = text.replace(STARTER_NAME, name).replace(STARTER_TITLE, _title(name))
    return text.replace("=" * len(STARTER_TITLE), "=" * len(_title(name)), 1)


def _title(name: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in name.replace("_", " ").split())


def _only_notes(name: str, files: Mapping[str, str]) -> dict[str, str]:
    """Return the files of a new pack in which every sample is an example behind a #."""
    phrases, catalogue = f"phrases/{name}.toml", f"catalogue/{name}.toml"
    sentences = OWN_SENTENCES.sub("", files[phrases]).replace(FIRST_NOTE, FIRST_NOTE_EMPTY)
    return {
        MANIFEST: files[MANIFEST].partition("\n# A document of our own.")[0],
        "README.txt": files["README.txt"],
        phrases: _behind_signs(sentences),
        catalogue: _behind_signs(files[catalogue]),
    }


def _behind_signs(text: str) -> str:
    """Return a text in which every line that counted is an example."""
    return re.sub(r"^(?=[^#\n])", "#", text, flags=re.MULTILINE)


def _first_phrase(name: str, catalogue: Catalogue) -> dict[str, str]:
    """Return a file with a phrase of the pack below that has one text for everybody."""
    for phrase in catalogue.phrases.values():
        if isinstance(phrase.text, str):
            text = FIRST_PHRASE.format(id=_quoted(phrase.id), text=_quoted(phrase.text))
            return {f"phrases/{name}.toml": text}
    return {}


def _quoted(text: str) -> str:
    """Return a text as TOML writes it; what JSON writes in quotes, TOML reads."""
    return msgspec.json.encode(text).decode()


def _schemas(catalogue: Catalogue) -> dict[str, str]:
    """Return the schemas that editors look for; the loader passes hidden folders over."""
    made = {
        "pack": pack_schema(catalogue),
        "catalogue": catalogue_schema(catalogue),
        "people": plan_schema(catalogue),
    }
    return {
        f".schema/{kind}.json": msgspec.json.format(msgspec.json.encode(schema), indent=1).decode()
        for kind, schema in made.items()
    }
