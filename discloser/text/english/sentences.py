"""Turning a phrase into a sentence, and a sentence into a phrase, without touching names."""

import re
from collections.abc import Collection

_STOPS = ".?!\u2026\u3002\uff01\uff1f\u061f\u06d4\u0964\u0965\u0589\u1362"
"""Marks that end a sentence, in several scripts."""

_OPENERS = "\"'\u201c\u2018\u00ab([{*_\u00bf\u00a1"
_CLOSERS = "\"'\u201d\u2019\u00bb)]}*_"

_ABBREVIATIONS = frozenset(
    "a.m. p.m. e.g. i.e. etc. vs. cf. approx. incl. dr. mr. mrs. ms. mx. prof. dept. st. jr. sr."
    " inc. ltd. ph.d.".split()
)
_INITIALS = r"(?:[^\W\d_]\.)+"
_NEXT_SENTENCE = r"(?<=[.?!])(\s+)([^\W\d_])"
_FIRST_WORD = r"([\s\"'\u201c\u2018(\[*_]*)([^\W\d_][^\s,.;:!?)\]\"\u201d*_]*)"

_ORDINARY = frozenset(
    # Small words
    "a about above across after again all almost also although always an and another any anything"
    " around as asking at away back because before being below between both but by can could day"
    " days did do does doing during each early either else enough even every everyone everything"
    " few first for from further give given go going good had half has have having he her here his"
    " how if in instead into is it its just keep keeping last late later less let letting like long"
    " longer looking lots made make making many maybe me more most mostly much my need neither new"
    " next no nobody none not nothing now of off often on once one only or other others our out"
    " over own part perhaps please quite rather really same several she short should since so some"
    " someone something sometimes soon still such than thank thanks that the their them then there"
    " these they thing things this those though through time times to together too twice two under"
    " until up us usually very was we well were what whatever when whenever where whether which"
    " while who whole whom why with within without would yes you your"
    # Words that people start with when they write about their work
    " access activity agenda air appointment back bad balance bend big bright broken busy calendar"
    " call camera cart chair change client cold colleague commute computer concentration constant"
    " cover customer deadline desk detail different difficult door draft driving dust email end"
    " energy equipment errand evening event extra eye fan fast fatigue fixed flexible floor focus"
    " footrest frequent fume glare grip hand handover hard headset health heat heavy help high home"
    " hot hour interruption job keyboard ladder large laptop lift light limit line list load loud"
    " low lunch machine manager medicine medication meeting memory mental message morning mouse"
    " movement neck night noise note office on-call open optional order overtime pace pain paper"
    " parking people perfume phone physical place plan position pressure print private quick quiet"
    " rest restroom return room route rush schedule screen seat shared sharp shift sick site"
    " sitting sleep slow small smell software sound space speech stair stand standing start step"
    " stool stress strong sudden target task team temperature tight tool toilet training travel"
    " trial trip typing uniform unpaid unplanned video visit voice walk walking warm water week"
    " weekly weight work working writing written".split()
)
"""Words that carry a capital only because they start a sentence."""

_ORDINARY_ENDINGS = ("ing", "ings", "tion", "tions", "ness", "less", "ful", "able", "ally")
_NAMES_WITH_THEM = frozenset(
    "beijing boeing browning fleming golding harding inverness irving nanjing sally"
    " sterling".split()
)
_NEVER_NAMES = frozenset({"A", "An", "My", "Our", "The"})
_NAMES_OR_HELPERS = frozenset({"may", "will"})
_AFTER_HELPERS = frozenset("i it my our someone that the there they this we you".split())


def sentence(text: str) -> str:
    """Return a text with a capital at each start and exactly one mark at its end.

    A capital comes first and after . ? ! (not after a.m., Dr., initials or an ellipsis). The end
    gets a full stop unless it has a mark of its own, also inside a closing quote, or a colon that
    leads on to a list. Capitals, odd spellings (iPhone) and other scripts stay as they are.
    """
    text = text.strip()
    if not text:
        return ""
    start = _first_letter(text)
    if start is not None:
        text = _capital_at(text, start)
    return _closed(re.sub(_NEXT_SENTENCE, _capital_after, text))


def clause(text: str) -> str:
    """Return a text for use inside a sentence: on one line, without a mark at its end.

    The stop of an abbreviation stays ("at 10 a.m."), one inside a closing quote goes.
    """
    line = one_line(text)
    stem = line.rstrip(" .,;:" + _STOPS)
    if line[len(stem) :].startswith(".") and _abbreviated(stem + "."):
        return stem + "."
    if stem[-1:] in ('"', "'", "\u201d", "\u2019") and not _abbreviated(stem[:-1]):
        return stem[:-1].rstrip(".,") + stem[-1]
    return stem


