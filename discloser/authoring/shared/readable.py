"""What a pack can read of a plan: proven from its templates and texts, not from what it claims."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress

from msgspec import Struct

from discloser.authoring.workbench import Workbench
from discloser.errors import PackError, TemplateError
from discloser.model.catalogue import Text
from discloser.model.document import DocumentSpec
from discloser.model.texts import spoken_texts
from discloser.model.wording import fields, wordings
from discloser.model.words import Topic
from discloser.packs.pack import Pack
from discloser.rendering.renderer import template_of
from discloser.text.english import join_list

PARTS = {
    "your name": "my_name my_call",
    "your job and what you work on": "my_role work_topic",
    "the name of the person you talk to": "to_name to_call to_formal to_whom",
    "your requests": "ask ask_short ask_short_1 ask_short_2 ask_short_3 asks asks_short more_asks "
    "fallback free_ask trial_weeks objections",
    "when and where you meet": "meeting_when meeting_date meeting_time meeting_place "
    "meeting_minutes held_date held_short reply_by answer_by",
    "what came of the meeting": "open_by agreed open refused log",
    "when you look at it again, and why": "review_date later look_again",
    "your line for close questions": "private_line prepared questions ladder",
    "the country you work in": "country rights regulators general law_line",
    "which topics stay private, but not what you wrote about them": "withheld",
}
"""What people call the answers, and the names in texts and templates that give them."""

HEALTH = {
    "impact": "work_effect",
    "impact_1": "work_effect",
    "impact_2": "work_effect",
    "impact_3": "work_effect",
    "impact_short": "work_effect",
    "impacts": "work_effect",
    "limits": "work_effect",
}
"""Names that give what is hard at work."""

ALL_TOPICS = frozenset({"health", "told", "prepared"})
"""Sections that hold every topic that a document reads."""

NOTHING = frozenset("fact level tone say points privacy triggers form".split())
"""Sections without an answer of the person: they choose among the pack's own texts."""


class Readable(Struct, frozen=True):
    """What a pack can put into documents."""

    topics: tuple[Topic, ...]
    parts: tuple[str, ...]
    """Other answers, as people call them."""
    never: tuple[Topic, ...]
    """Topics that it never sees."""

    def sentences(self, labels: Mapping[str, str]) -> str:
        """Say it for people; ``labels`` are what the topics are called in lists."""
        seen = [*(_named(topic, labels) for topic in self.topics), *self.parts]
        if not self.topics:
            can = f"It can put into documents: {'; '.join(seen)}." if seen else "It reads nothing."
            return f"This pack never sees anything about your health. {can}"
        can = f"This pack can put into documents: {'; '.join(seen)}."
        rest = join_list([_named(each, labels) for each in self.never if each is not Topic.NAME])
        if Topic.NAME not in self.never:
            return f"{can} It never sees any of these: {rest}." if rest else can
        return f"{can} It never sees your diagnosis, nor any of these: {rest}."


def _named(topic: Topic, labels: Mapping[str, str]) -> str:
    return "your diagnosis" if topic is Topic.NAME else labels.get(topic, topic)


def readable(bench: Workbench) -> Readable:
    """Return what the pack under work can read. Raises PackError for one that cannot be read."""
    if bench.pack is None:
        raise bench.broken[-1]
    pack = bench.pack
    names: set[str] = set()
    topics: set[Topic] = set()
    everywhere = {topic for spec in pack.documents.values() for topic in spec.reads}
    for spec in _own_documents(bench, pack):
        used, revealed = _used(bench, pack, spec)
        names |= used
        topics |= (_topics(used, spec.reads) | revealed).intersection(spec.reads)
    if loose := _loose_names(bench, pack):
        names |= loose
        topics |= _topics(loose, everywhere)
    for text in _own_texts(bench, pack):
        used, revealed = _said(text)
        names |= used
        topics |= (_topics(used, ()) | revealed) & everywhere
    fronts = {name.partition(".")[0].partition("[")[0] for name in names}
    gives = {name for ask in pack.catalogue.accommodations.values() for name in ask.gives.values()}
    given = {part: {*listed.split()} for part, listed in PARTS.items()}
    given["your requests"] |= gives
    return Readable(
        topics=tuple(topic for topic in Topic if topic in topics),
        parts=tuple(part for part, listed in given.items() if listed & fronts),
        never=tuple(topic for topic in Topic if topic not in topics),
    )


