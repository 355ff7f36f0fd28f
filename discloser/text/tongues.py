"""Which language a text reads like, by its smallest words: an alarm, not a proof."""

import re

SMALL_WORDS = {
    "en": "the and of to in is that for it with as on be at this have from or by not are we you my",
    "fr": "le la les un une des du de et est que qui dans pour ne pas sur avec au vous nous je mon",
    "de": "der die das und ist nicht ein eine zu den mit auf für ich sie wir von dem im es auch",
    "es": "el la los las un una de y que es en por para no con su me del al lo como mi usted",
    "it": "il la lo gli le un una di e che è in per non con si del della mi sono alla ho mio",
    "nl": "de het een en van is niet dat in op te met voor ik we zijn aan er bij mijn ook wij",
    "pt": "o a os as um uma de e que é em para não com do da no na por eu meu se ao você",
    "pl": "i w na z do nie to się jest że o jak po dla ale moja mój czy przez być",
    "sv": "och att det som en ett är på av för med inte jag den till om har vi kan min",
    "da": "og at det som en et er på af for med ikke jeg den til om har vi kan min",
}
"""By language code, words of which every sentence holds some."""

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
