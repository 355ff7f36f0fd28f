"""``check`` says what is missing, who may know what and why, and what the guards find."""

import json

import pytest

from discloser.model.words import Topic

from .running import Run
from .test_render import BLOCKED, PLAN


def test_the_report_has_its_four_parts_in_order(run: Run) -> None:
    ran = run("check", "-", stdin=PLAN)
    assert (ran.code, ran.err) == (0, "")
    heads = (
        f"All {ran.out.count('  - Tells: ')} documents can be written.",
        "What is open",
        "How your reasons lean",
        "Who may know what, and why",
        "What each document tells",
    )
    assert [line for line in ran.out.splitlines() if line and line[0] not in "- "] == [*heads]


def test_open_things_are_named_with_their_path_and_optional_ones_are_called_so(run: Run) -> None:
    lines = run("check", "-", stdin=PLAN).out.splitlines()
    assert any(line.startswith("- meeting.date (optional): ") for line in lines)
    out = run("check", "-", stdin=b'format = 1\nchoice = { decision = "tell_now" }').out
    assert "\n- meeting.audience: " in out


def test_each_audience_gets_its_reasons_and_the_rest_in_one_line(run: Run) -> None:
    out = run("check", "-", stdin=PLAN).out
    told = out.partition("Who may know what, and why")[2].partition("What each document tells")[0]
    blocks = told.strip().split("\n- ")
    assert len(blocks) > 1
    for block in blocks:
        _, *reasons = block.splitlines()
        assert len(reasons) == 3  # the name, the effect on work, and one line for the rest
        assert "12 other topics" in reasons[-1]
        assert "lupus" not in block


def test_the_object_that_other_programs_read(run: Run) -> None:
    data = json.loads(run("check", "-", "--json", stdin=PLAN).out)
    assert [*data] == ["missing", "audiences", "documents", "balance", "blocked"]
    for each in data["missing"]:
        assert [*each] == ["path", "message", "optional"]
    for each in data["audiences"]:
        assert [*each] == ["audience", "level", "topics"]
        assert [topic["topic"] for topic in each["topics"]] == [*Topic]
        for topic in each["topics"]:
            assert [*topic] == ["topic", "stance", "given", "because"]
            assert topic["because"].endswith(".")
    for each in data["documents"]:
        assert [*each] == ["document", "audience", "reveals", "withheld", "findings"]
    assert {each["audience"] for each in data["documents"]} == {
        each["audience"] for each in data["audiences"]
    }
    assert data["balance"][-1].endswith("you decide.")
    manager = next(each for each in data["audiences"] if each["audience"] == "manager")
    stances = {topic["topic"]: topic["stance"] for topic in manager["topics"]}
    assert (stances["work_effect"], stances["name"]) == ("say", "never")


@pytest.mark.parametrize("form", [(), ("--json",)])
def test_a_blocking_finding_is_shown_and_sets_the_exit_code(
    form: tuple[str, ...], run: Run
) -> None:
    ran = run("check", "-", *form, stdin=BLOCKED)
    assert ran.code == 1
    assert "r_private" in ran.out
    assert "`edit[0].text`" in ran.out
    if form:
        assert json.loads(ran.out)["blocked"] == 1
    else:
        assert "[block] text: " in ran.out


def test_the_same_documents_as_render(run: Run) -> None:
    checked = json.loads(run("check", "-", "--json", stdin=PLAN).out)["documents"]
    rendered = json.loads(run("render", "-", "--json", stdin=PLAN).out)["documents"]
    assert checked == [{key: each[key] for key in checked[0]} for each in rendered]


def test_not_telling_is_a_full_answer(run: Run) -> None:
    quiet = b'format = 1\nchoice = { decision = "do_not_tell" }\nhealth = { name = "lupus" }\n'
    ran = run("check", "-", stdin=quiet)
    assert ran.code == 0
    opened = ran.out.partition("How your reasons lean")[0].strip().splitlines()[3:]
    assert opened
    assert all("(optional)" in line for line in opened)
    assert "lupus" not in ran.out
