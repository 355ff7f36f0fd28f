"""An author renames, adds and removes what a pack offers, with a text editor and nothing else."""

import re
import shutil
from pathlib import Path

import pytest

from discloser.errors import AnswerError, PlanError
from discloser.model.document import Document
from discloser.packs.load import BUILT_IN
from discloser.planfile.read import PlanText
from discloser.session import pressing
from discloser.session.book import END, PAGES
from discloser.session.drafting import Workshop
from discloser.session.preview import level_sentences, main_place, preview
from discloser.session.rows import Row, View
from discloser.session.session import House, Session, open_plan
from discloser.session.sitting import Sitting

from .people import FILES, NAMES, session
from .plans import TODAY

BRISK = "Hello {to_call}, I will be brief."
TEN_SECONDS = """
[[document]]
id = "script_10s"
title = "What to say in ten seconds"
about = "One breath."
kind = "script"
phase = "before"
audiences = ["manager", "senior_manager", "hr", "occ_health", "union_rep", "close_colleague"]
decisions = ["tell_now", "tell_later", "tell_partly", "tell_other", "not_sure", "undecided"]
when = ["has_asks", "not written"]
missing = "Add at least one [[ask]]."
reads = ["work_effect", "name", "type", "symptoms", "appointments"]
spoken = "10s"
preview = 1
"""
SOUND = """
[[tone]]
id = "brisk"
label = "brisk"
about = "No word too many."

[[length]]
id = "10s"
label = "ten seconds"
words = 48
"""
MOST_WORDS = 48

QUESTION = """
[[question]]
id = "my_early_friday"
askers = ["manager", "team"]
about = "hours"
question = "Why do you leave early on Fridays?"

[[question.reply]]
technique = "brief"
text = "Those are my hours. What do you need before I go?"
"""
COUNTRY = """
[[country]]
id = "za"
label = "South Africa"
writes_like = "gb"

[[right]]
id = "za_law"
country = "za"
about = "law"
text = "In many cases, the law covers you."
source_title = "A page"
source_site = "example.org"
checked_on = 2026-10-01
expires_on = 2027-10-01
confidence = "confirmed"
"""


class Author:
    """Somebody who changes a copy of the standard pack in a text editor."""

    def __init__(self, folder: Path) -> None:
        self.pack = folder / "ours"
        shutil.copytree(BUILT_IN / "standard", self.pack)

    def everywhere(self, found: str, new: str) -> None:
        """Replace a word as it stands between quotes, in all catalogue and phrase files."""
        for path in [self.pack / "pack.toml", *self.pack.glob("[cp][ah][tr]*/*.toml")]:
            text = path.read_text("utf-8")
            if re.search(found, text):
                path.write_text(re.sub(found, new, text), "utf-8")

    def add(self, path: str, text: str) -> None:
        with (self.pack / path).open("a", encoding="utf-8") as file:
            file.write(text)

    def remove(self, path: str, kind: str, name: str) -> None:
        """Cut an entry out of a file."""
        entries = re.split(rf"(?m)^(?=\[\[{kind}\]\])", (self.pack / path).read_text("utf-8"))
        kept = [entry for entry in entries if f'\nid = "{name}"\n' not in entry]
        assert len(kept) == len(entries) - 1
        (self.pack / path).write_text("".join(kept), "utf-8")


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    """Return a pack in which something of each kind was renamed, removed and added."""
    author = Author(tmp_path_factory.mktemp("packs"))
    documents = author.pack / "documents"
    author.everywhere('"card_meeting"', '"card_for_meeting"')
    (documents / "card_meeting.j2").rename(documents / "card_for_meeting.j2")
    for gone in ("decline_event", "script_full"):
        author.remove("pack.toml", "document", gone)
        (documents / f"{gone}.j2").unlink()
    author.add("pack.toml", TEN_SECONDS)
    shutil.copy(documents / "script_20s.j2", documents / "script_10s.j2")

    author.everywhere('"mg_cope"', '"mg_cope_well"')
    author.remove("catalogue/questions.toml", "question", "mg_how_treat")
    author.add("catalogue/questions.toml", QUESTION)
    author.remove("catalogue/accommodations_1.toml", "accommodation", "spread_hours")

    author.everywhere('"warm"', '"warmer"')
    author.remove("catalogue/sound.toml", "length", "full")
    author.add("catalogue/sound.toml", SOUND)
    author.everywhere(
        r'(id = "opening"\n.*\ntext = \[\n)', rf'\1  {{ text = "{BRISK}", tone = "brisk" }},\n'
    )

    author.everywhere('(id|country) = "nz"', r'\1 = "aotearoa"')
    author.everywhere('(id = "aotearoa")', '\\1\nwrites_like = "nz"')
    author.add("catalogue/rights.toml", COUNTRY)
    return House(author.pack.parent).workshop("ours")


class OneHouse(House):
    """A house with one pack, that is open already."""

    def __init__(self, workshop: Workshop) -> None:
        super().__init__()
        self._workshops[workshop.pack.name] = workshop


def opened(workshop: Workshop, text: str) -> Session:
    """Open a plan with a pack."""
    text = text.replace("format = 1", f'format = 1\npack = "{workshop.pack.name}"', 1)
    return open_plan(PlanText(text, "plan.toml"), OneHouse(workshop), TODAY)


def adapted(text: str, **meeting: str) -> str:
    """Return a sample person's plan with the new names, and with other answers on the meeting."""
    for old, new in (
        ('"warm"', '"warmer"'),
        ('"full"', '"1min"'),
        ('country = "nz"', 'country = "aotearoa"'),
        ('"mg_cope"', '"mg_cope_well"'),
    ):
        text = text.replace(old, new)
    for key, value in meeting.items():
        text = re.sub(rf'(?m)^{key} = ".*"', f'{key} = "{value}"', text)
    return text