def one_line(text: str) -> str:
    """Return a text on one line.

    A word parted at the end of a line stays one word, for whoever looks for it.
    """
    return " ".join(re.sub(r"(?<=\w)-\s*\n\s*(?=\w)", "-", text).split())


def lower_first(text: str, keep: Collection[str] = frozenset()) -> str:
    """Return a text with its first word in small letters, to go on inside a sentence.

    Only a word known to be an ordinary one is lowered; I, names, initialisms, days, months and
    every word not known keep their capital, because a wrong "jordan" is worse than a wrong "Soup".
    ``keep`` holds words and names that must keep theirs; each word of a name counts.
    """
    match = re.match(_FIRST_WORD, text)
    if match is None:
        return text
    word = match[2]
    bare = re.split("['\u2019-]", word, maxsplit=1)[0]
    kept = {part for name in keep for part in name.split()} - _NEVER_NAMES
    whole = any(name and text.startswith(name, match.start(2)) for name in keep)
    shaped = any(letter.isupper() or letter.isdigit() for letter in word[1:])
    if not word[0].isupper() or shaped or bare == "I" or whole or kept & {word, bare}:
        return text
    if not _ordinary(bare.lower(), text[match.end() :]):
        return text
    return match[1] + word[0].lower() + text[match.start(2) + 1 :]


def _ordinary(word: str, rest: str) -> bool:
    if word in _NAMES_OR_HELPERS:
        following = rest.split(None, 1)
        return bool(following) and following[0].lower() in _AFTER_HELPERS
    if word in _ORDINARY or (word.endswith("s") and word[:-1] in _ORDINARY):
        return True
    return len(word) > 5 and word.endswith(_ORDINARY_ENDINGS) and word not in _NAMES_WITH_THEM


def _first_letter(text: str) -> int | None:
    """Return where the first word starts, past quotes, brackets, emphasis, emoji and spaces."""
    for index, sign in enumerate(text):
        if sign.isalpha():
            return index
        if sign not in _OPENERS and not sign.isspace() and (sign < "\u2030" or sign.isdigit()):
            return None
    return None


def _capital_at(text: str, start: int) -> str:
    """Return a text with a capital at a place, unless the word there has a shape of its own."""
    capital = text[start].title()
    end = start + 1
    while end < len(text) and not text[end].isspace():
        if text[end].isupper() or text[end] == "@" or text.startswith(("://", "www."), end - 1):
            return text
        end += 1
    return text if len(capital) != 1 else text[:start] + capital + text[start + 1 :]


def _capital_after(match: re.Match[str]) -> str:
    text, stop = match.string, match.start()
    start = stop
    while start and not text[start - 1].isspace():
        start -= 1
    token = text[start:stop].lstrip(_OPENERS).lower()
    if token in _ABBREVIATIONS or token.endswith("..") or re.fullmatch(_INITIALS, token):
        return match[0]
    end = match.end()
    while end < len(text) and not text[end].isspace():
        if text[end].isupper() or text[end] == "@":
            return match[0]
        end += 1
    capital = match[2].title()
    return match[1] + (capital if len(capital) == 1 else match[2])


def _abbreviated(text: str) -> bool:
    """Whether a text ends in an abbreviation that keeps its stop, such as a.m. or U.S."""
    words = text.rsplit(None, 1)
    token = words[-1].lstrip(_OPENERS).lower() if words else ""
    return token in _ABBREVIATIONS or (len(token) > 2 and bool(re.fullmatch(_INITIALS, token)))


def _closed(text: str) -> str:
    """Return a text with exactly one mark at its end."""
    end = len(text)
    while end and (text[end - 1].isspace() or text[end - 1] in ".,;"):
        end -= 1
    stem, run = text[:end], text[end:]
    if not stem:
        return text
    if "..." in run:
        return stem + "..."
    inner = stem.rstrip(_CLOSERS).rstrip()
    if stem[-1] in _STOPS + ":" or (inner and inner != stem and inner[-1] in _STOPS):
        return stem
    spoken = _without_symbols(stem)
    if spoken != stem and spoken and spoken[-1] in _STOPS:
        return stem
    return stem + "."


def _without_symbols(text: str) -> str:
    """Return a text without emoji and the like at its end."""
    end = len(text)
    while end and (text[end - 1].isspace() or _symbol(text[end - 1])):
        end -= 1
    return text[:end]


def _symbol(sign: str) -> bool:
    return sign > "\u2030" and not sign.isalnum() and sign not in _STOPS
