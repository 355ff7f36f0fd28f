"""The static check: each rule tells its slip at its place, and a fair pack is left alone."""

import datetime
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from discloser.authoring.check import MOST, static_findings
from discloser.authoring.finding import PackFinding
from discloser.authoring.rules import RULES
from discloser.authoring.workbench import Workbench, open_forgivingly
from discloser.errors import TemplateError
from discloser.model.words import Audience
from discloser.packs.folder import PackFolder
from discloser.session.drafting import Drafter

from ..people import NAMES, plan  # noqa: TID252 - tests are no package
from ..plans import TODAY  # noqa: TID252 - as above
from .benches import MANIFEST, overlay, standard

CACHE: dict[str, bytes] = {}

NOTE = """
[[document]]
id = "aside"
title = "A note"
about = "What to know."
kind = "note"
phase = "before"
audiences = ["close_colleague", "team"]
to = "team"
decisions = ["tell_now", "tell_partly"]
"""

PHRASE = '[[phrase]]\nid = "mine"\nabout = "Mine."\n'
SAID = {"documents/aside.j2": "{{ say.mine }}\n"}
ASK = """
[[accommodation]]
id = "my_ask"
phrase = "a stool"
short = "a stool"
helps = []
effort = 1
objection = "Why?"
reply = "It helps."
gain = "I can go on."
knock_on = "Nobody else is affected."
"""
RIGHT = """
[[right]]
id = "gb_mine"
country = "gb"
about = "duty"
text = "A fact."
source_title = "Guide"
source_site = "guide.example"
checked_on = 2026-01-01
expires_on = 2027-06-01
confidence = "confirmed"
"""

Found = set[tuple[str, str, str]]


def findings(bench: Workbench, today: datetime.date = TODAY) -> list[PackFinding]:
    bench.cache = CACHE
    return static_findings(bench, today)


def found(files: dict[str, str], manifest: str = MANIFEST) -> Found:
    """Return rule, file and marked text of what is told of a pack over the standard pack."""
    told = findings(overlay(files, manifest))
    for each in told:
        line = (overlay(files, manifest).file(each.file) or "").split("\n")[each.line - 1]
        assert not each.column or line.startswith(each.text, each.column - 1), each
        assert each.why.endswith((".", "?")), each
        assert each.how.endswith((".", "?")), each
        assert "{{0}}" not in each.why + each.how
    return {(each.rule, each.file.partition("/")[2], each.text) for each in told}


def note(body: str, more: str = "", **files: str) -> Found:
    """Return what is told of a document of one's own with a template."""
    return found({"documents/aside.j2": body, **files}, MANIFEST + NOTE + more)


def several(bodies: Iterable[str]) -> dict[str, Found]:
    """Return what is told of each of several templates, looked at in one pack."""
    manifest, files = MANIFEST, {}
    by_file = {}
    for number, body in enumerate(bodies):
        manifest += NOTE.replace('"aside"', f'"aside_{number}"')
        files[f"documents/aside_{number}.j2"] = body
        by_file[f"documents/aside_{number}.j2"] = body
    told: dict[str, Found] = {body: set() for body in by_file.values()}
    for rule, file, text in found(files, manifest):
        told[by_file[file]].add((rule, "", text))
    return told


def phrases(texts: Iterable[str], reads: str = "") -> dict[str, Found]:
    """Return what is told of each of several texts, as phrases that one document says."""
    files, by_file, body = {}, {}, ""
    for number, text in enumerate(texts):
        name = f"mine_{number}"
        files[f"phrases/{name}.toml"] = f'[[phrase]]\nid = "{name}"\nabout = "x"\ntext = {text}\n'
        by_file[f"phrases/{name}.toml"] = text
        body += f"{{% if say.{name} %}}{{{{ say.{name} }}}}{{% endif %}}\n\n\n"
    told: dict[str, Found] = {text: set() for text in by_file.values()}
    manifest = MANIFEST + NOTE + reads
    for rule, file, text in found({"documents/aside.j2": body, **files}, manifest):
        told[by_file[file]].add((rule, "", text))
    return told


