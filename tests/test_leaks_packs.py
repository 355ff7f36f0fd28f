"""A pack whose templates try to print everything gets no more than the person allows."""

from itertools import islice
from pathlib import Path

import pytest

from discloser.errors import TemplateError
from discloser.model.disclosure import GENERAL_NAMES, Disclosure
from discloser.model.words import Audience, Stance
from discloser.packs.load import load
from discloser.rendering.context import SECTIONS
from discloser.session.drafting import Drafter, Workshop

from .boundaries import (
    AUDIENCES,
    EVERY_CASE,
    EXCEPTIONS,
    LEVELS,
    PLACES,
    TOPICS,
    Boundary,
    Case,
    allowed,
    cases,
    guarded,
    held,
    mixed,
)
from .plans import TODAY, everything, places, plan, standard

TURNS = len(LEVELS) * len(EXCEPTIONS)
"""How many mixes of boundaries there are."""


def printed(*names: str) -> str:
    """Return template text that prints what there is of some names."""
    return " ".join(f"{{% if {name} %}}{{{{ {name} }}}}{{% endif %}}" for name in names)


def printed_each(group: str, *parts: str) -> str:
    """Return template text that prints some parts of everything in a list."""
    return f"{{% for each in {group} %}}{printed(*(f'each{part}' for part in parts))}{{% endfor %}}"


ASK_PARTS = (".phrase", ".short", ".gain", ".knock_on", ".objection", ".reply", ".fallback")
ITEM_PARTS = (".ask", ".short", ".who", ".by", ".note", ".fallback", ".knock_on")
GREEDY = "\n".join(
    [
        printed(*sorted(GENERAL_NAMES - {*SECTIONS}), "law_line", "level", "tone"),
        printed(*(f"health.{topic}" for topic in TOPICS)),
        printed("say.greedy", "say.opening", "say.greeting", "say.private_line"),
        printed_each("told", ""),
        printed_each("prepared", ".label", ".value"),
        printed_each("withheld", ""),
        printed_each("asks", *ASK_PARTS),
        printed_each("more_asks", *ASK_PARTS),
        printed_each("impacts", ".line", ".short"),
        printed_each("agreed", *ITEM_PARTS),
        printed_each("open", *ITEM_PARTS),
        printed_each("refused", *ITEM_PARTS),
        printed_each("log", ".on", ".what"),
        printed_each("look_again", ""),
        "{% for each in questions %}{{ each.question }}",
        "{% for reply in each.replies %}{{ reply.text }}{% endfor %}{% endfor %}",
        printed_each("ladder", ".text", ".note"),
        printed_each("objections", ".about", ".objection", ".reply"),
    ]
)
"""A template that prints every name there is."""

PRIVATE_WAYS = ("plan.health.name", "disclosure.topics", "verdicts", "health.__class__", "_plan")
"""Ways to what a template is not given."""


def greedy_pack(folder: Path, changes: str) -> Workshop:
    """Return the standard pack below one that prints every name in every document.

    ``changes`` are more keys for the entry of each document.
    """
    root = folder / "greedy"
    (root / "documents").mkdir(parents=True)
    (root / "phrases").mkdir()
    entries = ['title = "Greedy"', 'extends = "standard"']
    for spec in standard().pack.documents.values():
        entries += ["[[document]]", f'id = "{spec.id}"', changes]
        (root / "documents" / f"{spec.id}.j2").write_text(GREEDY, encoding="utf-8")
    (root / "pack.toml").write_text("\n".join(entries), encoding="utf-8")
    lines = "".join(f'"{{health_{topic}}} {{told_{topic}}}", ' for topic in TOPICS)
    phrase = f'[[phrase]]\nid = "%s"\nabout = "everything"\ntext = [{lines}"Hello,"]\n'
    (root / "phrases" / "greedy.toml").write_text(
        "".join(phrase % name for name in ("greedy", "opening", "private_line", "greeting")),
        encoding="utf-8",
    )
    return Workshop(load("standard", folder))


def require_contained(workshop: Workshop) -> None:
    """Draft every document once, and every boundary in turn."""
    drafted = 0
    for turn, boundaries in enumerate(mixed()):
        drafting = Drafter(guarded(boundaries), workshop, TODAY)
        for spec, audience in islice(places(workshop.pack), turn, None, TURNS):
            free = allowed(spec, boundaries[audience])
            assert held(everything(drafting.disclosure(spec, audience))) == free
            assert held(drafting.draft(spec, audience).text) == free, spec.id
            drafted += 1
    assert drafted == len(PLACES)


def test_a_pack_that_prints_every_name_gets_what_its_documents_declare(tmp_path: Path) -> None:
    require_contained(greedy_pack(tmp_path, ""))


def test_a_pack_that_declares_every_topic_gets_what_may_be_said(tmp_path: Path) -> None:
    every = ", ".join(f'"{topic}"' for topic in TOPICS)
    workshop = greedy_pack(tmp_path, f"reads = [{every}]")
    require_contained(workshop)
    checked: set[Case] = set()
    for boundaries in mixed():
        drafting = Drafter(guarded(boundaries), workshop, TODAY)
        for spec, audience in places(workshop.pack):
            inside = held(everything(drafting.disclosure(spec, audience)))
            assert inside == allowed(spec, boundaries[audience])
            checked.update(cases(spec, audience, boundaries[audience]))
    assert len(checked) == EVERY_CASE


def test_what_is_kept_until_asked_stays_out_of_messages_of_any_pack(tmp_path: Path) -> None:
    every = ", ".join(f'"{topic}"' for topic in TOPICS)
    workshop = greedy_pack(tmp_path, f"reads = [{every}]\nprepared = true")
    boundary: Boundary = (0, dict.fromkeys(TOPICS, Stance.IF_ASKED))
    drafting = Drafter(guarded(dict.fromkeys(AUDIENCES, boundary)), workshop, TODAY)
    for spec, audience in places(workshop.pack):
        if spec.kind in {"script", "email", "letter"}:
            assert not held(drafting.draft(spec, audience).text), spec.id


@pytest.mark.parametrize("way", PRIVATE_WAYS)
def test_a_template_has_no_way_to_what_it_is_not_given(tmp_path: Path, way: str) -> None:
    root = tmp_path / "curious"
    (root / "documents").mkdir(parents=True)
    (root / "pack.toml").write_text('title = "Curious"\nextends = "standard"\n', encoding="utf-8")
    template = root / "documents" / "script_20s.j2"
    template.write_text(f"Hello {{{{ {way} }}}}", encoding="utf-8")
    workshop = Workshop(load("standard", tmp_path))
    with pytest.raises(TemplateError, match=r"curious/documents/script_20s\.j2"):
        Drafter(plan(), workshop, TODAY).draft(
            workshop.pack.documents["script_20s"], Audience.MANAGER
        )


def test_the_greedy_template_prints_every_name_that_can_hold_an_answer() -> None:
    of_the_pack = {"points", "privacy", "rights", "regulators", "country", "general", "form"}
    for name in {*SECTIONS, *GENERAL_NAMES} - of_the_pack - {"fact", "triggers"}:
        assert f" {name} " in GREEDY or f" {name}." in GREEDY, name
    assert set(Disclosure.__struct_fields__) == {
        *("audience", "level", "verdicts", "topics", "prepared", "situation", "impacts", "asks"),
        *("more_asks", "items", "log", "country", "look_again", "confirmed", "wording"),
    }, "print what is new"
