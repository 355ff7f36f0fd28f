"""One slip, one finding: the one that says the cause."""

from pathlib import Path

import pytest

from discloser.authoring.check import check
from discloser.authoring.finding import PackFinding
from discloser.authoring.told_once import KEEPS_OFF, SAYS_MORE, SPOILS, told_once
from discloser.authoring.workbench import Workbench
from discloser.model.words import Severity
from discloser.packs.folder import PackFolder

from ..plans import TODAY  # noqa: TID252 - tests are no package
from .benches import MANIFEST, standard

CACHE: dict[str, bytes] = {}

NOTE = """
[[document]]
id = "aside"
title = "A note"
about = "What to know."
kind = "note"
phase = "before"
audiences = ["manager"]
to = "manager"
decisions = ["tell_now", "tell_partly"]
"""


def told(rule: str, column: int = 3, words: str = "lupus", **more: object) -> PackFinding:
    values = {"file": "mine/a.toml", "line": 2, "severity": Severity.BLOCK, **more}
    return PackFinding(
        rule,
        values["severity"],  # type: ignore[arg-type]
        str(values["file"]),
        int(str(values["line"])),
        column,
        words,
        "Why.",
        "How.",
        "kofi",
    )


@pytest.mark.parametrize("cause", SAYS_MORE)
def test_what_says_no_more_about_the_same_words_is_left_out(cause: str) -> None:
    for other in SAYS_MORE[cause]:
        assert told_once([told(other), told(cause)]) == [told(cause)]
        for elsewhere in (told(other, column=40), told(other, line=3), told(other, file="b")):
            kept = told_once([elsewhere, told(cause)])
            assert {each.rule for each in kept} == {other, cause}


@pytest.mark.parametrize("cause", KEEPS_OFF)
def test_what_follows_from_a_slip_in_the_same_line_is_left_out(cause: str) -> None:
    for other in KEEPS_OFF[cause]:
        assert told_once([told(other, column=40), told(cause)]) == [told(cause)]


def test_nothing_that_blocks_gives_way_to_what_does_not() -> None:
    """Otherwise a pack could pass that nobody may use."""
    for causes in (SAYS_MORE, KEEPS_OFF):
        for cause, others in causes.items():
            for other in others - {"r_private"}:
                both = [told(other), told(cause, severity=Severity.WARN)]
                assert told_once(both) == both
    for cause in SPOILS:
        both = [told("r_personas"), told(cause, severity=Severity.WARN)]
        assert told_once(both) == both


def test_of_a_document_that_cannot_be_written_nothing_is_known() -> None:
    for cause in SPOILS:
        follows = [told("r_personas", line=0, file="below"), told("r_branches", line=9)]
        assert told_once([*follows, told(cause)]) == [told(cause)]
    fails = told("r_personas")
    assert told_once([told("r_branches", line=9), fails]) == [fails]


def test_what_is_private_to_a_sample_person_does_not_block_a_pack() -> None:
    assert told_once([told("r_private", column=0, words="")]) == []
    [private] = told_once([told("r_private", words="Heart")])
    assert not private.blocks
    assert "kofi" in private.why


# --- in whole packs ---


SLIPS = {
    "p_illness": '"I like this job, with my lupus."',
    "p_doubled": '"I like the the job."',
    "p_article": '"I like a apple."',
    "p_never": '[{ text = "I like it.", when = ["has_asks", "no_asks"] }, "I like it."]',
    "p_never_wording": '["I like it.", { text = "I like all.", when = ["has_asks"] }]',
}
"""Rule to a text that breaks it."""


def test_slips_of_texts_are_told_once() -> None:
    files = {
        f"phrases/{rule}.toml": f'[[phrase]]\nid = "{rule}"\nabout = "x"\ntext = {text}\n'
        for rule, text in SLIPS.items()
    }
    files["documents/aside.j2"] = "".join(f"{{{{ say.{rule} }}}}\n" for rule in SLIPS)
    found = checked(files, MANIFEST + NOTE)
    assert sorted((each.rule, each.file) for each in found) == [
        (rule, f"mine/phrases/{rule}.toml") for rule in sorted(SLIPS)
    ]


def test_a_text_with_nothing_in_it_is_told_once() -> None:
    nothing = {"phrases/mine.toml": '[[phrase]]\nid = "mine"\nabout = "x"\ntext = ""\n'}
    found = checked({"documents/aside.j2": "{{ say.mine }}\n", **nothing}, MANIFEST + NOTE)
    assert {each.rule for each in found if each.file.endswith("mine.toml")} == {"p_empty"}
    assert "r_personas" not in {each.rule for each in found}


def test_slips_of_a_template_are_told_once() -> None:
    lines = {
        "Hello.\n{% for each in asks %}\n{{ each.phrse|capital }}\n{% endfor %}": {"p_name"},
        "Hello.\n{% if level >= 3 %}\nI have lupus.\n{% endif %}": {"p_illness"},
        'Hello.\n{% if tone == "brisq" %}\nBye.\n{% endif %}': {"p_value"},
        "{# nothing #}": {"p_empty"},
        "Hello.\n{% if health_name %}\nI have {{ health_name }}.\n{% endif %}": set(),
    }
    for body, rules in lines.items():
        manifest = f'{MANIFEST}{NOTE}reads = ["name"]\n'
        found = checked({"documents/aside.j2": f"{body}\n"}, manifest)
        assert {each.rule for each in found} - {"p_reads_unused", "r_grade"} == rules, body


def checked(files: dict[str, str], manifest: str) -> tuple[PackFinding, ...]:
    folder = PackFolder(Path("mine"), {"pack.toml": manifest, **files})
    return check(Workbench([standard().folder, folder], CACHE), TODAY)