def test_nothing_is_told_of_the_standard_pack() -> None:
    assert findings(standard()) == []


def test_nothing_is_told_of_the_standard_pack_without_anything_below() -> None:
    """The same files as a copy with another name: nothing is left out for being built in."""
    copy = Workbench([PackFolder(Path("copy"), standard().folder.files)])
    assert findings(copy) == []


# --- templates ---

OF_TEMPLATES = {
    "p_template": ("{{ to_name }\n", "{{ to_name }"),
    "p_name": ("{% if fact.dated and to_nmae %}x{% endif %}", "to_nmae"),
    "p_shape": ("{{ asks }}", "asks"),
    "p_unguarded": ("{% if meeting_place %}{{ meeting_date }}{% endif %}", "meeting_date"),
    "p_reads": ("{% if fact.says_name %}x{% endif %}", "fact.says_name"),
    "p_prepared": ("{% for each in prepared %}{{ each.label }}{% endfor %}", "prepared"),
    "p_illness": ("{% if level >= 3 %}It is lupus.{% endif %}", "lupus"),
    "p_health_word": ("{% if level >= 2 %}It is an illness.{% endif %}", "illness"),
    "p_reveals": ("There are appointments.", "appointments"),
    "p_never_branch": ("{% if fact.to_hr %}x{% endif %}", "fact.to_hr"),
    "p_value": ('{% if tone == "warmm" %}x{% endif %}', "warmm"),
    "p_article": ("I need a {{ to_whom }} here.", "a {{ to_whom }}"),
    "p_doubled": ("This is is it.", "is is"),
    "p_fixed_slip": ("This is None.", "None"),
}
"""Rule to a template that breaks it and no other, and what is marked."""


def test_a_slip_in_a_template_is_told_at_its_place() -> None:
    told = several(body for body, _ in OF_TEMPLATES.values())
    for rule, (body, text) in OF_TEMPLATES.items():
        assert told[body] == {(rule, "", text)}


NAMED_WRONG = {
    "{{ say.grieting }}": ("say.grieting", "`greeting`"),
    "{{ greeting }}": ("greeting", "say.greeting"),
    "{% if has_asks %}x{% endif %}": ("has_asks", "fact.has_asks"),
    "{% if fact.has_ask %}x{% endif %}": ("fact.has_ask", "`has_asks`"),
    "{% for each in asks %}{{ each.shrt }}{% endfor %}": ("each.shrt", "`short`"),
    "{{ points.if_bussy.say }}": ("points.if_bussy", "`if_busy`"),
    "{% if privacy.paper %}x{% endif %}": ("privacy.paper", "`papers`"),
    "{% if health.nam %}x{% endif %}": ("health.nam", "`name`"),
    "{% for each in asks %}{% endfor %}{{ each.short }}": ("each.short", "between"),
    "{% set asks = to_whom %}": ("asks", "another name"),
    "{% for q in questions %}{% for r in q.replies %}{{ r.txt }}{% endfor %}{% endfor %}": (
        "r.txt",
        "`text`",
    ),
}
"""A template to the name in it that does not exist, and the one that is meant."""


def test_a_name_that_does_not_exist_is_told_with_the_nearest() -> None:
    lines = "\n".join(NAMED_WRONG)
    told = findings(overlay({"documents/aside.j2": lines}, MANIFEST + NOTE))
    wrong = {each.line: each for each in told if each.rule == "p_name"}
    for line, (text, near) in enumerate(NAMED_WRONG.values(), 1):
        assert wrong[line].text.startswith(text)
        assert near in wrong[line].how


def test_one_slip_does_not_hide_the_others() -> None:
    body = "{{ to_nmae|artikel }}\n{{ my_role }}\n"
    rules = {rule for rule, _, _ in note(body)}
    assert rules == {"p_template", "p_name", "p_unguarded"}


