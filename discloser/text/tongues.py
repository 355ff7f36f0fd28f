"""Which language a text reads like, by its smallest words: an alarm, not a proof."""

import re

SMALL_WORDS = {
    "en": "the and of to in is that for it with as on be at this have from or by not are we you "
    "my i will can if what me would do so but when",
    "fr": "le la les un une des du de et est que qui dans pour ne pas sur avec au vous nous je mon",
    "de": "der die das und ist nicht ein eine zu den mit auf für ich sie wir von dem im es auch",
    "es": "el la los las un una de y que es en por para con su del al lo como mi usted",
    "it": "il la lo gli le un una di e che è non con si del della mi sono alla ho mio",
    "nl": "de het een en van niet dat op te met voor ik zijn aan er bij mijn ook wij",
    "pt": "os um uma de e que é em para não com da na por eu meu se ao você",
    "pl": "w na z nie się jest że jak po dla ale moja mój czy przez być",
    "sv": "och att det som en ett är på av för med inte jag den till om har vi kan min",
    "da": "og det som en et er på af for med ikke jeg den til om har vi kan min",
}
"""By language code, words of which every sentence holds some, and that no English one has."""

NAMES = {
    "en": "English",
    "fr": "French",
    "de": "German",
    "es": "Spanish",
    "it": "Italian",
    "nl": "Dutch",
    "pt": "Portuguese",
    "pl": "Polish",
    "sv": "Swedish",
    "da": "Danish",
}
"""What these languages are called."""

LEAST_WORDS = 15
"""Words from which on a text says something of its language."""

LEAST_SHARE = 0.12
"""Share of small words that every language here reaches in plain prose."""

CLEARLY = 1.5
"""How many times more small words the likeliest language must have than the one that is asked."""


def reads_like(text: str, code: str) -> str:
    """Return the code of the language that a text reads like, if it clearly is not ``code``.

    Empty if it may well be that language, or if nothing can be said.
    """
    words = re.findall(r"[^\W\d_]+", text.casefold())
    if len(words) < LEAST_WORDS:
        return ""
    counts = {
        name: sum(word in small for word in words)
        for name, small in ((name, frozenset(line.split())) for name, line in SMALL_WORDS.items())
    }
    best = max(counts, key=lambda name: counts[name])
    own = counts.get(code.partition("-")[0].casefold(), 0)
    clear = counts[best] >= LEAST_SHARE * len(words) and counts[best] > CLEARLY * own
    return best if clear else ""
