"""What stands beside a step: the paper, the picture or the sentences that its answers lead to."""

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from discloser.disclosure.policy import CLOSED
from discloser.disclosure.selection import select, speak
from discloser.interview.balance import SIDES
from discloser.model.catalogue import Catalogue, usual
from discloser.model.document import Document
from discloser.model.plan import Plan
from discloser.model.words import Audience, Decision, Stance
from discloser.session.packet import Place
from discloser.session.papers import for_whom, tells
from discloser.session.rows import Option, Row
from discloser.session.session import Session
from discloser.text.english import plain, sentence


class Preview(Struct, frozen=True):
    """A text to look at, with what stands over and under it."""

    title: str
    whom: str = ""
    picture: str = ""
    """Drawn with characters; everything in it is said in the text too."""
    text: str = ""
    notes: tuple[str, ...] = ()
    """Sentences under the text: what it tells, and why it is held back."""


def preview(session: Session, page: str, row: Row | None = None) -> Preview:
    """Return what to show beside a page; ``row`` is the line that the person looks at."""
    match page.removeprefix("short "):
        case "reasons":
            return balance_picture(session)
        case "choice" | "choice.decision":
            return _choice(session, row)
        case "boundaries" | "boundaries.private_words":
            return _hears(session, _looked_at(row) or session.plan.audience)
        case "papers" | "end" if row and row.item.startswith("read "):
            return paper(session, place_of(session, row.item.removeprefix("read ")))
        case "meeting" if row and row.id in {"country", "law"} and session.plan.meeting.country:
            specs = session.workshop.pack.documents.values()
            rights = [spec.id for spec in specs if spec.kind == "rights"]
            return paper(session, session.first_fitting(rights))
        case "practise":
            return paper(session, session.first_fitting(session.workshop.readers("questions")))
        case "afterwards":
            specs = session.workshop.pack.documents.values()
            after = [spec.id for spec in specs if spec.phase == "after"]
            return paper(session, session.first_fitting(after), AFTER)
        case _:
            pass
    return paper(session, main_place(session), NOT_YET)


NOT_YET = "Nothing to read yet. What you choose here shows up in this place."
AFTER = "Once you say how it ended, the email that sums it up stands here."


def main_place(session: Session) -> Place | None:
    """Return the paper that matters most for a plan: what to say, or what to write instead."""
    length = session.plan.meeting.length or usual(session.workshop.pack.catalogue.lengths)
    return session.first_fitting(_beside(session, length))


def _beside(session: Session, length: str = "") -> list[str]:
    """Return the papers that can stand beside the questions, what is shown first in front."""
    shown = [spec for spec in session.workshop.pack.documents.values() if spec.preview]
    shown.sort(key=lambda spec: (spec.preview, bool(length) and spec.spoken != length))
    return [spec.id for spec in shown]


def place_of(session: Session, name: str) -> Place | None:
    """Return the document with a name such as ``script_20s/manager``."""
    document, _, audience = name.partition("/")
    return session.first_fitting([document], Audience(audience))


def paper(session: Session, place: Place | None, otherwise: str = NOT_YET) -> Preview:
    """Return a document to look at."""
    if place is None:
        return Preview("Preview", text=otherwise)
    document = session.draft(place)
    return Preview(
        document.title,
        for_whom(session, place),
        text=read_aloud(document),
        notes=notes(session, document),
    )


def read_aloud(document: Document) -> str:
    """Return a document with its subject, without the marks of Markdown."""
    subject = f"Subject: {document.subject}\n\n" if document.subject else ""
    return subject + plain(document.text).strip()


def notes(session: Session, document: Document) -> tuple[str, ...]:
    """Return what holds a document back, what there is to know, and what it tells."""
    found = [
        f"Held back: {finding.message}" if document.blocked else f"Note: {finding.message}"
        for finding in document.findings
        if finding.severity == "block" or not document.blocked
    ]
    seconds = document.spoken_seconds
    spoken = (f"About {seconds} seconds, said calmly.",) if seconds else ()
    return (*found, *tells(session, document), *spoken)


# --- reasons and choice ---

BAR = 20
"""Characters of the longest bar."""


def balance_picture(session: Session) -> Preview:
    """Return how the reasons lean, drawn and said."""
    balance = session.balance()
    total = sum(balance.weights.values())
    lines = []
    if total:
        names = {"tell": "Telling", "not_tell": "Not telling", "between": "In between"}
        for side in SIDES:
            weight = balance.weights[side]
            filled = round(weight / total * BAR)
            bar = "█" * filled + "·" * (BAR - filled)
            lines.append(f"{names[side]:<13}{bar} {round(weight / total * 100):>4} %")
    why = session.plan.why
    for label, points in (
        ("Clear before", why.certainty_before),
        ("Clear now", why.certainty_after),
    ):
        if points is not None:
            filled = round(points / 40 * BAR)
            lines.append(f"{label:<13}{'█' * filled}{'·' * (BAR - filled)} {points:>2}/40")
    return Preview(
        "How your reasons lean", picture="\n".join(lines), text="\n\n".join(balance.sentences)
    )