GUARDED = (
    "{% if meeting_date %}{{ meeting_when }}{% endif %}",
    "{% if not fact.dated %}x{% else %}{{ meeting_date }}{% endif %}",
    "{% if fact.timed and fact.placed %}{{ meeting_time }}{{ meeting_place }}{% endif %}",
    "{% if not (fact.timed and fact.placed) %}x{% else %}{{ meeting_time }}{% endif %}",
    "{% if not asks %}x{% elif asks[1] %}{{ asks[1].phrase }}{% else %}{{ ask }}{% endif %}",
    "{% if to_name is defined %}{{ to_name }}{% endif %}",
    '{{ my_role|default("worker")|capital }}',
    "{{ my_role if my_role else to_whom }}",
    "{{ to_name or to_whom }}",
    "{% set whom = to_whom %}{{ whom }}",
    "{% for each in asks %}{{ ask }}{% if each.helps %}{{ each.helps }}{% endif %}{% endfor %}",
    "{% for each in more_asks %}{{ each.phrase }}{{ more_asks[0].short }}{% endfor %}",
    "{{ say.greeting }} {{ say.sign_off }} {{ points.if_busy.say }} {{ privacy.papers }}",
    "{% for rung in ladder %}{{ rung.step }}{{ rung.note }}{% endfor %}",
    "{% if fact.named %}{{ to_call }}{{ to_formal }}{% endif %}",
    "{% if fact.asks_chair %}{{ ask_short }}{% endif %}",
    "{% if fact.has_country %}{{ country.label }}{% endif %}",
    "{% if law_line %}{{ law_line }}{% endif %}{{ private_line }}",
    "{% if not my_name %}{% elif my_role %}{{ my_name }} {{ my_role }}{% endif %}",
)
"""Templates in which everything that is printed is asked for in some way."""


def test_every_way_to_ask_first_is_understood() -> None:
    assert {body: told for body, told in several(GUARDED).items() if told} == {}


UNGUARDED = (
    "{% if fact.dated or fact.timed %}{{ meeting_time }}{% endif %}",
    "{% if not fact.dated %}{{ meeting_place }}{% endif %}",
    "{% if my_role|capital == 'x' %}y{% endif %}",
    "{{ my_role|capital|default('x') }}",
    "{% if asks %}{{ asks[1].phrase }}{% endif %}",
    "{% for each in asks %}{{ each.helps }}{% endfor %}",
    "{{ country.label }}",
    "{{ my_role if my_name else to_whom }}",
    "{% if my_role %}{% set x = my_role %}{% endif %}{{ x }}",
    "{{ say.effect }}",
)


def test_what_is_asked_for_in_the_wrong_way_is_told() -> None:
    for body, told in several(UNGUARDED).items():
        assert "p_unguarded" in {rule for rule, _, _ in told}, body


NEVER = (
    "{% if fact.dated %}{% if not meeting_date %}x{% endif %}{% endif %}",
    "{% if fact.has_asks %}x{% elif fact.no_asks %}y{% else %}z{% endif %}",
    "{% if tone == 'warm' %}x{% elif tone == 'warm' %}y{% endif %}",
    "{% if level > 5 %}x{% endif %}",
    "{% if fact.decision_tell_later %}x{% endif %}",
    "{% if fact.one_ask and fact.several_asks %}x{% endif %}",
    "{% if not say.greeting %}x{% endif %}",
)


def test_a_branch_that_nobody_reaches_is_told() -> None:
    for body, told in several(NEVER).items():
        assert {rule for rule, _, _ in told} == {"p_never_branch"}, body


def test_what_a_document_says_of_itself_counts() -> None:
    body = "{{ ask }}{{ meeting_date }}{% if fact.says_type %}{{ health_type }}{% endif %}"
    more = 'when = ["one_ask", "dated"]\nmissing = "Add an ask."\nreads = ["type"]\n'
    assert note(body, more) == set()
    asked = 'when_any = ["has_asks"]\n'
    assert note("{{ ask }}", asked) == {("p_unguarded", "documents/aside.j2", "ask")}


def test_a_file_that_is_included_is_judged_where_it_is_used() -> None:
    part = {"documents/parts/a.j2": "{{ ask }}"}
    inside = '{% if asks %}{% include "documents/parts/a.j2" %}{% endif %}'
    assert not note(inside, **part)
    bare = note('{% include "documents/parts/a.j2" %}', **part)
    assert bare == {("p_unguarded", "documents/parts/a.j2", "ask")}
    unused = note("x", **part)
    assert unused == {("p_unused", "documents/parts/a.j2", "")}


