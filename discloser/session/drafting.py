"""Drafting: one document for one audience, through disclosure, rendering, guards and rules."""

import datetime
from collections.abc import MutableMapping

from msgspec import Struct

from discloser.disclosure.guards import Guards
from discloser.disclosure.selection import select, speak
from discloser.model.catalogue import Right
from discloser.model.disclosure import Disclosure
from discloser.model.document import Document, DocumentSpec
from discloser.model.language import is_english, language_of
from discloser.model.lexicon import Lexicon
from discloser.model.plan import Edit, Plan
from discloser.model.wording import pick, wordings
from discloser.model.words import Audience, Stance, Topic
from discloser.packs.pack import Pack
from discloser.packs.sources import read_source_runs
from discloser.rehearsal.objections import likely_objections
from discloser.rehearsal.questions import PreparedQuestion, ladder, likely_questions
from discloser.rendering.context import context, holding
from discloser.rendering.readability import word_count
from discloser.rendering.renderer import Needs, Renderer
from discloser.rendering.rules import Draft, check_rules
from discloser.rendering.rules.quotes import QuotedRuns
from discloser.text.match import Text

WORDS_A_MINUTE = 145
"""A calm speaking pace: 20 seconds hold about 50 words, a minute about 140."""


MESSAGES = frozenset({"script", "email", "letter"})
"""Kinds that reach the other side as they stand; they never hold what is kept until asked."""


class Workshop:
    """What drafting needs from one pack, worked out once and shared by all plans."""

    def __init__(self, pack: Pack, cache: MutableMapping[str, bytes] | None = None) -> None:
        self.pack = pack
        self.lexicon = Lexicon(pack.catalogue)
        self.quoted = QuotedRuns(read_source_runs())
        self.renderer = Renderer(
            pack.templates, pack.template_files, cache, language_of(pack.catalogue)
        )