def _own_documents(bench: Workbench, pack: Pack) -> Iterator[DocumentSpec]:
    """Yield the documents that the pack declares, or of which a template is its own."""
    declared: set[object] = set()
    with suppress(PackError):
        declared = {entry.get("id") for entry in bench.manifest.document}
    own = set(bench.folder.under("documents", ".j2"))
    for spec in pack.documents.values():
        if spec.id in declared:
            yield spec
        elif own:
            with suppress(TemplateError):  # what cannot be filled in reads nothing
                if own.intersection(bench.workshop.renderer.programs(spec.id)):
                    yield spec


def _loose_names(bench: Workbench, pack: Pack) -> set[str]:
    """Return the names in templates of the pack that no document of it can be written from.

    Nobody gets to see what they print as the pack is now. They count all the same: what a pack can
    read is rather said too large than too small.
    """
    templates = bench.workshop.renderer.templates
    whole = (template_of(name) for name in pack.documents if template_of(name) in pack.templates)
    written = {
        file
        for template in whole
        if not templates.check(template)
        for file in templates.reached(template)
    }
    return {
        use.name
        for template in bench.folder.under("documents", ".j2")
        if template not in written
        for use in templates.uses_alone(template)
    }


def _used(bench: Workbench, pack: Pack, spec: DocumentSpec) -> tuple[set[str], set[Topic]]:
    """Return the dotted names that a document reads, and the topics its phrases give away."""
    templates = bench.workshop.renderer.templates
    used: set[str] = set()
    revealed: set[Topic] = set()
    with suppress(TemplateError):
        used |= templates.names_used(template_of(spec.id))
    slots = {name[4:] for name in used if name.startswith("say.")} | {spec.subject}
    for slot in slots & set(pack.catalogue.phrases):
        named, said = _said(pack.catalogue.phrases[slot].text)
        used |= named
        revealed |= said
    return used, revealed


def _own_texts(bench: Workbench, pack: Pack) -> Iterator[Text]:
    """Yield the texts of all entries that the pack replaces or adds."""
    for spoken in spoken_texts(pack.catalogue):
        source = bench.layers.sources.get((spoken.shelf, spoken.entry))
        if source and source.file.startswith(f"{bench.name}/"):
            yield spoken.text


def _said(text: Text) -> tuple[set[str], set[Topic]]:
    """Return the names that a text fills in, and the topics that its wordings give away."""
    names: set[str] = set()
    revealed: set[Topic] = set()
    for wording in wordings(text):
        names.update(fields(wording.text))
        revealed.update(wording.reveals)
    return names, revealed


def _topics(names: Iterable[str], reads: Iterable[Topic]) -> set[Topic]:
    """Return the topics behind some names; ``reads`` are those that a document declares."""
    found: set[Topic] = set()
    for name in names:
        kind, _, rest = name.replace(".", "_", 1).partition("_")
        if name in ALL_TOPICS:
            found.update(reads)
        elif name in HEALTH:
            found.add(Topic(HEALTH[name]))
        elif kind in {"health", "told"} and rest in set(Topic):
            found.add(Topic(rest))
    return found


def known_names() -> frozenset[str]:
    """Return every name that is spoken of here; a test compares them with those that there are."""
    listed = {name for names in PARTS.values() for name in names.split()}
    return frozenset(listed) | frozenset(HEALTH) | ALL_TOPICS | NOTHING