# --- wordings ---

OF_WORDINGS = {
    "p_reference": ('[{ text = "x", when = ["dated", "dayted"] }]', "dayted"),
    "p_never": ('[{ text = "x", when = ["dated", "not dated"] }, "y"]', '"dated"'),
    "p_never_wording": ('["Plain {to_whom}.", "Never {my_role}."]', "Never {my_role}."),
    "p_reads": ('[{ text = "x {health_name}" }, "y"]', "x {health_name}"),
    "p_level": ('[{ text = "x", level = 7 }, "y"]', "level"),
    "p_illness": ('[{ text = "I have Long-Covid.", level = 5 }, "y"]', "Long-Covid"),
    "p_health_word": ('[{ text = "I am ill.", level = 2 }, "y"]', "ill"),
    "p_empty": ('""', '""'),
    "p_reveals": ('[{ text = "An appointment.", level = 1 }, "y"]', "appointment"),
    "p_brace": ('"Hello {{ to_name }}"', "Hello {{ to_name }}"),
    "p_doubled": ('"We went to the the shop."', "the the"),
    "p_article": ('"An {my_role} of ours"', "An {my_role}"),
    "p_spaces": ('"Here  and there"', "Here  and"),
    "p_fixed_slip": ('"I ask for (, this"', "(,"),
}


def test_a_slip_in_a_wording_is_told_at_its_place() -> None:
    told = phrases(text for text, _ in OF_WORDINGS.values())
    for rule, (text, shown) in OF_WORDINGS.items():
        assert told[text] == {(rule, "", shown)}


FAIR = (
    '[{ text = "a", tone = "warm" }, { text = "b", tone = "formal" }, "c"]',
    '[{ text = "a", says = "one" }, { text = "b", says = "two" }]',
    '["{private_line}. So.", "I keep that to myself. So."]',
    '[{ text = "a", when = ["one_ask"] }, { text = "b", when = ["has_asks"] }, "c"]',
    '[{ text = "It is a hospital.", level = 3 }, "y"]',
    '[{ text = "My appointments.", reveals = ["appointments"], level = 2 }, "y"]',
    '[{ text = "x {to_name}" }, { text = "y {my_name}" }, "z"]',
)


def test_a_fair_phrase_is_left_alone() -> None:
    told = phrases(FAIR, 'reads = ["appointments"]\n')
    assert {text: each for text, each in told.items() if each} == {}


# --- entries, documents, files ---

OF_CATALOGUE = {
    "p_few_asks": (
        '[[impact]]\nid = "mine"\narea = "physical"\nlabel = "x"\nline = "it is hard"\n',
        "id",
    ),
    "p_no_reply": (ASK.replace('"Why?"', '""'), "objection"),
    "p_rights_expired": (
        RIGHT.replace("2027-06-01", "2026-06-01").replace("gb_mine", "gb_old"),
        "2026-06-01",
    ),
    "p_rights_soon": (
        RIGHT.replace("2027-06-01", str(TODAY)).replace("gb_mine", "gb_soon"),
        str(TODAY),
    ),
    "p_rights_source": (RIGHT.replace('"Guide"', '""').replace("gb_mine", "gb_bare"), '""'),
    "p_low_level": ('[[topic]]\nid = "name"\nlevel = 2\n', "2"),
    "p_entry": ('[[objection]]\nid = "mine"\nobjecton = "x"\n', "objecton"),
    "p_twice": (RIGHT + RIGHT, "[[right]]"),
    "p_toml": ("title = \u201cx\u201d\n", "\u201cx\u201d"),
    "p_near_miss": ('[[phrase]]\nid = "openning"\nabout = "x"\ntext = "x"\n', '"openning"'),
}


