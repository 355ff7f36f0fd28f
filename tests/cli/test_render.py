"""``render`` gives whole documents, in the form and at the place that were asked for."""

import json
import os
from pathlib import Path

import pytest

from discloser.text.english import plain

from .running import Run, Spawn

PLAN = b"""
format = 1
[person]
name = "Maya Lind"
[choice]
decision = "tell_partly"
[[impact]]
id = "ph_first_hour"
[[ask]]
id = "later_start"
[health]
name = "lupus"
[meeting]
audience = "manager"
country = "gb"
"""
BLOCKED = (
    PLAN
    + b"""
[boundaries]
private_words = ["lupus"]
[[edit]]
document = "script_20s"
subject = "lupus"
text = "I have lupus. I would like to ask for a later start."
"""
)

WORDS = "I would like to ask for a later start"


def test_documents_go_to_standard_output_as_markdown(run: Run) -> None:
    ran = run("render", "-", stdin=PLAN)
    assert (ran.code, ran.err) == (0, "")
    parts = ran.out.split("\n---\n\n")
    assert len(parts) > 5
    for part in parts:
        title, blank, whom, *_ = part.splitlines()
        assert title.startswith("# ")
        assert blank == ""
        assert whom.startswith(("To: ", "To say to: ", "Words for: ", "For yourself"))
    assert any("\n**Subject:** " in part for part in parts)
    assert WORDS in ran.out
    assert "lupus" not in ran.out


def test_plain_text_is_the_same_without_its_marks(run: Run) -> None:
    markdown = run("render", "-", stdin=PLAN).out
    text = run("render", "-", "--format", "txt", stdin=PLAN).out
    assert text == plain(markdown)
    assert "**" not in text


def test_one_document_or_some_for_one_audience(run: Run) -> None:
    one = run("render", "-", "--document", "script_20s", stdin=PLAN)
    assert one.out.count("# What to say") == 1
    two = run("render", "-", "--document=script_1min", "--document=script_20s", stdin=PLAN)
    assert two.out.count("# What to say") == 2
    assert one.out in two.out
    hr = run("render", "-", "--audience", "hr", stdin=PLAN)
    assert "To: HR" in hr.out
    assert "To: your manager" not in hr.out
    run("render", "-", "--document", "scrip_20s", stdin=PLAN).refused("`script_20s`")
    run("render", "-", "--document", "team_line", "--audience", "hr", stdin=PLAN).refused("hr")


def test_the_object_that_other_programs_read(run: Run) -> None:
    ran = run("render", "-", "--json", stdin=PLAN)
    data = json.loads(ran.out)
    assert [*data] == ["documents", "blocked"]
    assert data["blocked"] == 0
    for each in data["documents"]:
        assert " ".join(each) == (
            "document audience title subject text words spoken_seconds reveals withheld findings"
        )
    assert {"script_20s", "meeting_request"} <= {each["document"] for each in data["documents"]}
    text = run("render", "-", "--json", "--format", "txt", stdin=PLAN)
    assert [each["text"] for each in json.loads(text.out)["documents"]] == [
        plain(each["text"]) for each in data["documents"]
    ]


def test_a_blocked_document_is_kept_back_and_its_findings_are_told(
    run: Run, tmp_path: Path
) -> None:
    whole = run("render", "-", stdin=PLAN)
    ran = run("render", "-", stdin=BLOCKED)
    assert ran.code == 1
    assert ran.out.count("\n---\n") == whole.out.count("\n---\n") - 1
    assert "lupus" not in ran.out
    told = ran.err.splitlines()
    assert any(
        line.startswith("script_20s (manager): [block] text: ")
        and line.endswith("(r_private)")
        and "`edit[0].text`" in line
        for line in told
    )
    assert told[-1] == "script_20s (manager): left out, because a finding above blocks it."

    data = json.loads(run("render", "-", "--json", stdin=BLOCKED).out)
    assert data["blocked"] == 1
    [script] = [each for each in data["documents"] if each["document"] == "script_20s"]
    assert (script["text"], script["subject"]) == ("", "")
    assert script["findings"]

    to = tmp_path / "to"
    assert run("render", "-", "--to", to, stdin=BLOCKED).code == 1
    names = [path.name for path in to.iterdir()]
    assert names
    assert not any("script_20s" in name for name in names)
    only = run("render", "-", "--document", "script_20s", "--to", tmp_path / "x", stdin=BLOCKED)
    assert (only.code, only.out) == (1, "")
    assert not (tmp_path / "x").exists()


def test_files_are_named_by_day_and_document(run: Run, tmp_path: Path) -> None:
    ran = run("render", "-", "--to", tmp_path / "to", stdin=PLAN)
    assert (ran.code, ran.out) == (0, "")
    data = json.loads(run("render", "-", "--json", stdin=PLAN).out)
    seen: dict[str, int] = {}
    names = []
    for each in data["documents"]:
        copy = seen[each["document"]] = seen.get(each["document"], 0) + 1
        names.append(f"2026-11-21_{each['document']}{f'-{copy}' if copy > 1 else ''}.md")
    assert [Path(line.removeprefix("Wrote ")).name for line in ran.err.splitlines()] == names
    assert sorted(path.name for path in (tmp_path / "to").iterdir()) == sorted(names)
    for name, each in zip(names, data["documents"], strict=True):
        text = (tmp_path / "to" / name).read_text("utf-8")
        assert text.startswith(f"# {each['title']}\n")
        assert each["text"].strip() in text
    other = run("render", "-", "--to", tmp_path / "to", "--format=txt", "--json", stdin=PLAN)
    assert json.loads(other.out)["documents"]
    assert len([*(tmp_path / "to").glob("*.txt")]) == len(names)


