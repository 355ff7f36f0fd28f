"""The closed word lists that plan, catalogue, guards and documents share."""

from enum import StrEnum


class Topic(StrEnum):
    """A kind of health information; the order is the one people are shown."""

    NAME = "name"
    TYPE = "type"
    CAUSE = "cause"
    SYMPTOMS = "symptoms"
    WORK_EFFECT = "work_effect"
    TREATMENT = "treatment"
    MEDICINE = "medicine"
    SIDE_EFFECTS = "side_effects"
    OUTLOOK = "outlook"
    MENTAL_HEALTH = "mental_health"
    APPOINTMENTS = "appointments"
    FAMILY = "family"
    HISTORY = "history"
    HELPERS = "helpers"


class Audience(StrEnum):
    """Who hears or reads a document."""

    MANAGER = "manager"
    SENIOR_MANAGER = "senior_manager"
    HR = "hr"
    OCC_HEALTH = "occ_health"
    UNION_REP = "union_rep"
    CLOSE_COLLEAGUE = "close_colleague"
    TEAM = "team"
    DIRECT_REPORTS = "direct_reports"
    CLIENTS = "clients"


LOWEST_LEVEL = {
    Topic.WORK_EFFECT: 1,
    Topic.APPOINTMENTS: 2,
    Topic.TYPE: 3,
    Topic.SYMPTOMS: 3,
    Topic.NAME: 4,
    Topic.TREATMENT: 5,
    Topic.MEDICINE: 5,
    Topic.SIDE_EFFECTS: 5,
    Topic.OUTLOOK: 5,
}
"""Lowest level at which a topic may be said; any other topic needs an exception.

A pack may ask for more, never for less.
"""

FIRST_LEVEL = {Audience.MANAGER: 1, Audience.HR: 1, Audience.OCC_HEALTH: 1}
"""Highest level that a pack may give a new plan, by audience; 0 for all others."""


class Decision(StrEnum):
    """What the person has decided; not telling is as full an answer as telling."""

    TELL_NOW = "tell_now"
    TELL_LATER = "tell_later"
    TELL_PARTLY = "tell_partly"
    TELL_OTHER = "tell_other"
    ASK_WITHOUT_REASON = "ask_without_reason"
    DO_NOT_TELL = "do_not_tell"
    NOT_SURE = "not_sure"


class Stance(StrEnum):
    """Whether a topic may be said, only answered when asked, or stays private."""

    SAY = "say"
    IF_ASKED = "if_asked"
    NEVER = "never"


class Answer(StrEnum):
    """The answer to a context check."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    DO_NOT_KNOW = "do_not_know"


class Often(StrEnum):
    """How often an impact is felt."""

    RARE = "rare"
    SOME_DAYS = "some_days"
    MOST_DAYS = "most_days"


class Hard(StrEnum):
    """How hard an impact makes the task."""

    A_LITTLE = "a_little"
    A_LOT = "a_lot"
    CANNOT = "cannot"


class Importance(StrEnum):
    """How much an ask matters to the person."""

    MUST_HAVE = "must_have"
    HELPFUL = "helpful"


class Channel(StrEnum):
    """How the conversation takes place."""

    IN_PERSON = "in_person"
    VIDEO = "video"
    PHONE = "phone"
    WRITTEN = "written"


class Result(StrEnum):
    """How the meeting ended."""

    ALL_AGREED = "all_agreed"
    PARTLY = "partly"
    THEY_WILL_CHECK = "they_will_check"
    REFUSED = "refused"
    NOT_REACHED = "not_reached"
    NO_MEETING = "no_meeting"


class ItemState(StrEnum):
    """What became of one ask."""

    AGREED = "agreed"
    OPEN = "open"
    REFUSED = "refused"


class Severity(StrEnum):
    """Whether a finding stops a document or is shown beside it."""

    BLOCK = "block"
    WARN = "warn"