def test_a_slip_in_an_entry_is_told_at_its_place() -> None:
    files = {f"catalogue/{rule}.toml": text for rule, (text, _) in OF_CATALOGUE.items()}
    # What cannot be read is told before what may follow from it; see below.
    apart = [f"catalogue/{rule}.toml" for rule in ("p_toml", "p_entry", "p_twice")]
    broken = {path: files.pop(path) for path in apart}
    told = found(files) | found(broken)
    expected = {
        (rule, f"catalogue/{rule}.toml", shown) for rule, (_, shown) in OF_CATALOGUE.items()
    }
    assert {each for each in told if each[0] != "p_unused"} == expected


OF_DOCUMENTS = {
    "p_document": ('subject = "greeting"\n', '"greeting"'),
    "p_never": ('when = ["has_asks", "no_asks"]\nmissing = "x"\n', '["has_asks", "no_asks"]'),
    "p_reads_unused": ('reads = ["outlook"]\n', '"outlook"'),
    "p_reference": ('when = ["has_ask"]\nmissing = "x"\n', "has_ask"),
}


@pytest.mark.parametrize("rule", OF_DOCUMENTS)
def test_a_slip_in_a_document_is_told_at_its_place(rule: str) -> None:
    more, shown = OF_DOCUMENTS[rule]
    assert note("Plain words.", more) == {(rule, "pack.toml", shown)}


def test_slips_of_the_manifest_the_people_and_what_nothing_uses() -> None:
    manifest = MANIFEST + 'language = "English"\n'
    assert ("p_language", "pack.toml", '"English"') in found({}, manifest)
    person = {"people/pat.toml": 'format = 1\n[meeting]\naudience = "manger"\n'}
    assert found(person) == {("p_person", "people/pat.toml", "audience")}
    extra = {"documents/email_folowup.j2": "x"}
    assert found(extra) == {("p_unused", "documents/email_folowup.j2", "")}


def test_all_files_that_a_pack_cannot_have_are_told(tmp_path: Path) -> None:
    root = tmp_path / "mine"
    (root / "phrase").mkdir(parents=True)
    (root / "phrases").mkdir()
    (root / "pack.toml").write_text(MANIFEST)
    (root / "phrases" / "My Words.toml").write_text("")
    (root / "phrases" / "latin.toml").write_bytes(b"caf\xe9")
    told = findings(open_forgivingly(str(root)))
    assert {(each.rule, each.file) for each in told} == {
        ("p_file", "mine/phrase"),
        ("p_file", "mine/phrases/My Words.toml"),
        ("p_file", "mine/phrases/latin.toml"),
    }


def test_a_file_that_cannot_be_read_does_not_make_others_look_wrong() -> None:
    files = {"phrases/mine.toml": PHRASE + "text = \u201cx\u201d\n", **SAID}
    assert {rule for rule, _, _ in found(files, MANIFEST + NOTE)} == {"p_toml"}
    files = {"phrases/mine.toml": PHRASE + 'text = "x"\nwhenn = "y"\n', **SAID}
    assert {rule for rule, _, _ in found(files, MANIFEST + NOTE)} == {"p_entry"}


def test_what_follows_from_an_entry_that_cannot_be_read_is_held_back() -> None:
    """Whoever follows the advice on it first takes out what is right."""
    phrase = {"phrases/mine.toml": PHRASE + 'text = "We talk."\n', **SAID}
    slips = {
        "phase =": "fase =",
        '"note"': '"notes"',
        '"aside"\n': '"aside"\nreads = ["nam"]\n',
        '"team"]': '"unions"]',
    }
    for right, wrong in slips.items():
        assert {rule for rule, _, _ in found(phrase, MANIFEST + NOTE.replace(right, wrong))} == {
            "p_entry"
        }
    phrase["phrases/mine.toml"] = phrase["phrases/mine.toml"].replace("[[phrase", "[[phrases")
    assert {rule for rule, _, _ in found(phrase, MANIFEST + NOTE)} == {"p_entry"}


ILLNESSES = (
    "long covid, Long-Covid, HIV, ADHD, MS, Parkinson's, POTS, narcolepsy, tinnitus, menopause, "
    "migraine, depressed, pregnant, a stroke, deaf"
)


