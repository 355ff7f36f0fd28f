"""Drafting: one document for one audience, through disclosure, rendering, guards and rules."""

import datetime
from collections.abc import Iterable, MutableMapping
from contextlib import suppress
from functools import cached_property

from msgspec import Struct

from discloser.disclosure.guards import Guards
from discloser.disclosure.selection import select, speak
from discloser.errors import TemplateError
from discloser.model.catalogue import Right
from discloser.model.disclosure import Disclosure, general_names
from discloser.model.document import Document, DocumentSpec
from discloser.model.language import is_english, language_of
from discloser.model.lexicon import Lexicon
from discloser.model.plan import Edit, Plan
from discloser.model.wording import pick, wordings
from discloser.model.words import Audience, Stance, Topic
from discloser.packs.pack import Pack
from discloser.packs.sources import read_source_runs
from discloser.packs.trust import Trust, unknown
from discloser.rehearsal.objections import likely_objections
from discloser.rehearsal.questions import PreparedQuestion, ladder, likely_questions
from discloser.rendering.context import context, holding
from discloser.rendering.readability import word_count
from discloser.rendering.renderer import Needs, Renderer
from discloser.rendering.rules import Draft, check_rules
from discloser.rendering.rules.quotes import QuotedRuns
from discloser.text.english import one_line
from discloser.text.match import Text

WORDS_A_MINUTE = 145
"""A calm speaking pace: 20 seconds hold about 50 words, a minute about 140."""


OWN_EYES = frozenset({"sheet", "card"})
"""Kinds that the person keeps, and whose heading says so; only these may hold what is told only
when somebody asks."""


class Workshop:
    """What drafting needs from one pack, worked out once and shared by all plans."""

    def __init__(
        self,
        pack: Pack,
        cache: MutableMapping[str, bytes] | None = None,
        trusts: Iterable[Trust] = (),
    ) -> None:
        """``trusts`` say who vouches for what the pack is made of."""
        self.pack = pack
        self.unknown = unknown(trusts)
        """The packs for which nobody vouches; with one among them, texts are made apart."""
        self.lexicon = Lexicon(pack.catalogue)
        self.quoted = QuotedRuns(read_source_runs())
        self.renderer = self._renderer(cache)

    def _renderer(self, cache: MutableMapping[str, bytes] | None) -> Renderer:
        pack = self.pack
        language, names = language_of(pack.catalogue), general_names(pack.catalogue)
        if not self.unknown:
            return Renderer(pack.templates, pack.template_files, cache, language, names)
        from discloser.session.apart import RendererApart  # noqa: PLC0415 - most packs are known

        words = pack.catalogue.language
        return RendererApart(pack.templates, pack.template_files, cache, language, names, words)

    def readers(self, name: str) -> tuple[str, ...]:
        """Return the documents whose template reads a name, such as ``questions``.

        A template that is broken reads nothing.
        """
        found = []
        for document in self.pack.documents:
            with suppress(TemplateError):
                if name in self.renderer.needs(document).names:
                    found.append(document)
        return tuple(found)


class Drafter:
    """Drafts the documents of one plan."""

    def __init__(self, plan: Plan, workshop: Workshop, today: datetime.date) -> None:
        self.plan = plan
        self._workshop = workshop
        self._today = today
        self._disclosures: dict[tuple[Audience, frozenset[Topic], bool, bool], Disclosure] = {}

    @cached_property
    def _guards(self) -> Guards:
        return Guards(self.plan, self._workshop.lexicon)

    def disclosure(self, spec: DocumentSpec, audience: Audience) -> Disclosure:
        """Return what this document may tell this audience."""
        prepared = spec.prepared and spec.kind in OWN_EYES
        key = (audience, frozenset(spec.reads), prepared, spec.phase == "after")
        if key not in self._disclosures:
            self._disclosures[key] = select(
                self.plan,
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
        return self.judge(spec, audience, self.write(spec, audience), file_name)

    def write(self, spec: DocumentSpec, audience: Audience) -> "Written":
        """Return a document that nobody has looked at yet. Raises TemplateError."""
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
        subject = one_line(subject)  # a line of its own would be another header
        return Written(subject, text, _replies(rehearsed))

    def _rights(self, needs: Needs) -> list[Right]:
        """Return the facts about rights to show: still holding, and without a private word."""
        if "rights" not in needs.names:
            return []
        facts = holding(self._workshop.pack.catalogue, self.plan.meeting.country, self._today)
        return [fact for fact in facts if not self._guards.holds_private_word(fact.text)]

    def judge(
        self, spec: DocumentSpec, audience: Audience, made: "Written", file_name: str = ""
    ) -> Document:
        """Return a document that was written, with everything that guards and rules find in it."""
        disclosure = self.disclosure(spec, audience)
        subject, text = made.subject, made.text
        lists = self._workshop.lexicon.lists
        written = {"text": text, "subject": subject, "file name": file_name, "title": spec.title}
        parts = [
            (where, words, lists.find(words))
            for where, part in written.items()
            if where == "text" or part
            for words in [Text(part)]
        ]
        hits = {where: found for where, _, found in parts}
        length = self._workshop.pack.catalogue.lengths.get(spec.spoken)
        draft = Draft(
            spec,
            subject,
            text,
            hits=hits["text"],
            subject_hits=hits.get("subject", {}),
            disclosure=disclosure,
            plan=self.plan,
            lexicon=self._workshop.lexicon,
            quoted=self._workshop.quoted,
            replies=made.replies,
            private_lines=_private_lines(self._workshop.pack, disclosure),
            most_spoken=length.words if length else None,
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
        for edit in self.plan.edit:
            if edit.document == spec.id and (edit.audience or self.plan.audience) is audience:
                return edit
        return None


class Written(Struct, frozen=True):
    """What a template made of a disclosure, or the person of it."""

    subject: str
    text: str
    replies: tuple[str, ...]
    """The replies to questions in it."""


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
    for topics in draft.lexicon.topics_told(draft.folded):
        told |= topics
    return tuple(topic for topic in Topic if topic in told)
