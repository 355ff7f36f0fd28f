"""Rules on length and reading ease.

The limits are alarms, not proofs. Grade 6 and 20 words a sentence follow plain-language guides for
documents that ill and tired people use. How many words can be said aloud is up to the lengths of
the pack.
"""

from collections.abc import Iterator

from discloser.model.document import Finding
from discloser.rendering.readability import Reading, measure, sentences, word_count
from discloser.rendering.rules.draft import Draft, warn

REPLY_WORDS = 25
REPLY_SENTENCES = 2
EMAIL_WORDS = 220
SUBJECT_CHARACTERS = 60
GRADE = 6.0
RIGHTS_GRADE = 8.0
AVERAGE_WORDS = 20
LONGEST_WORDS = 28


def length_findings(draft: Draft) -> Iterator[Finding]:
    """Yield every limit on length or reading ease that a draft breaks."""
    reading, most = draft.reading, draft.most_spoken
    if most is not None and reading.words > most:
        longest = max(sentences(draft.text), key=word_count, default="")
        yield warn(
            "r_len_spoken",
            f"It has {reading.words} words, {reading.words - most} more than can be said in the "
            f'time. The longest sentence is "{longest}"',
        )
    if draft.spec.kind == "email":
        if reading.words > EMAIL_WORDS:
            yield warn("r_len_email", f"It has {reading.words} words; {EMAIL_WORDS} get read.")
        if len(draft.subject) > SUBJECT_CHARACTERS:
            yield warn(
                "r_len_email",
                f"It has {len(draft.subject)} characters; {SUBJECT_CHARACTERS} are shown.",
                "subject",
                draft.subject,
            )
    for reply in draft.replies:
        ends = sum(reply.count(mark) for mark in ".?!")
        if word_count(reply) > REPLY_WORDS or (
            ends > REPLY_SENTENCES and measure(reply).sentences > REPLY_SENTENCES
        ):
            yield warn(
                "r_len_deflect",
                f'"{reply}" is longer than {REPLY_SENTENCES} sentences and {REPLY_WORDS} words.',
                words=reply,
            )
    grade = RIGHTS_GRADE if draft.spec.kind == "rights" else GRADE
    if draft.english and reading.grade > grade:
        hardest = "; ".join(f'"{sentence}"' for sentence in reading.hardest)
        yield warn(
            "r_grade",
            f"It reads at school grade {reading.grade:.1f}, above {grade:.0f}. Hardest: {hardest}",
            words=next(iter(reading.hardest), ""),
        )
    if reading.average > AVERAGE_WORDS or reading.longest > LONGEST_WORDS:
        yield warn(
            "r_sentence",
            _hard_to_follow(reading),
            words=max(reading.hardest, key=len, default=""),
        )


def _hard_to_follow(reading: Reading) -> str:
    """Return which limit on sentences a text breaks, and by how much."""
    if reading.longest > LONGEST_WORDS:
        return f"The longest sentence has {reading.longest} words; {LONGEST_WORDS} is the most."
    return (
        f"Sentences have {reading.average:.0f} words on average; up to {AVERAGE_WORDS} are easy "
        "to follow."
    )
