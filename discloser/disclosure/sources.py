"""Which answer brings a word into a text: what a finding tells the person to change."""

from collections.abc import Iterator, Mapping, Sequence

from discloser.model.disclosure import Disclosure
from discloser.model.plan import Plan
from discloser.model.words import Topic
from discloser.text.english import clause
from discloser.text.match import Matcher, Text

OWN_WORDING = "It stands in the wording itself; choose another wording or edit the document."


class Sources:
    """The answers of one plan that hold words of the person."""

    def __init__(
        self, plan: Plan, own: Sequence[tuple[str, Text]], topics: Mapping[Topic, Text]
    ) -> None:
        """``own`` is the free text of the plan by key path."""
        self._plan = plan
        self._own = own
        self._topics = topics

    def say(self, word: str, disclosure: Disclosure, whole: str, *, edited: bool) -> str:
        """Say in a sentence which answer brings a word into the text ``whole``.

        In an ``edited`` text it is the edit, if the word stands there. A withheld topic cannot be
        the one; of a topic that is told, what lets it be told is named too.
        """
        matcher = Matcher([word])
        paths = list(self._edits(matcher)) if edited else []
        if not paths:
            own = [(path, text) for path, text in self._own if matcher.find(text)]
            folded = whole.casefold()
            there = [path for path, text in own if clause(text.raw).casefold() in folded]
            paths = there or [path for path, _ in own]
            paths += self._told(matcher, disclosure)
        if not paths:
            return OWN_WORDING
        named = dict.fromkeys(paths)
        return f"Change {' or '.join(f'`{path}`' for path in named)}."

    def _edits(self, matcher: Matcher) -> Iterator[str]:
        for index, edit in enumerate(self._plan.edit):
            pieces = {"text": edit.text, "subject": edit.subject or ""}
            for key, text in pieces.items():
                if matcher.find(Text(text)):
                    yield f"edit[{index}].{key}"

    def _told(self, matcher: Matcher, disclosure: Disclosure) -> Iterator[str]:
        exceptions = self._plan.boundaries.except_.get(disclosure.audience, {})
        for topic, text in self._topics.items():
            told = topic in disclosure.topics or topic in disclosure.prepared
            if told and matcher.find(text):
                yield f"health.{topic}"
                if topic in exceptions:
                    yield f"boundaries.except.{disclosure.audience}.{topic}"
                else:
                    yield f"boundaries.level.{disclosure.audience}"
