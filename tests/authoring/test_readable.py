"""What is said of a pack's reach is what its templates and texts can print."""

from pathlib import Path

import pytest

from discloser.authoring.shared.readable import Readable, known_names, readable
from discloser.authoring.workbench import open_workbench
from discloser.model.disclosure import GENERAL_NAMES
from discloser.model.words import Topic
from discloser.rendering.context import SECTIONS

from ..plans import CATALOGUE  # noqa: TID252 - tests are no package

LABELS = {topic: entry.label for topic, entry in CATALOGUE.topics.items()}


def of(folder: Path, phrase: str = "", template: str = "", reads: str = "") -> Readable:
    mine = folder / "mine"
    (mine / "documents").mkdir(parents=True)
    (mine / "phrases").mkdir()
    declared = f'[[document]]\nid = "team_line"\nreads = {reads}\n' if reads else ""
    (mine / "pack.toml").write_text(f'title = "Mine"\nextends = "standard"\n{declared}')
    if template:
        (mine / "documents" / "team_line.j2").write_text(template)
    if phrase:
        (mine / "phrases" / "a.toml").write_text(f'[[phrase]]\nid = "note_after"\n{phrase}\n')
    return readable(open_workbench("mine", folder))


def test_every_name_that_a_text_can_use_is_accounted_for() -> None:
    given = {f"{kind}_{topic}" for kind in ("health", "told") for topic in Topic}
    assert known_names() == {*GENERAL_NAMES, *SECTIONS} - given


@pytest.mark.parametrize(
    ("phrase", "topics", "parts"),
    [
        ('text = "Fine."', set(), set()),
        ('text = "I am {my_call}."', set(), {"your name"}),
        ('text = "I have {health_name}."', {Topic.NAME}, set()),
        ('text = "{told_treatment} Thanks."', {Topic.TREATMENT}, set()),
        (
            'text = [{ text = "I am away.", reveals = ["appointments"] }]',
            {Topic.APPOINTMENTS},
            set(),
        ),
        ('text = "It is about {impact} and {ask}."', {Topic.WORK_EFFECT}, {"your requests"}),
    ],
)
def test_texts(phrase: str, topics: set[Topic], parts: set[str], tmp_path: Path) -> None:
    found = of(tmp_path, phrase=phrase)
    assert (set(found.topics), set(found.parts)) == (topics, parts)
    assert set(found.never) == set(Topic) - topics


@pytest.mark.parametrize(
    ("template", "reads", "topics"),
    [
        ("{{ health.name }}", '["name", "cause"]', {Topic.NAME}),
        ("{{ health.name }}", '["cause"]', set()),
        ("{% for each in told %}{{ each }}{% endfor %}", '["name", "cause"]', {"name", "cause"}),
        ("{{ to_name }}", '["name"]', set()),
    ],
)
def test_templates_read_what_they_use_of_what_they_declare(
    template: str, reads: str, topics: set[Topic], tmp_path: Path
) -> None:
    assert set(of(tmp_path, template=template, reads=reads).topics) == topics


def test_it_is_said_in_a_sentence(tmp_path: Path) -> None:
    said = of(tmp_path, phrase='text = "I am {my_call} and have {health_name}."').sentences(LABELS)
    assert said.startswith(
        "This pack can put into documents: your diagnosis; your name. It never sees any of these: "
    )
    assert "the treatment" in said
    private = of(tmp_path / "b", phrase='text = "I take {health_medicine}."').sentences(LABELS)
    assert "It never sees your diagnosis, nor any of these: the broad kind of illness; " in private
    nothing = of(tmp_path / "c", phrase='text = "I am {my_call}."').sentences(LABELS)
    assert nothing == (
        "This pack never sees anything about your health. It can put into documents: your name."
    )
