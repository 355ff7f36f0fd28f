"""What is looked up by its stem must begin with it, whatever form it has."""

import string

from hypothesis import example, given
from hypothesis import strategies as st

from discloser.text.forms import LONGEST_STEM, forms, singulars, stem

LETTERS = st.text(st.sampled_from(string.ascii_lowercase), min_size=1, max_size=5)
ENDS = st.sampled_from(["", "s", "es", "ies", "ses", "ias", "ia", "is", "e", "y", "ss", "us", "c"])


@given(LETTERS, ENDS)
@example("arth", "ia")
@example("allerg", "ies")
@example("oas", "ses")
@example("cr", "ises")
def test_every_form_begins_with_the_stem(start: str, end: str) -> None:
    word = start + end
    found = forms(word, acronym=False)
    assert {word, *singulars(word)} <= found
    assert all(form.startswith(stem(word)) for form in found | forms(word, acronym=True))


def test_a_stem_is_short_whatever_the_word() -> None:
    assert len(stem("a" * 100_000)) == LONGEST_STEM
