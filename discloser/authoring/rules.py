"""The rules that a pack is checked against, each in a line for its author."""

RULES: dict[str, str] = {
    # The files
    "p_file": "A file or folder has a name, a size or a kind that a pack cannot have.",
    "p_not_read": "A file lies among those of the pack, and its kind is not read.",
    "p_toml": "A file is not TOML: a quote, a bracket or a date has a slip.",
    "p_entry": "An entry has a wrong key, a missing key or a wrong kind of value.",
    "p_twice": "An entry stands twice in the same pack.",
    "p_reference": "An id, a fact or a blank does not exist.",
    "p_near_miss": "A new id is almost that of an entry below: a slip would change nothing.",
    # The templates
    "p_template": "A template cannot be read, or uses what is not part of the language.",
    "p_name": "A template reads a name that does not exist.",
    "p_unused": "A template belongs to no document and no other template.",
    "p_unguarded": "A name that may have no value is printed without asking for it first.",
    "p_joined": "A tag at the end of a line takes the line break with it.",
    "p_shape": "A list, a group or a yes or no is used as if it were something else.",
    # What may be told
    "p_reads": "A topic is used that the document does not declare in `reads`.",
    "p_reads_unused": "A topic is declared in `reads` and never used.",
    "p_prepared": "`prepared` is used in a document that holds no prepared answers.",
    "p_level": "A line tells a topic to people whose level does not allow it.",
    "p_reveals": "A sentence names a topic and does not say so in `reveals`.",
    "p_illness": "A sentence names an illness, and people with another one would say it too.",
    "p_health_word": "A word shows that it is about health where the level may be too low.",
    # What can be reached
    "p_never": "A condition can never be true.",
    "p_never_wording": "A wording can never be used: an earlier one always comes first.",
    "p_never_branch": "A branch can never be reached.",
    "p_value": "A comparison with a word that the name never is.",
    # The catalogue
    "p_few_asks": "An effect on work has fewer than two things that help.",
    "p_no_reply": "Something to ask for has no objection or no reply, or a question has no reply.",
    "p_rights_expired": "A fact about rights has expired.",
    "p_rights_soon": "A fact about rights expires soon.",
    "p_rights_source": "A fact about rights lacks its source, or its dates cannot be.",
    "p_low_level": "A topic or an audience would start at a level that gives too much away.",
    # The sentences
    "p_brace": "A brace has no partner, or is one too many or too few.",
    "p_doubled": "A word stands twice.",
    "p_article": 'There is "a" where "an" belongs, or the other way round.',
    "p_empty": "A text or a file has nothing in it.",
    "p_end": "A sentence has no full stop where the one below has.",
    "p_spaces": "There are two spaces, or a space in front of a mark.",
    "p_fixed_slip": "A sentence holds what looks like a gap: None, empty brackets, two commas.",
    # The manifest
    "p_document": "A key of a document does not fit the others.",
    "p_language": "The language is not written as a code, such as en or pt-BR.",
    "p_tongue": "The texts read like another language than the pack says.",
    "p_tongue_words": "A list that guards or rules look through holds English words only.",
    "p_tongue_dates": "Dates and lists would be written in English.",
    "p_tongue_left": "A document is translated in part, and the rest is in another language.",
    "p_tongue_filter": "A filter knows English only.",
    # The sample persons
    "p_person": "A sample person's plan cannot be read with this pack.",
    # The check itself
    "p_slow": "The texts of the pack take too long to write for all sample persons.",
    "p_too_many": "There were more findings than can be shown.",
}
"""Rule id to what it means; rules of finished texts, which start with ``r_``, are not here."""
