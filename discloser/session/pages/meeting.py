"""Meeting: with whom, how, where and when, and how the texts sound."""

from collections.abc import Iterator, Mapping

from discloser.model.catalogue import Length, Tone, usual
from discloser.model.words import Audience, Channel
from discloser.session.rows import OPEN, Option, Row, View, choice, field, heading
from discloser.session.sitting import Sitting

CHANNELS = (
    OPEN,
    Option(Channel.IN_PERSON, "in person"),
    Option(Channel.VIDEO, "by video"),
    Option(Channel.PHONE, "by phone"),
    Option(Channel.WRITTEN, "in writing only"),
)


def rows(sitting: Sitting, view: View) -> Iterator[Row]:
    """Yield the rows of the step."""
    plan, catalogue = sitting.plan, sitting.workshop.pack.catalogue
    meeting, person = plan.meeting, plan.person
    yield from whom(sitting)
    yield choice("channel", "How you talk", "meeting.channel", meeting.channel, CHANNELS)
    yield field("date", "Day", "meeting.date", meeting.date, "date", about=(DAY, WHEN))
    yield field("time", "Time", "meeting.time", meeting.time, "clock", about=(CLOCK, WHEN))
    yield field(
        "minutes",
        "How long, in minutes",
        "meeting.minutes",
        meeting.minutes,
        "number",
        about=("Optional, such as 30.",),
    )
    yield field("place", "Place", "meeting.place", meeting.place, about=(PLACE,))
    yield Row("sound", "heading", "How it sounds")
    yield _sound("tone", "Tone", meeting.tone, catalogue.tones)
    yield _sound("length", "What to say takes", meeting.length, catalogue.lengths)
    yield field(
        "topic", "What you are working on", "meeting.work_topic", meeting.work_topic, about=(TOPIC,)
    )
    yield Row("you", "heading", "You")
    yield field("my name", "Your name", "person.name", person.name, about=(MY_NAME,))
    yield field("my call", "What they call you", "person.call", person.call, about=(CALL,))
    yield field("my role", "Your job", "person.role", person.role, about=(ROLE,))
    head = heading("more", "Country and forms of address", view)
    yield head
    if head.open:
        yield _country(sitting)
        if meeting.country in catalogue.law_lines:
            yield Row(
                "law",
                "tick",
                "Name the law once in the email",
                "meeting.legal_line",
                item="true",
                on=meeting.legal_line,
                about=("Off at first. A law in a friendly email can sound like a warning.",),
            )
        yield field(
            "pronouns", "Their pronouns", "meeting.pronouns", meeting.pronouns, about=(PRONOUNS,)
        )
        yield field("call", "What you call them", "meeting.call", meeting.call, about=(THEIR_CALL,))


DAY = "Such as 1 Dec, 2026-12-01 or Monday."
CLOCK = "Such as 10:30 or 2pm."
WHEN = "Optional. Leave it open until you know."
PLACE = "Optional, such as: the small meeting room."
TOPIC = "Optional, such as: the budget. Answers to close questions lead back to it."
MY_NAME = "Optional. It signs emails and letters, and stands nowhere else."
CALL = "Optional, if it is not your first name."
ROLE = "Optional, such as: data analyst."
PRONOUNS = "Optional. Without them, no text says he or she."
THEIR_CALL = "Optional, if it is not their first name."


def whom(sitting: Sitting) -> Iterator[Row]:
    """Yield the rows for whom the person talks to."""
    plan, catalogue = sitting.plan, sitting.workshop.pack.catalogue
    people = tuple(
        Option(str(entry.id), entry.label)
        for entry in catalogue.audiences.values()
        if entry.id in TALKED_TO
    )
    yield choice(
        "audience",
        "Who you talk to",
        "meeting.audience",
        plan.meeting.audience,
        (OPEN, *people),
        (
            f"Your papers are for {catalogue.audiences[plan.audience].label}."
            if plan.meeting.audience
            else f"Until you choose, papers are for {catalogue.audiences[plan.audience].label}.",
        ),
    )
    yield field(
        "name",
        "Their name",
        "meeting.name",
        plan.meeting.name,
        about=("Optional. Emails then start with it.",),
    )


TALKED_TO = frozenset(
    {
        Audience.MANAGER,
        Audience.SENIOR_MANAGER,
        Audience.HR,
        Audience.OCC_HEALTH,
        Audience.UNION_REP,
        Audience.CLOSE_COLLEAGUE,
    }
)
"""With whom one has a conversation of this kind; the others only hear of it."""


def _sound(
    name: str, label: str, chosen: str | None, shelf: Mapping[str, Tone] | Mapping[str, Length]
) -> Row:
    options = tuple(Option(entry.id, entry.label, entry.about) for entry in shelf.values())
    return choice(name, label, f"meeting.{name}", chosen or usual(shelf), options)


def _country(sitting: Sitting) -> Row:
    countries = sitting.workshop.pack.catalogue.countries
    named = [Option(entry.id, entry.label) for entry in countries.values()]
    return choice(
        "country",
        "Country",
        "meeting.country",
        sitting.plan.meeting.country,
        (OPEN, *named),
        ("Optional. There is then a page on rights there, with its date and sources.",),
    )
