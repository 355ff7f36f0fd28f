"""Tags of templates are found in one pass, also where none of them ends."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discloser.text.tags import in_tags, tags, without_tags

SIGNS = st.text(st.sampled_from("{}%#a \n"), max_size=30)


@given(SIGNS)
def test_they_are_those_that_a_pattern_finds(text: str) -> None:
    pattern = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
    assert [*tags(text)] == [found.span() for found in pattern.finditer(text)]
    assert without_tags(text, "x") == pattern.sub("x", text)
    notes = re.compile(r"\{#.*?#\}", re.DOTALL)
    assert in_tags(text, str.upper, "#") == notes.sub(lambda tag: tag[0].upper(), text)


@pytest.mark.parametrize("opened", ["{", "{{ ", "{% ", "{%-", "{# ", "{{ } ", "{{ {% {# "])
def test_open_ones_take_no_time(opened: str) -> None:
    began = time.process_time()
    assert without_tags(opened * 100_000) == opened * 100_000
    assert time.process_time() - began < 2
