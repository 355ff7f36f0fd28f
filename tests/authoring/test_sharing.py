"""Packs come in looked through, whole and pinned; they go out whole, and away without a trace."""

from pathlib import Path

import pytest

from discloser.authoring.finding import PackFinding
from discloser.authoring.shared import sharing
from discloser.cli import main, terminal
from discloser.disk.whole import write_whole
from discloser.model.words import Severity
from discloser.packs import own_folder
from discloser.packs.folder import read_folder
from discloser.packs.load import load_vouched
from discloser.packs.pins import read_pins
from discloser.packs.trust import State

PHRASE = '[[phrase]]\nid = "note_after"\ntext = "I will write to you."\n'


class Desk:
    """A person with a folder of own packs, and one who sends packs."""

    def __init__(self, folder: Path, shown: pytest.CaptureFixture[str]) -> None:
        self.own = folder / "own"
        self.theirs = folder / "theirs" / "my_words"
        self.zip = folder / "my_words-1.zip"
        self._shown = shown
        self.err = ""
        (self.theirs / "phrases").mkdir(parents=True)
        self.own.mkdir()
        (self.theirs / "pack.toml").write_text('title = "Ours"\nextends = "standard"\n')
        (self.theirs / "phrases" / "a.toml").write_text(PHRASE)

    def run(self, *arguments: object) -> int:
        code = main([str(each) for each in arguments])
        self.err = self._shown.readouterr().err
        return code

    def state(self) -> State:
        return load_vouched("my_words", self.own).trusts[-1].state

    def install(self, *more: str) -> int:
        return self.run("pack", "install", self.zip, "--yes", *more)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def desk(
    tmp_path: Path,
    cache: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Desk:
    made = Desk(tmp_path, capsys)
    monkeypatch.setenv("DISCLOSER_PACKS", str(made.own))
    monkeypatch.setenv("DISCLOSER_CACHE", str(cache))
    monkeypatch.setattr(terminal, "READING", str(tmp_path / "no terminal"))
    monkeypatch.setattr(sharing, "check", lambda _bench, _today, **_: ())
    assert made.run("pack", "export", made.theirs, "--to", made.zip) == 0
    return made


def test_it_is_known_until_a_file_of_it_changes(desk: Desk) -> None:
    assert desk.install() == 0
    assert read_folder(desk.own / "my_words").files == read_folder(desk.theirs).files
    assert desk.state() is State.PINNED
    (desk.own / "my_words" / "README.md").write_text("Hello.")
    assert desk.state() is State.PINNED, "what is not read does not count"
    with (desk.own / "my_words" / "phrases" / "a.toml").open("a") as file:
        file.write("# mine\n")
    assert desk.state() is State.UNKNOWN
    assert desk.run("pack", "install", "my_words", "--yes") == 0
    assert desk.state() is State.PINNED


def test_somebody_who_uses_an_unknown_pack_is_told_in_one_line(desk: Desk, tmp_path: Path) -> None:
    plan = tmp_path / "plan.toml"
    plan.write_text('format = 1\n[[ask]]\nid = "later_start"\nvalues = { time = "10:00" }\n')
    render = ("render", plan, "--document", "script_20s")
    mine = desk.own / "mine"
    mine.mkdir()
    (mine / "pack.toml").write_text('title = "Mine"\nextends = "standard"\n')
    assert desk.run(*render) == 0
    assert not desk.err, "made here: nobody is nagged about a pack of their own"
    assert desk.install() == 0
    assert desk.run(*render) == 0
    assert "The pack" not in desk.err
    (desk.own / "my_words" / "phrases" / "b.toml").touch()
    assert desk.run(*render) == 0
    assert desk.err.count("\n") == 1
    assert "The pack my_words: it has changed since it was installed" in desk.err


def test_without_a_yes_nothing_is_written(desk: Desk) -> None:
    assert desk.run("pack", "install", desk.zip) == 2
    assert "--yes" in desk.err
    assert not list(desk.own.iterdir())


def test_a_pack_with_something_to_mend_stays_outside(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = PackFinding("p_x", Severity.BLOCK, "my_words/pack.toml", 1, 0, "", "Wrong.", "Mend it.")
    monkeypatch.setattr(sharing, "check", lambda _bench, _today, **_: (wrong,))
    assert desk.install() == 1
    assert "Mend it." in desk.err
    assert not list(desk.own.iterdir())


def test_what_a_person_wrote_is_replaced_only_when_they_say_so(desk: Desk) -> None:
    mine = desk.own / "my_words"
    mine.mkdir()
    (mine / "pack.toml").write_text('title = "Mine"\nextends = "standard"\n')
    assert desk.install() == 2
    assert "--replace" in desk.err
    assert 'title = "Mine"' in (mine / "pack.toml").read_text()
    assert desk.install("--replace") == 0
    assert desk.state() is State.PINNED
    assert desk.install() == 0, "what was installed and not changed may be replaced"


def test_the_name_of_a_built_in_pack_is_refused(desk: Desk) -> None:
    fake = desk.theirs.rename(desk.theirs.with_name("standard"))
    assert desk.run("pack", "install", fake, "--yes") == 2
    assert "comes with the program" in desk.err
    assert desk.run("pack", "remove", "standard", "--yes") == 2


def test_a_failure_half_way_leaves_the_old_pack(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert desk.install() == 0
    (desk.theirs / "phrases" / "b.toml").touch()
    before = read_folder(desk.own / "my_words").files
    usual, written = write_whole, list[Path]()

    def full(path: Path, content: bytes) -> None:
        written.append(path)
        if len(written) > 1:
            raise OSError(28, "No space left on device")
        usual(path, content)

    monkeypatch.setattr(own_folder, "write_whole", full)
    assert desk.run("pack", "install", desk.theirs, "--yes") == 2
    assert "no space left" in desk.err
    assert read_folder(desk.own / "my_words").files == before
    assert sorted(each.name for each in desk.own.iterdir()) == ["installed.toml", "my_words"]


def test_what_was_set_aside_when_the_machine_stopped_comes_back(desk: Desk) -> None:
    assert desk.install() == 0
    (desk.own / "my_words").rename(desk.own / f"{own_folder.BEFORE}my_words")
    (desk.own / f"{own_folder.NEW}99999999_1_my_words").mkdir()
    own_folder.tidy(desk.own)
    assert sorted(each.name for each in desk.own.iterdir()) == ["installed.toml", "my_words"]


def test_removing_takes_folder_and_pin_and_of_a_link_only_the_link(desk: Desk) -> None:
    assert desk.install() == 0
    assert desk.run("pack", "remove", "my_wrods", "--yes") == 2
    assert "my_words" in desk.err
    assert desk.run("pack", "remove", "my_words", "--yes") == 0
    assert [each.name for each in desk.own.iterdir()] == ["installed.toml"]
    assert read_pins(desk.own) == {}
    (desk.own / "my_words").symlink_to(desk.theirs)
    assert desk.run("pack", "remove", "my_words", "--yes") == 0
    assert (desk.theirs / "pack.toml").exists()


def test_a_broken_list_of_pins_vouches_for_nobody_and_is_named(desk: Desk) -> None:
    assert desk.install() == 0
    (desk.own / "installed.toml").write_text("[pack\n")
    assert desk.state() is State.UNKNOWN
    assert desk.run("pack", "list") == 0
    assert "installed.toml, line 1" in desk.err
    assert desk.install("--replace") == 2
    assert "installed.toml, line 1" in desk.err


def test_exporting_never_writes_over_a_file(desk: Desk) -> None:
    before = desk.zip.read_bytes()
    assert desk.run("pack", "export", desk.theirs, "--to", desk.zip) == 2
    assert desk.zip.read_bytes() == before