def test_no_sentence_names_an_illness_at_any_level() -> None:
    """Whoever may know that much is not the one who has this illness."""
    texts = [f'[{{ text = "I have {name}.", level = 5 }}, "y"]' for name in ILLNESSES.split(", ")]
    told = phrases(texts)
    assert {rule for each in told.values() for rule, _, _ in each} == {"p_illness"}
    assert all(told.values())
    printed = '{# lupus #}{% set x = "my lupus" %}\n{% if level == 5 %}{{ x }}{% endif %}'
    assert note(printed) == {("p_illness", "documents/aside.j2", "lupus")}
    own = "{% if health_name %}I have {{ health_name }}.{% endif %}"
    assert note(own, 'reads = ["name"]\n') == set()


def test_what_to_do_about_a_word_of_health() -> None:
    """A level is no help for a name, and the last resort for any other word."""
    lines = {'text = [{ text = "My lupus.", level = 4 }, "y"]': ("health_name", "level")}
    lines['text = "A hospital."'] = ("without the word", "health_name")
    for line, (said, unsaid) in lines.items():
        bench = overlay({"phrases/mine.toml": f"{PHRASE}{line}\n", **SAID}, MANIFEST + NOTE)
        [told] = findings(bench)
        assert said in told.how
        assert unsaid not in told.how


QUESTION = """
[[question]]
id = "my_question"
askers = ["team"]
about = "x"
question = "{}"
"""
REPLY = '[[question.reply]]\ntechnique = "private"\ntext = "{private_line}. Shall we go on?"\n'


def test_others_may_ask_about_health() -> None:
    for question in ("Are you pregnant?", "Were you in hospital?"):
        assert found({"catalogue/q.toml": QUESTION.format(question) + REPLY}) == set()
    told = found({"catalogue/q.toml": QUESTION.format("Busy?") + REPLY.replace("Shall", "Ill. S")})
    assert {rule for rule, _, _ in told} == {"p_health_word"}


@pytest.mark.parametrize("line", ["", 'reply = "Out."\n', 'reply = ["Out."]\n', "reply = []\n"])
def test_a_question_without_a_reply_is_told_how_one_is_written(line: str) -> None:
    [told] = findings(overlay({"catalogue/q.toml": QUESTION.format("Are you busy?") + line}))
    assert "[[question.reply]]" in told.how


def test_names_of_which_one_is_meant_are_told() -> None:
    tone = PHRASE + 'text = [{ text = "x", tone = "brisq" }, "y"]'
    [told] = findings(overlay({"phrases/m.toml": tone, **SAID}, MANIFEST + NOTE))
    assert "warm, neutral, formal" in told.how
    [told_filter] = [
        each
        for each in findings(
            overlay({"documents/aside.j2": "{{ to_whom|upper }}"}, MANIFEST + NOTE)
        )
        if each.rule == "p_template"
    ]
    assert (told_filter.text, "capital" in told_filter.how) == ("upper", True)
    listed = PHRASE + 'text = [{ text = "x", when = "dated" }]'
    [told_list] = findings(overlay({"phrases/m.toml": listed}))
    assert told_list.how == 'Put brackets around it: when = ["dated"].'


@pytest.mark.parametrize("blank", ["{ to_name }", "{To_Name}", "{to name}"])
def test_a_blank_with_a_slip_is_shown_as_it_is_meant(blank: str) -> None:
    files = {"phrases/mine.toml": f'{PHRASE}text = "Hello {blank}, and bye."\n', **SAID}
    [told] = findings(overlay(files, MANIFEST + NOTE))
    assert (told.text, told.how) == (blank, "Write {to_name}.")


NO_END = '[[phrase]]\nid = "reassurance_20s"\ntext = "I like this job{}"\n'


@pytest.mark.parametrize(("end", "told"), [("", 1), (".", 0), (" {to_name}", 0), (": \u2026", 0)])
def test_a_sentence_without_an_end_is_told_if_the_one_below_has_one(end: str, told: int) -> None:
    found_here = findings(overlay({"phrases/m.toml": NO_END.format(end)}))
    assert [each.rule for each in found_here] == ["p_end"] * told