class Drafter:
    """Drafts the documents of one plan."""

    def __init__(self, plan: Plan, workshop: Workshop, today: datetime.date) -> None:
        self._plan = plan
        self._workshop = workshop
        self._today = today
        self._guards = Guards(plan, workshop.lexicon)
        self._disclosures: dict[tuple[Audience, frozenset[Topic], bool, bool], Disclosure] = {}

    def disclosure(self, spec: DocumentSpec, audience: Audience) -> Disclosure:
        """Return what this document may tell this audience."""
        prepared = spec.prepared and spec.kind not in MESSAGES
        key = (audience, frozenset(spec.reads), prepared, spec.phase == "after")
        if key not in self._disclosures:
            self._disclosures[key] = select(
                self._plan,
                self._workshop.pack.catalogue,
                audience,
                key[1],
                prepared=prepared,
                after=key[3],
                today=self._today,
            )
        return self._disclosures[key]

    def draft(self, spec: DocumentSpec, audience: Audience, file_name: str = "") -> Document:
        """Return one finished document with its findings. Raises TemplateError."""
        catalogue = self._workshop.pack.catalogue
        disclosure = self.disclosure(spec, audience)
        needs = self._workshop.renderer.needs(spec.id)
        rehearsed = _rehearse(self._workshop.pack, disclosure, needs)
        said = speak(catalogue, disclosure, needs.slots)
        data = context(disclosure, catalogue, said, rehearsed, needs.names, self._rights(needs))
        text = self._workshop.renderer.render(spec.id, data)
        subject = speak(catalogue, disclosure, [spec.subject]).get(spec.subject, "")
        if edit := self._edit(spec, audience):
            text = edit.text
            subject = subject if edit.subject is None else edit.subject
        return self._judged(spec, disclosure, subject, text, file_name, _replies(rehearsed))

    def _rights(self, needs: Needs) -> list[Right]:
        """Return the facts about rights to show: still holding, and without a private word."""
        if "rights" not in needs.names:
            return []
        facts = holding(self._workshop.pack.catalogue, self._plan.meeting.country, self._today)
        return [fact for fact in facts if not self._guards.holds_private_word(fact.text)]

    def _judged(
        self,
        spec: DocumentSpec,
        disclosure: Disclosure,
        subject: str,
        text: str,
        file_name: str,
        replies: tuple[str, ...],
    ) -> Document:
        lists = self._workshop.lexicon.lists
        written = {"text": text, "subject": subject, "file name": file_name}
        parts = [
            (where, words, lists.find(words))
            for where, part in written.items()
            if where == "text" or part
            for words in [Text(part)]
        ]
        hits = {where: found for where, _, found in parts}
        draft = Draft(
            spec,
            subject,
            text,
            hits=hits["text"],
            subject_hits=hits.get("subject", {}),
            disclosure=disclosure,
            plan=self._plan,
            lexicon=self._workshop.lexicon,
            quoted=self._workshop.quoted,
            replies=replies,
            private_lines=_private_lines(self._workshop.pack, disclosure),
            english=is_english(self._workshop.pack.language),
        )
        findings = self._guards.check(
            parts,
            disclosure,
            general=spec.kind == "rights",
            edited=self._edit(spec, disclosure.audience) is not None,
        )
        count = word_count(text)
        return Document(
            document=spec.id,
            audience=disclosure.audience,
            kind=spec.kind,
            title=spec.title,
            subject=subject,
            text=text,
            words=count,
            spoken_seconds=round(count * 60 / WORDS_A_MINUTE) if spec.kind == "script" else 0,
            reveals=_revealed(disclosure, draft),
            withheld=tuple(
                rule.topic
                for rule in disclosure.verdicts
                if rule.given
                and rule.stance is not Stance.SAY
                and rule.topic not in disclosure.prepared
            ),
            findings=(*findings, *check_rules(draft)),
        )

    def _edit(self, spec: DocumentSpec, audience: Audience) -> Edit | None:
        """Return the person's own version of a document, if there is one for this audience."""
        for edit in self._plan.edit:
            if edit.document == spec.id and (edit.audience or self._plan.audience) is audience:
                return edit
        return None


def _rehearse(pack: Pack, disclosure: Disclosure, needs: Needs) -> dict[str, tuple[Struct, ...]]:
    """Return the prepared answers that a document reads."""
    makers = {
        "questions": likely_questions,
        "ladder": ladder,
        "objections": likely_objections,
    }
    return {
        name: make(pack.catalogue, disclosure)
        for name, make in makers.items()
        if name in needs.names
    }


def _replies(rehearsed: dict[str, tuple[Struct, ...]]) -> tuple[str, ...]:
    """Return the replies to questions one by one; replies to objections may be longer."""
    return tuple(
        reply.text
        for question in rehearsed.get("questions", ())
        if isinstance(question, PreparedQuestion)
        for reply in question.replies
    )


def _private_lines(pack: Pack, disclosure: Disclosure) -> tuple[str, ...]:
    """Return every wording of the private line that this person could have chosen."""
    phrase = pack.catalogue.phrases.get("private_line")
    if phrase is None:
        return ()
    lines = (pick((wording,), disclosure.situation) for wording in wordings(phrase.text))
    return tuple(line for line in lines if line)


def _revealed(disclosure: Disclosure, draft: Draft) -> tuple[Topic, ...]:
    """Return the topics whose values stand in a text, in the order of the topics."""
    told = {
        topic
        for topic, value in (*disclosure.topics.items(), *disclosure.prepared.items())
        if draft.holds(value.strip().rstrip(".")) or draft.holds(value)
    }
    lines = [line for impact in disclosure.impacts for line in (impact.line, impact.short)]
    if any(draft.holds(line) for line in lines):
        told.add(Topic.WORK_EFFECT)
    for fragment, topics in draft.lexicon.telling:
        if not topics <= told and fragment in draft.folded:
            told |= topics
    return tuple(topic for topic in Topic if topic in told)
