"""What gives a secret away: other ways to write a private word, parts of a withheld topic."""

import re
import unicodedata
from itertools import pairwise

from discloser.model.plan import Plan
from discloser.text.match import Text

LEAST_TELLING = 4
"""Letters from which on a single word of a withheld topic can give it away."""


def telling_parts(value: Text, *, single: bool) -> list[str]:
    """Return the parts of a withheld value that give it away where they stand alone.

    ``single`` says that one word is enough. Then short names in capitals count as well, those in
    the value and those made of its first letters.
    """
    words = [atom for atom in value.atoms if not atom.isdigit()]
    if not single:
        pairs = pairwise(words)
        return [f"{a} {b}" for a, b in pairs if max(len(a), len(b)) >= LEAST_TELLING]
    short = re.findall(r"(?<!\w)[A-Z]{2,3}(?!\w)", value.raw)
    initials = "".join(word[0] for word in words).upper()
    if 2 <= len(words) <= LEAST_TELLING and initials.isalpha() and initials not in EVERYDAY:
        short.append(initials)
    parts = [word for word in words if len(word) >= LEAST_TELLING]
    return list(dict.fromkeys([*parts, *short]))


EVERYDAY = frozenset("AM PM IT HR OK TV PC ID UK US EU AI PR QA CV PDF FAQ".split())
"""Letters that stand for something at every work place."""


def private_words(plan: Plan) -> list[str]:
    """Return the private words of a plan, and the other ways to write them.

    A name behind a title counts without it too, and so does the last name alone. Letters with a
    mark may be spelt out, and in Arabic and Hebrew an article or preposition may stick to a word.
    """
    words = list(plan.boundaries.private_words)
    for word in plan.boundaries.private_words:
        if (name := TITLE.sub("", word)) != word:
            words += [name, name.split()[-1]]
        words.append(word.translate(SPELT_OUT))
        first = next((letter for letter in word if letter.isalpha()), "")
        for script, prefixes in STICKING.items():
            if first and script in unicodedata.name(first, ""):
                words += [prefix + word for prefix in prefixes.split()]
    return list(dict.fromkeys(words))


SPELT_OUT = str.maketrans(
    {"\u00e4": "ae", "\u00f6": "oe", "\u00fc": "ue", "\u00df": "ss", "\u00e5": "aa", "\u00f8": "oe"}
)
STICKING = {
    "ARABIC": "\u0627\u0644 \u0648\u0627\u0644 \u0628\u0627\u0644 \u0644\u0644 \u0648 \u0628",
    "HEBREW": "\u05d4 \u05d1 \u05dc \u05d5 \u05de \u05e9 \u05db \u05d5\u05d4 \u05e9\u05d4",
}
"""Script to what may stick to the front of a word."""

TITLE = re.compile(
    r"^(?:dr|mr|mrs|ms|miss|mx|prof|professor|doctor|nurse)\.?\s+(?=\w{3})", re.IGNORECASE
)
