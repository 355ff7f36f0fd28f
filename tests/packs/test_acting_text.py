"""Texts of a pack that try to act: on a terminal, on Python's formatting, on a header."""

from pathlib import Path

import pytest

from discloser.errors import PackError
from discloser.packs.cache import DiskCache
from discloser.packs.load import load
from discloser.planfile.read import read_plan_text
from discloser.session.session import House, open_plan
from discloser.text.clean import first_forbidden

from ..people import FOLDER  # noqa: TID252 - tests are no package
from ..plans import TODAY  # noqa: TID252


def own(folder: Path, text: str, name: str = "mine") -> Path:
    """Return a folder of packs with one that lies on the standard one and holds some entries."""
    pack = folder / name
    (pack / "phrases").mkdir(parents=True)
    (pack / "pack.toml").write_text('title = "M\\u001b]0;x\\u0007"\nextends = "standard"\n')
    (pack / "phrases" / "a.toml").write_text(text, "utf-8")
    return folder


def drafted(folder: Path, document: str) -> str:
    session = open_plan(read_plan_text(FOLDER / "maya.toml"), House(folder), TODAY)
    made = session.draft(session.places([document])[0])
    return f"{made.subject}\0{made.text}"


@pytest.mark.parametrize(
    "escape", ["\\u001b[2J", "\\b", "\\u0001", "\\u202e", "\\u200b", "\\u009b"]
)
def test_escapes_of_toml_bring_nothing_that_acts(tmp_path: Path, escape: str) -> None:
    text = f'[[phrase]]\nid = "reassurance_20s"\ntext = "I like{escape} my job."\n'
    folder = own(tmp_path, text)
    said = load("standard", folder).catalogue.phrases["reassurance_20s"].text
    assert isinstance(said, str)
    assert not first_forbidden(said)
    assert not first_forbidden(drafted(folder, "script_20s").replace("\0", ""))


def test_a_word_in_pieces_is_put_together_before_the_guards_look(tmp_path: Path) -> None:
    text = '[[phrase]]\nid = "reassurance_20s"\ntext = "I like my job and have lu\\u0001pus."\n'
    session = open_plan(read_plan_text(FOLDER / "maya.toml"), House(own(tmp_path, text)), TODAY)
    assert session.draft(session.places(["script_20s"])[0]).blocked


@pytest.mark.parametrize("value", ["{topic:>99999999}", "{topic.__class__}", "{0}", "{nope}", "{"])
def test_a_sentence_that_explains_is_not_a_format_string(tmp_path: Path, value: str) -> None:
    text = f'[explain]\nsaid_by_level = "It is {value}."\n'
    with pytest.raises(PackError) as refused:
        load("standard", own(tmp_path, text))
    assert "explain" in refused.value.message


def test_a_subject_is_one_line(tmp_path: Path) -> None:
    text = (
        '[[phrase]]\nid = "meeting_request_subject"\ntext = "Hi\\nBcc: x@example.org\\n\\nbody"\n'
    )
    subject = drafted(own(tmp_path, text), "meeting_request").partition("\0")[0]
    assert subject == "Hi Bcc: x@example.org body"


@pytest.mark.parametrize(
    "number", ["36893488147419103232", "-9_300_000_000_000_000_000", "0x1" + "0" * 17]
)
def test_a_number_beyond_64_bits_is_refused(tmp_path: Path, number: str) -> None:
    with pytest.raises(PackError, match="too large"):
        load("standard", own(tmp_path, f'[[topic]]\nid = "name"\nlevel = {number}\n'))


def test_a_folder_with_a_name_that_is_no_text_harms_no_other_pack(tmp_path: Path) -> None:
    folder = own(tmp_path / "packs", "", "f\udcfcr")
    cache = DiskCache(tmp_path / "cache")
    assert load("standard", folder, cache) == load("standard", folder, cache)