def test_a_private_word_in_a_file_name_blocks_the_file(run: Run, tmp_path: Path) -> None:
    private = PLAN + b'[boundaries]\nprivate_words = ["team_line", "team line"]\n'
    ran = run("render", "-", "--document", "team_line", "--to", tmp_path / "to", stdin=private)
    assert ran.code == 1
    assert "team_line (team): [block] file name: " in ran.err
    assert not (tmp_path / "to").exists()


def test_a_target_that_cannot_be_written(run: Run, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("mine")
    for target in (tmp_path / "taken", tmp_path / "taken" / "below"):
        run("render", "-", "--to", target, stdin=PLAN).refused("is a file")
    assert (tmp_path / "taken").read_text() == "mine"


@pytest.mark.skipif(os.name != "posix", reason="limits on file sizes are POSIX")
def test_a_disk_that_is_full_halfway(spawn: Spawn, tmp_path: Path) -> None:
    """A limit on the size of files stands for the end of the disk, in a real process."""
    import resource  # noqa: PLC0415 - only there on POSIX

    to = tmp_path / "to"
    to.mkdir()
    # Without the setting, Python would leave half of its own bytecode behind.
    no_bytecode = {"PYTHONDONTWRITEBYTECODE": "1"}
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        ran = spawn("render", "-", "--to", to, stdin=PLAN, environment=no_bytecode)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert ran.code == 2
    assert "failed: file too large. Nothing was written." in ran.err
    assert "Traceback" not in ran.err
    assert [*to.iterdir()] == []


def test_the_environment_sets_every_option(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCLOSER_TO", str(tmp_path / "to"))
    monkeypatch.setenv("DISCLOSER_FORMAT", "txt")
    monkeypatch.setenv("DISCLOSER_DOCUMENT", "script_20s, card_meeting")
    monkeypatch.setenv("DISCLOSER_AUDIENCE", "hr")
    monkeypatch.setenv("DISCLOSER_JSON", "1")
    monkeypatch.setenv("DISCLOSER_TODAY", "2026-12-24")
    ran = run("render", "-", stdin=PLAN)
    assert {each["audience"] for each in json.loads(ran.out)["documents"]} == {"hr"}
    assert sorted(path.name for path in (tmp_path / "to").iterdir()) == [
        "2026-12-24_card_meeting.txt",
        "2026-12-24_script_20s.txt",
    ]
    ran = run(
        "render", "-", "--no-json", "--to", tmp_path / "other", "--today=2027-01-01", stdin=PLAN
    )
    assert ran.out == ""
    assert (tmp_path / "other" / "2027-01-01_script_20s.txt").exists()


def test_a_plan_with_nothing_in_it(run: Run) -> None:
    ran = run("render", "-", stdin=b"format = 1\n")
    assert ran.code == 0
    assert ran.out or ran.err.count("\n") == 1


def test_no_document_that_makes_sense(run: Run) -> None:
    ran = run("render", "-", "--audience", "clients", "--json", stdin=PLAN)
    quiet = run("render", "-", "--document", "deflection_sheet", "--audience=clients", stdin=PLAN)
    assert quiet.code == 0
    if not json.loads(ran.out)["documents"]:
        assert ran.code == 0
        assert ran.err.count("\n") == 1
        assert "clients" in ran.err


def test_own_packs_are_found_and_change_the_words(
    run: Run, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(packs: Path, words: str) -> None:
        folder = packs / "mine" / "documents"
        folder.mkdir(parents=True)
        (folder.parent / "pack.toml").write_text('title = "Mine"\nextends = "standard"\n')
        (folder / "meeting_request.j2").write_text(words)

    def text() -> str:
        return run("render", "-", "--document=meeting_request", stdin=PLAN).out

    before = text()
    write(home / ".config" / "discloser" / "packs", "One.")
    write(tmp_path / "xdg" / "discloser" / "packs", "Two.")
    write(tmp_path / "named", "Three.")
    if os.name == "posix":
        assert "One." in text()
        assert "One." not in before
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "xdg"))
    assert "Two." in text()
    monkeypatch.setenv("DISCLOSER_PACKS", str(tmp_path / "named"))
    assert "Three." in text()
    monkeypatch.setenv("DISCLOSER_PACKS", str(tmp_path / "nowhere"))
    run("render", "-", stdin=PLAN).refused("DISCLOSER_PACKS", "not a folder")


def test_a_cache_that_cannot_be_written_is_no_failure(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("DISCLOSER_CACHE", str(tmp_path / "file" / "below"))
    ran = run("render", "-", "--document=script_20s", stdin=PLAN)
    assert (ran.code, ran.err) == (0, "")
    monkeypatch.delenv("DISCLOSER_CACHE")
    monkeypatch.setenv("HOME", "relative")
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.chdir(tmp_path)
    ran = run("render", "-", "--document=script_20s", stdin=PLAN)
    assert (ran.code, ran.err) == (0, "")
    assert [path.name for path in tmp_path.iterdir() if path.name == "relative"] == []


def test_a_cache_that_was_damaged_is_no_failure(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCLOSER_CACHE", str(tmp_path / "cache"))
    before = run("render", "-", stdin=PLAN)
    kept = [*(tmp_path / "cache").iterdir()]
    assert kept
    for damage in (b"", b"\x00", b"not what it was"):
        for path in kept:
            path.write_bytes(damage)
        assert run("render", "-", stdin=PLAN) == before
    for path in kept:
        content = path.read_bytes()
        path.write_bytes(content[: len(content) // 2])
    assert run("render", "-", stdin=PLAN) == before