def _choice(session: Session, row: Row | None) -> Preview:
    catalogue = session.workshop.pack.catalogue
    decision = row.item if row and row.kind == "pick" else session.plan.choice.decision
    if decision is None or decision not in catalogue.decisions:
        return balance_picture(session)
    entry = catalogue.decisions[decision]
    # Once somebody has chosen, what speaks for the other side would only push.
    undecided = session.plan.choice.decision in {None, Decision.NOT_SURE}
    leaning = ("How your reasons lean:", *session.balance().sentences) if undecided else ()
    choice = replace(session.plan.choice, decision=entry.id)
    there = Session(replace(session.plan, choice=choice), session.workshop, session.today)
    titles = list(dict.fromkeys(place[0].title for place in there.places()))
    return Preview(
        "What this leads to",
        text="\n\n".join(
            (
                f'"{entry.label}."',
                entry.note,
                entry.leads_to,
                *leaning,
            )
        ),
        notes=("Papers so far: " + "; ".join(titles) + ".",) if titles else (),
    )


# --- boundaries ---


def _looked_at(row: Row | None) -> Audience | None:
    """Return the audience that a row is about."""
    if row and row.path.startswith("boundaries.level."):
        return Audience(row.path.removeprefix("boundaries.level."))
    return None


def _hears(session: Session, audience: Audience) -> Preview:
    """Return what one audience would hear, level by level, and what stays private and why."""
    catalogue = session.workshop.pack.catalogue
    label = catalogue.audiences[audience].label
    papers = [*_beside(session), *session.workshop.readers("questions")]
    place = session.first_fitting(papers, audience)
    here = session.level(audience)
    lines = []
    sentences = level_sentences(session, audience)
    for level, words in enumerate(sentences):
        mark = ">" if level == here else " "
        said = SAME if level and words == sentences[level - 1] else words
        lines.append(f"{mark} {level} {catalogue.levels[str(level)].label}: {said}")
    if session.plan.boundaries.except_.get(audience):
        lines.append("Your exceptions are counted in.")
    closed = (
        ("With your choice nobody is told anything, whatever the levels say.",)
        if session.plan.choice.decision in CLOSED
        else ()
    )
    private = [
        rule.because
        for rule in session.verdicts(audience)
        if rule.given and rule.stance is not Stance.SAY
    ]
    now: tuple[str, ...] = ()
    if place:
        document = session.draft(place)
        now = (f"Now, in {document.title}:", read_aloud(document))
    return Preview(
        f"What {label} would hear",
        text="\n\n".join(("\n".join(lines), *closed, *now)),
        notes=tuple(private) or ("Nothing is written down yet that could stay private.",),
    )


SAME = "the same for now; nothing more is written down yet"


def level_sentences(session: Session, audience: Audience) -> tuple[str, ...]:
    """Return the sentence that each of the six levels would give for this person."""
    catalogue = session.workshop.pack.catalogue
    return tuple(_at_level(session, catalogue, audience, level) for level in range(6))


def options_of(session: Session, row: Row) -> tuple[Option, ...]:
    """Return the answers of a choice; each level of an audience with the sentence it would give."""
    audience = _looked_at(row)
    if audience is None:
        return row.options
    sentences = level_sentences(session, audience)
    return tuple(
        replace(option, about=f'{option.about} Said so: "{words}"')
        for option, words in zip(row.options, sentences, strict=True)
    )


def _at_level(session: Session, catalogue: Catalogue, audience: Audience, level: int) -> str:
    levels = {**session.plan.boundaries.level, audience: level}
    plan: Plan = replace(session.plan, boundaries=replace(session.plan.boundaries, level=levels))
    specs = session.workshop.pack.documents.values()
    spec = next((spec for spec in specs if spec.by_level), None)
    if spec is None:
        return catalogue.levels[str(level)].means
    disclosure = select(plan, catalogue, audience, frozenset(spec.reads), today=session.today)
    said = speak(catalogue, disclosure, spec.by_level)
    *first, lead = (said.get(name, "") for name in spec.by_level)
    ask = disclosure.situation.names.get("ask_short", "")
    text = " ".join(_whole([*first, f"{lead} {ask}." if ask else ""]))
    return text or catalogue.levels[str(level)].means


def _whole(parts: Iterable[str]) -> list[str]:
    return [sentence(part) for part in parts if part.strip()]
