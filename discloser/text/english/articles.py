"""Choosing between "a" and "an" by the sound of what follows, and finding where they do not fit."""

import re

_LETTERS_WITH_AN = frozenset("aefhilmnorsx")
"""Letters whose English name starts with a vowel sound: an F, an H, an S."""

_VOWELS = frozenset("aeiouàáâãäåæèéêëìíîïòóôõöøœùúûü")

_SILENT_H = ("heir", "honest", "honor", "honour", "hour")

_CONSONANT_START = (
    r"e[uw]|one(?:s|self|ness)?$|once$|oui"
    r"|u(?:bi|fo|gand|kr|kul|nanim|nesco|ni(?!de|gn|ll|m|n|ro|ss)|r[aeiou]|s[aeiu]|t[aeio]|v[aeu])"
)
"""Words written with a vowel first and said with "y" or "w" first: European, one, unit, use."""

_SAID_AS_WORDS = frozenset(
    "euro euros ewe fast feet fema fica fifa file five flat form four free from full half hard"
    " hazmat high hipaa home hot huge large laser lasik last late less life light list little live"
    " local long lot loud low lunch mad major make many mash mass meal medium meet mers minor mix"
    " month more most much must nafta name nasa nato near need neet never new next nice night no"
    " noise none not note nothing once one ones only rada radar ram real red rest right role rom"
    " room safe same sars scuba send set seven shift short sick simple six slow small smart soar"
    " some soon start stop such swat under until up upper urban".split()
)
"""Short words in capitals that are said as words, and not letter by letter."""

_SAID_BY_LETTER = frozenset(
    "faqs hiv hr html hse lgbt mba mbas mri mris msc nda ndas nhs rsi sms suv uk url usb"
    " uti uv".split()
)
"""Initialisms that people also write in small letters."""

_EITHER = frozenset(
    "faq habitual herb herbal herbs hereditary historian historic historical homage hotel sql"
    " uruguay".split()
)
"""Words before which careful writers differ: never reported, never changed."""

_NOT_A_NOUN_GROUP = frozenset(
    "a am an and are as at be but by can does for from had has have he i if in into is it may might"
    " must nor of off on onto or pm she should than that the then they to was we were will with"
    " would you e.g i.e".split()
)
"""After these an "a" is a letter or a label ("plan a is"), not an article."""

_DETERMINERS = frozenset(
    "a an the my our your his her its their this that these those some any no each every".split()
)

_AFTER_WORD = ".,:/-'\u2019"
_FIRST = r"[\W_]*([^\W_]\S*)"
_LETTERS = r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*"
_DIGITS = r"\d+(?:,\d{3})*"
# The letter comes first, so that the search skips to it; what stands before it is looked at then.
_SPOT = (
    r"([aA](?<![\w'\u2019.&/\\-].)n?)(?=(\s{1,3}[\"'\u201c\u2018(\[*_£$€]{0,3})"
    r"([^\W_][\w'\u2019.:,/-]*))"
)


def article(phrase: str) -> str:
    """Return "a" or "an", whichever fits the sound of the first word or number of a phrase.

    Initialisms go by the names of their letters (an MRI, an HR note, a UK firm), numbers by how
    they are said (an 8-week, an 11:30, an 18-month, a 100-day). Without a word it is "a".
    """
    match = re.match(_FIRST, phrase)
    return "an" if match and _vowel_sound(match[1]) else "a"


def with_article(phrase: str) -> str:
    """Return a phrase with its "a" or "an", unchanged if it is empty or starts with "the", "my"."""
    words = phrase.split(None, 1)
    if not words or words[0].lower() in _DETERMINERS:
        return phrase
    return f"{article(phrase)} {phrase.lstrip()}"


def check_articles(text: str) -> list[str]:
    """Return each place where "a" or "an" does not fit the next word, such as "a hour"."""
    return [
        f"{match[1]} {match[3].rstrip(_AFTER_WORD)}"
        for match in re.finditer(_SPOT, text)
        if _wrong(match)
    ]


def fix_articles(text: str) -> str:
    """Return a text with every "a" or "an" made to fit the word after it.

    For wording of a pack with values filled in. It is no friend of other languages ("a una"), so
    a person's own text is better only checked.
    """
    return re.sub(_SPOT, lambda match: _other(match[1]) if _wrong(match) else match[1], text)


def _other(found: str) -> str:
    return {"a": "an", "an": "a", "A": "An", "An": "A"}[found]


def _wrong(match: re.Match[str]) -> bool:
    found, following = match[1], match[3]
    word = following.rstrip(_AFTER_WORD).lower()
    if word in _NOT_A_NOUN_GROUP or word.split("-")[0] in _EITHER:
        return False
    if any(sign.isalpha() and not sign.isascii() for sign in word):  # "a été": another language
        return False
    if found[0] == "A" and not _starts_sentence(match.string, match.start()):
        return False
    return (found.lower() == "an") is not _vowel_sound(following)


def _starts_sentence(text: str, start: int) -> bool:
    """Whether a capital A can be an article here, and not a label as in "plan A"."""
    while start and text[start - 1] in " \t\"'\u201c\u2018([*_":
        start -= 1
    return start == 0 or text[start - 1] in "\n.!?:;-+>#\u2013\u2014\u2022\u2026"


def _vowel_sound(token: str) -> bool:
    """Whether a token that starts with a letter or a digit starts with a vowel sound."""
    if number := re.match(_DIGITS, token):
        return _number_vowel_sound(number[0].replace(",", ""))
    letters = re.match(_LETTERS, token)
    if letters is None:
        return False
    word = re.split("['\u2019]s$", letters[0])[0]
    if len(word) == 1 or _by_letter(word):
        return word[0].lower() in _LETTERS_WITH_AN
    word = word.lower()
    if word.startswith(_SILENT_H):
        return True
    if word[0] == "y":  # Yvonne, yttrium
        return word[1] not in _VOWELS
    return word[0] in _VOWELS and not re.match(_CONSONANT_START, word)


def _by_letter(word: str) -> bool:
    """Whether a word is an initialism, with or without a plural s: MRI, SMS, PCs, MSc."""
    lower = word.lower()
    if lower in _SAID_BY_LETTER:
        return True
    capitals = word[:-1] if len(word) > 2 and word[-1] in "sc" else word
    return len(capitals) < 6 and capitals.isupper() and lower not in _SAID_AS_WORDS


def _number_vowel_sound(digits: str) -> bool:
    """Whether a whole number in digits is said with a vowel first: eight, eleven, eighteen."""
    spoken = digits.lstrip("0")
    if spoken.startswith("8"):
        return True
    return spoken[:2] in ("11", "18") and len(spoken) % 3 == 2
