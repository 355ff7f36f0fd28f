"""How large anything in a template may be; each cap is far above what a letter needs."""

SOURCE_CHARACTERS = 64_000
"""One file."""
TAGS = 1_500
"""Tags in one file; reading time grows with them."""
PROBLEMS = 30
"""Problems told at once; the scan of a file stops there."""
WORDS = 10_000
"""Words and signs in all tags of one file."""
TAG_CHARACTERS = 600
TAG_WORDS = 80
"""Words and signs in one tag; bounds how deep an expression can nest without brackets."""
BRACKETS = 6
"""Brackets inside brackets in one tag; Jinja's own parser falls over at some hundreds."""
BLOCKS = 8
"""Blocks inside blocks in one file."""
BRANCHES = 40
"""``elif`` branches of one ``if``."""
TEXT_CONSTANT = 200
"""Characters of a text written inside a tag."""
NUMBER_DIGITS = 4
CHOICES = 30
"""Items of a list written inside a tag."""
PARTS = 6
"""Names and positions in one path such as ``ask.values.time``."""
LOOPS = 2
"""Loops inside loops, counted through includes."""
INCLUDE_DEPTH = 3
INCLUDES = 100
"""Files that one document includes, each counted as often as it is named."""
TOTAL_TAGS = 3_000
"""Tags of a document together with all that it includes."""
TOTAL_BRANCHES = 150
"""Branches of ``if`` and ``for`` of a document together with all that it includes; a letter with
every case has twenty. Whoever checks a pack looks for somebody who gets to each of them."""

ITEMS = 200
"""Items of a list that a loop will walk, and of a list that a filter may return."""
STEPS = 50_000
"""Work of one rendering: about one per tag, expression and round of a loop."""
CHARACTERS_PER_STEP = 200
"""Text that a filter or comparison may handle for one step."""
FILTERED_CHARACTERS = 100_000
"""Text that a filter may be given at once."""
OUTPUT_BYTES = 256_000
"""UTF-8 bytes of one rendered document, whatever is in it."""
OWN_BYTES = 40_000
"""UTF-8 bytes of one rendered document without any data: some twenty pages."""
BYTES_PER_CHARACTER = 8
"""UTF-8 bytes that each character of the data may add; most of it is written once or twice."""
DATA_DEPTH = 8
"""Lists and groups inside each other in the data."""
DATA_NUMBER = 10**9
