"""The shortest path: five questions to a script of 20 seconds and a request by email."""

from msgspec import Struct

from discloser.model.plan import Plan
from discloser.model.words import Decision


class Question(Struct, frozen=True):
    """One question of the shortest path."""

    paths: tuple[str, ...]
    """Key paths that it fills, the main one first."""
    text: str
    help: str


QUESTIONS = (
    Question(
        ("choice.decision",),
        "What would you like to do?",
        "You can change it at any time, and not telling is a full answer.",
    ),
    Question(
        ("impact",),
        "What is hard at work at the moment?",
        "Choose one thing from the list, or say it in your own words.",
    ),
    Question(
        ("ask",),
        "Which one change would help most?",
        "Choose one from the list, or say it in your own words.",
    ),
    Question(
        ("meeting.audience", "meeting.name"),
        "Who will you talk to?",
        "The name is optional; emails then start with it.",
    ),
    Question(
        ("boundaries.private_words",),
        "Is there a word that must not come up?",
        "Optional. Every paper is searched for it before you use it.",
    ),
)
"""The questions in the order in which they are asked."""


def still_open(plan: Plan) -> tuple[Question, ...]:
    """Return the questions that this plan does not answer yet, so that nothing is asked twice.

    With the decision not to tell, only the private words are left to ask for; and who gives no
    reason is not asked what is hard.
    """
    talk = plan.choice.decision is not Decision.DO_NOT_TELL
    effect = talk and plan.choice.decision is not Decision.ASK_WITHOUT_REASON
    wanted = {
        "choice.decision": plan.choice.decision is None,
        "impact": effect and not plan.impact,
        "ask": talk and not plan.ask,
        "meeting.audience": talk and plan.meeting.audience is None,
        "boundaries.private_words": not plan.boundaries.private_words,
    }
    return tuple(question for question in QUESTIONS if wanted[question.paths[0]])
