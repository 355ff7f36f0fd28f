"""A tag at the end of a line takes the line break with it, and an author is told so."""

from pathlib import Path

import pytest

from discloser.authoring.check import static_findings
from discloser.authoring.finding import PackFinding
from discloser.authoring.workbench import Workbench, open_workbench
from discloser.session.session import Session

from ..people import plan  # noqa: TID252 - tests are no package
from ..plans import TODAY  # noqa: TID252 - as above
from .benches import MANIFEST, overlay, standard
from .test_static_check import NOTE

END = "{% if my_role %}\n{{ my_role }}\n{% endif %}"
BODIES = {
    "{% if my_name %}{{ my_name }}{% endif %}\nLibrarian": (True, 1),
    "{% if my_name %}\n{{ my_name }}\n{% endif %}\nLibrarian": (False, 0),
    "{% if not to_name %}Dear Sir,{% endif %}\n\nI write to you.": (True, 1),
    "{% if not to_name %}Dear Sir,{% endif %}\n\n\nI write to you.": (False, 0),
    "{% for each in asks %}\n- {{ each.short }}{% if loop.last %}.{% endif %}\n\n{% endfor %}": (
        False,
        0,
    ),
    "One{% if my_name %} two{% endif %} three.\nFour.": (False, 0),
    "One{% if my_name %} two{% endif %}": (False, 0),
}
"""A template, whether lines of it run together, and in which line."""


def told(bench: Workbench, rule: str) -> list[PackFinding]:
    return [each for each in static_findings(bench, TODAY) if each.rule == rule]


@pytest.mark.parametrize("body", BODIES)
def test_lines_that_run_together_are_told(body: str) -> None:
    joined, line = BODIES[body]
    found = told(overlay({"documents/aside.j2": body + "\n"}, MANIFEST + NOTE), "p_joined")
    assert bool(found) is joined
    if joined:
        assert (found[0].line, found[0].text, found[0].blocks) == (line, "{% endif %}", False)


def test_what_is_told_is_what_happens() -> None:
    bodies = ["{% if my_name %}{{ my_name }}{% endif %}\nHere", "{{ to_whom }}\nHere"]
    for body, joined in zip(bodies, (True, False), strict=True):
        bench = overlay({"documents/aside.j2": body}, MANIFEST + NOTE)
        session = Session(plan("maya"), bench.workshop, TODAY)
        [place, *_] = session.places(["aside"])
        text = session.draft(place).text
        assert ("\nHere" not in text) is joined


def test_the_standard_pack_has_none() -> None:
    assert not told(standard(), "p_joined")


def test_a_file_that_is_not_read_is_told_where_it_looks_as_if_it_were(tmp_path: Path) -> None:
    root = tmp_path / "mine"
    (root / "phrases").mkdir(parents=True)
    (root / "pack.toml").write_text(MANIFEST)
    for name in ("README.txt", "notes.docx", "phrases/mine.docx", "phrases/old.txt", "phrases/.x"):
        (root / name).write_text("x")
    found = told(open_workbench(str(root)), "p_not_read")
    assert [each.file for each in found] == ["mine/phrases/mine.docx", "mine/phrases/old.txt"]
    assert not any(each.blocks for each in found)
