"""The pages in their order: nine steps, and the five questions of the shortest path."""

from collections.abc import Callable, Iterator
from functools import partial

from msgspec import Struct

from discloser.interview.shortest import QUESTIONS, still_open
from discloser.interview.steps import STEPS, step_of
from discloser.model.plan import Plan
from discloser.session.pages import (
    afterwards,
    asks,
    boundaries,
    choice,
    meeting,
    papers,
    practise,
    reasons,
    short,
    work,
)
from discloser.session.papers import PATH
from discloser.session.rows import Row, View
from discloser.session.sitting import Sitting

Rows = Callable[[Sitting, View], Iterator[Row]]


class Page(Struct, frozen=True):
    """One screenful of the interview."""

    id: str
    title: str
    about: str
    """One sentence for the person: what it is for."""
    rows: Rows
    help: str
    """How to use it, in a few short paragraphs of Markdown."""
    searched: bool = False
    """Whether it has a line for searching."""
    picks_only: bool = False
    """Whether it is one question with one answer, so that the answer leads on."""
    step: int = 0
    """Number of the step, from 1; 0 for a page of the shortest path."""


ROWS: dict[str, Rows] = {
    "reasons": reasons.rows,
    "choice": choice.rows,
    "work": work.rows,
    "asks": asks.rows,
    "boundaries": boundaries.rows,
    "meeting": meeting.rows,
    "papers": papers.rows,
    "practise": practise.rows,
    "afterwards": afterwards.rows,
}

HELP = {
    "reasons": """
Tick the reasons that fit you, on either side. **Space** ticks, and ticks off again.

With two or more, a list at the top puts them in order: **+** moves one up, **-** moves it down.

The picture beside shows how they lean. It only sorts what you chose; you decide.
""",
    "choice": """
Seven ways to go on. Each is a full answer with papers of its own, and so is not telling.

**Enter** chooses, and a second time it goes on. **Space** takes a choice back.
""",
    "work": """
Tick what is hard at work at the moment. Nothing here asks for the name of an illness.

**Right** opens an area or an entry, **Left** closes it. **/** searches all 52 lines.

What a ticked entry unfolds is optional.
""",
    "asks": """
Tick what would help. One to three are said aloud; the others are kept for writing.

What may help with your work comes first, then all of them by kind. **/** searches.

Below each line stand what they may say against it and a calm reply.
""",
    "boundaries": """
Each person or group has a level, from 0 (nothing) to 5. **Left** and **Right** change it, and you
see the sentence that it would give.

The grid makes exceptions, one topic and one person at a time.

A private word keeps every paper back that holds it.
""",
    "meeting": """
Everything here is optional. **Enter** opens a line for typing or a list to choose from.

With a country, there is a page on rights there. It shows its date and its sources.
""",
    "papers": """
**Enter** opens a paper for reading. There you can take another wording, edit, copy or save it.

A paper that is held back says which answer to change.
""",
    "practise": """
Read a question, say your answer aloud, and then open it to see some replies.

There is no need to know them by heart. One steady line is enough.
""",
    "afterwards": """
Come back here when the talk is over. Your answers write the email that sums it up.

If there was no meeting yet, leave it open.
""",
}

SEARCHED = frozenset({"work", "asks"})

PAGES = {
    step.id: Page(
        step.id,
        step.title,
        step.about,
        ROWS[step.id],
        HELP[step.id],
        step.id in SEARCHED,
        step.id == "choice",
        number,
    )
    for number, step in enumerate(STEPS, 1)
}
"""The nine steps by id, in their order."""

STEP_BEHIND = {
    "choice.decision": "choice",
    "impact": "work",
    "ask": "asks",
    "meeting.audience": "meeting",
    "boundaries.private_words": "boundaries",
}
"""Key path of a question of the shortest path to the step that it is a part of."""

END = Page(
    "short end",
    "Ready",
    "This is enough for a first talk. Read it, change it, or go on.",
    short.end,
    "**Enter** opens a paper. All nine steps stay open to you; nothing is asked twice.",
)


def short_pages(plan: Plan, back_to: str = "") -> tuple[Page, ...]:
    """Return the pages of the shortest path for a plan: what is still open, then the papers.

    ``back_to`` is the page that somebody comes back to; it is there though it may be answered.
    """
    asked = still_open(plan)
    return (
        *(
            Page(
                f"short {question.paths[0]}",
                question.text,
                question.help,
                partial(short.rows_of, question.paths[0]),
                HELP[STEP_BEHIND[question.paths[0]]],
                STEP_BEHIND[question.paths[0]] in SEARCHED,
                STEP_BEHIND[question.paths[0]] == "choice",
            )
            for question in QUESTIONS
            if question in asked or back_to == f"short {question.paths[0]}"
        ),
        END,
    )


def page_after(page_id: str, by: int) -> Page | None:
    """Return the step ``by`` places after another one; None beyond the first and the last."""
    ids = list(PAGES)
    place = ids.index(page_id) + by
    return PAGES[ids[place]] if 0 <= place < len(ids) else None


def find_row(page: Page, sitting: Sitting, path: str) -> tuple[str, View] | None:
    """Return the row of a page that answers a key path, and the view in which it shows."""
    every = page.rows(sitting, View())
    folded = frozenset(row.id for row in every if row.folds and not row.open)
    found: tuple[str, View] | None = None
    length = 0
    for view in (View(), View(folded)):
        for row in page.rows(sitting, view):
            if row.path and path.startswith(row.path) and len(row.path) > length:
                found, length = (row.id, view), len(row.path)
    return found


def view_of(page: Page, sitting: Sitting, row_id: str) -> View | None:
    """Return the view of a page in which a row shows; None if there is no such row now."""
    view = View()
    rows = list(page.rows(sitting, view))
    if any(row.id == row_id for row in rows):
        return view
    # Of the parts that are folded, only the one around the row is to be opened.
    for row in rows:
        if row.folds and not row.open:
            opened = view.fold(row.id, open=True)
            if any(each.id == row_id for each in page.rows(sitting, opened)):
                return opened
    return None


def in_words(sitting: Sitting, message: str) -> str:
    """Return a message with the key paths in it replaced by what the pages call those answers."""
    return PATH.sub(lambda found: _name(sitting, found[1]), message)


def _name(sitting: Sitting, path: str) -> str:
    step = step_of(path)
    if step is None:
        return f"`{path}`"
    if path.startswith("edit"):
        return "it in the text itself"
    found = find_row(PAGES[step.id], sitting, path)
    rows = {row.id: row for row in PAGES[step.id].rows(sitting, found[1])} if found else {}
    if found is None or found[0] not in rows:
        return f"step {PAGES[step.id].step}, {step.title}"
    return f'"{rows[found[0]].label}" in step {PAGES[step.id].step}, {step.title}'