PLANS = {file.stem: adapted(file.read_text("utf-8")) for file in FILES}


def drafted(of: Session) -> dict[str, Document]:
    return {f"{spec.id} {audience}": of.draft((spec, audience)) for spec, audience in of.places()}


@pytest.mark.parametrize("name", NAMES)
def test_everybody_still_gets_whole_papers(ours: Workshop, name: str) -> None:
    found = drafted(opened(ours, PLANS[name]))
    assert found
    for place, document in found.items():
        assert document.text.strip(), place
        said = [finding.rule for finding in document.findings]
        too_long = place.startswith("script_10s") and document.words > MOST_WORDS
        assert said == (["r_len_spoken"] if too_long else []), f"{place}: {document.findings}"
    before = drafted(session(name))
    gone = {place for place in before if re.match("decline_event|script_full|card_meeting", place)}
    new = {place for place in found if re.match("script_10s|card_for_meeting", place)}
    assert {*before} - gone == {*found} - new
    # Only answers to close questions have changed, and the country that is new writes as before.
    same = {place for place in found if place in before and not place.startswith("deflection")}
    assert [found[place].text for place in same] == [before[place].text for place in same]


def test_new_words_are_offered_and_old_ones_are_not(ours: Workshop) -> None:
    at = Sitting(opened(ours, PLANS["maya"]).plan, ours, TODAY)
    rows = {page: unfolded(at, page) for page in (*PAGES, "short end")}
    meeting = {row.id: [option.value for option in row.options] for row in rows["meeting"]}
    assert meeting["tone"] == ["warmer", "neutral", "formal", "brisk"]
    assert meeting["length"] == ["20s", "1min", "10s"]
    assert meeting["country"][-3:] == ["aotearoa", "eu", "za"]
    titles = [row.label for row in rows["papers"]]
    assert "What to say in ten seconds" in titles
    assert "What to say, in full" not in titles
    asked = [row.id for row in rows["practise"]]
    assert "manager my_early_friday" in asked
    assert "manager mg_cope_well" in asked
    assert not {"manager mg_how_treat", "manager mg_cope"} & {*asked}
    assert "spread_hours" not in {row.item for row in rows["asks"]}


def unfolded(at: Sitting, page: str) -> list[Row]:
    if page == END.id:
        return list(END.rows(at, View()))
    view = View()
    while folded := {row.id for row in PAGES[page].rows(at, view) if row.folds and not row.open}:
        view = View(view.opened | folded)
    return list(PAGES[page].rows(at, view))


def test_new_words_are_used(ours: Workshop) -> None:
    at = Sitting(opened(ours, PLANS["maya"]).plan, ours, TODAY)
    rows = {row.id: row for row in unfolded(at, "meeting")}
    for key, value in (("tone", "brisk"), ("length", "10s"), ("country", "za")):
        pressing.choose(at, rows[key], value)
    place = main_place(at.session)
    assert place
    assert place[0].id == "script_10s", "the paper of the chosen length stands beside the questions"
    texts = {name.partition(" ")[0]: each for name, each in drafted(at.session).items()}
    assert "Hello Jordan, I will be brief." in texts["script_1min"].text
    # Where the new tone has no wording of its own, the usual one is used.
    assert texts["script_1min"].text.endswith(texts_of("neutral", ours).rpartition("\n\n")[2])
    assert "In many cases, the law covers you." in texts["rights_card"].text
    assert "10:30am" in texts["meeting_request"].text
    assert main_place(opened(ours, PLANS["maya"]))[0].id == "script_1min"  # type: ignore[index]
    for row in (None, rows["country"], rows["tone"]):
        assert preview(at.session, "meeting", row).text
    assert len({*level_sentences(at.session, at.plan.audience)}) > 1


def texts_of(tone: str, workshop: Workshop) -> str:
    of = opened(workshop, adapted(PLANS["maya"], tone=tone))
    return next(each.text for name, each in drafted(of).items() if name.startswith("script_1min"))


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ('meeting.tone = "warm"', "`warm` is not known. Did you mean `warmer`?"),
        ('meeting.tone = "loud"', "Use one of: warmer, neutral, formal, brisk."),
        ('meeting.length = "full"', "`full` is not known. Use one of: 20s, 1min, 10s."),
        ('meeting.country = "nz"', "`nz` is not known. Use one of: us, gb, "),
        ('truth.confirmed = ["mg_cope"]', "`mg_cope` is not known. Did you mean `mg_cope_well`?"),
        ('ask = [{ id = "spread_hours" }]', "`spread_hours` is not known."),
        ('edit = [{ document = "card_meeting", text = "x" }]', "Did you mean `card_for_meeting`?"),
        ('edit = [{ document = "decline_event", text = "x" }]', "`decline_event` is not known."),
    ],
)
def test_old_words_are_refused_with_the_nearest_new_one(
    ours: Workshop, answer: str, said: str
) -> None:
    with pytest.raises(PlanError) as caught:
        opened(ours, f"format = 1\n{answer}\n")
    assert said in caught.value.message
    assert answer.partition(" ")[0].partition(".")[0] in (caught.value.place or "")


def test_the_app_refuses_what_the_pack_does_not_have(ours: Workshop) -> None:
    at = Sitting(opened(ours, PLANS["maya"]).plan, ours, TODAY)
    with pytest.raises(AnswerError, match="Did you mean `warmer`"):
        at.answer("meeting.tone", "warm")