def test_a_file_without_words_is_told_to_be_empty() -> None:
    for body in ("", " \n", "{# a note #}\n"):
        assert note(body) == {("p_empty", "documents/aside.j2", "")}


def test_more_slips_than_anybody_reads_are_cut_short() -> None:
    body = "".join(f"{{{{ nope_{at} }}}}\n" for at in range(MOST + 50))
    told = findings(overlay({"documents/aside.j2": body}, MANIFEST + NOTE))
    assert sum(each.rule == "p_name" for each in told) == MOST
    assert sum(each.rule == "p_too_many" for each in told) == 1


def test_every_rule_has_a_slip_here() -> None:
    tongues = {rule for rule in RULES if rule.startswith("p_tongue")}
    own = {"p_not_read", "p_joined", "p_file", "p_too_many", "p_unused", "p_person", "p_language"}
    own |= {"p_end", "p_slow"}  # the last one is in test_rendered.py
    shown = {*OF_TEMPLATES, *OF_WORDINGS, *OF_CATALOGUE, *OF_DOCUMENTS, *own, *tongues}
    assert shown == set(RULES)


# --- what the check calls safe can be written for everybody ---

PRINTED = st.sampled_from(
    "to_name to_call my_role my_name meeting_date meeting_when meeting_place later ask ask_short_2 "
    "asks[1].phrase asks[0].helps impact impacts[0].line fallback trial_weeks review_date "
    "say.greeting say.effect say.next_step health_type told_outlook country.label "
    "privacy.papers points.if_busy.say work_topic held_date asks[0].gain".split()
)
ASKED = PRINTED | st.sampled_from(
    "fact.dated fact.placed fact.has_asks fact.one_ask fact.several_asks fact.trial fact.named "
    "fact.fallback fact.says_effect fact.says_type fact.has_country fact.held asks impacts "
    "fact.signed fact.review_dated fact.has_later more_asks".split()
)
TESTS = st.recursive(
    ASKED,
    lambda inner: st.one_of(
        inner.map("not ({})".format),
        st.tuples(inner, inner).map(" and ".join),
        st.tuples(inner, inner).map(lambda two: f"({two[0]} or {two[1]})"),
    ),
    max_leaves=3,
)
BODIES = st.recursive(
    PRINTED.map("{{{{ {} }}}} ".format),
    lambda inner: st.one_of(
        st.tuples(TESTS, inner, inner).map(
            lambda part: f"{{% if {part[0]} %}}{part[1]}{{% else %}}{part[2]}{{% endif %}}"
        ),
        st.tuples(TESTS, inner).map(lambda part: f"{{% if {part[0]} %}}{part[1]}{{% endif %}}"),
        inner.map("{{% for each in asks %}}{}{{% endfor %}}".format),
    ),
    max_leaves=4,
)
READING = NOTE.replace('"close_colleague", "team"', '"manager", "hr", "union_rep"').replace(
    'to = "team"', 'to = "manager"\nreads = ["type", "outlook", "work_effect"]'
)


READERS = [(name, Audience.MANAGER) for name in NAMES] + [(name, Audience.HR) for name in NAMES[:4]]


# The message names the one template that fails, so there is nothing to be made smaller.
@settings(
    max_examples=8,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)
@given(st.lists(BODIES, min_size=8, max_size=12, unique=True))
def test_what_is_not_told_can_be_written_for_everybody(bodies: list[str]) -> None:
    manifest, files = MANIFEST, {}
    for number, body in enumerate(bodies):
        manifest += READING.replace('"aside"', f'"aside_{number}"')
        files[f"documents/aside_{number}.j2"] = body
    bench = overlay(files, manifest)
    told = {each.file for each in findings(bench) if each.blocks}
    workshop = bench.workshop
    for name, audience in READERS:
        drafter = Drafter(plan(name), workshop, TODAY)
        for number, body in enumerate(bodies):
            if f"mine/documents/aside_{number}.j2" in told:
                continue
            try:
                drafter.write(workshop.pack.documents[f"aside_{number}"], audience)
            except TemplateError as error:
                raise AssertionError((name, audience, body, error.message)) from None
