"""What is written as one file comes out of it again, letter by letter."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discloser.packs.archive import read_archive, write_archive
from discloser.packs.folder import PackFolder, read_folder
from discloser.packs.load import BUILT_IN
from discloser.text.clean import clean

NAMES = st.from_regex(r"[a-z0-9_]{1,8}", fullmatch=True).filter(
    lambda name: name not in {"con", "prn", "aux", "nul"} and not name.startswith("__")
)
TEXTS = st.text(max_size=60).map(clean)
PATHS = st.one_of(
    st.builds("phrases/{}.toml".format, NAMES),
    st.builds("documents/{}/{}.j2".format, NAMES, NAMES),
    st.builds("people/{}.toml".format, NAMES),
)
KEPT = st.one_of(
    st.sampled_from(["README.md", "LICENSE", "based_on.toml"]),
    st.builds("golden/{}/{}.manager.md".format, NAMES, NAMES),
)


@settings(max_examples=60, deadline=None)
@given(
    name=NAMES,
    files=st.dictionaries(PATHS, TEXTS, max_size=5),
    kept=st.dictionaries(KEPT, TEXTS, max_size=4),
)
def test_what_was_packed_comes_out_again(
    name: str,
    files: dict[str, str],
    kept: dict[str, str],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    pack = PackFolder(Path(name), {"pack.toml": 'title = "x"\n', **files}, kept)
    content = write_archive(pack)
    assert write_archive(pack) == content
    file = tmp_path_factory.getbasetemp() / "any.zip"
    file.write_bytes(content)
    again = read_archive(file)
    assert (again.name, again.files, again.kept) == (name, pack.files, pack.kept)
    assert again.digest() == pack.digest()


def test_the_standard_pack_and_ten_times_as_much_come_through(tmp_path: Path) -> None:
    standard = read_folder(BUILT_IN / "standard", whole=True)
    much = {
        path if not number else path.replace("/", f"/n{number}_"): text
        for number in range(10)
        for path, text in standard.files.items()
        if number == 0 or "/" in path
    }
    golden = {
        path.replace("golden/", f"golden/n{number}_"): text
        for number in range(10)
        for path, text in standard.kept.items()
    }
    file = tmp_path / "much.zip"
    file.write_bytes(write_archive(PackFolder(Path("much"), much, golden)))
    assert len(read_archive(file).files) == len(much)


@pytest.mark.parametrize("top", ["my_words/", ""])
def test_files_at_the_top_are_a_pack_that_is_called_like_the_archive(
    top: str, tmp_path: Path
) -> None:
    file = tmp_path / "my_words-1.2.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(f"{top}pack.toml", 'title = "x"\n')
    assert read_archive(file).name == "my_words"


@pytest.mark.skipif(sys.platform == "win32", reason="has no such program")
def test_what_another_program_packs_is_read(tmp_path: Path) -> None:
    """It writes a stream, so that sizes stand behind the members."""
    (tmp_path / "my_words" / "phrases").mkdir(parents=True)
    (tmp_path / "my_words" / "pack.toml").write_text('title = "x"\n' * 50)
    (tmp_path / "my_words" / "phrases" / "a.toml").write_text("")
    try:
        done = subprocess.run(
            ["zip", "-r", "-", "my_words"], cwd=tmp_path, capture_output=True, check=True
        )
    except FileNotFoundError:
        pytest.skip("there is no zip here")
    (tmp_path / "x.zip").write_bytes(done.stdout)
    assert [*read_archive(tmp_path / "x.zip").files] == ["pack.toml", "phrases/a.toml"]
