"""No run of eight words may come from a source; the sources are known by checksums alone."""

from hypothesis import given
from hypothesis import strategies as st

from discloser.packs.sources import read_source_runs
from discloser.rendering.rules.quotes import RUN, QuotedRuns, pack_runs

WORD = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=8)


@given(st.lists(WORD, min_size=RUN, max_size=30), st.data())
def test_a_run_of_a_source_is_found_in_any_dress(words: list[str], data: st.DataObject) -> None:
    runs = QuotedRuns(pack_runs([" ".join(words)]))
    start = data.draw(st.integers(0, len(words) - RUN))
    quoted = words[start : start + RUN]
    text = f"I say: **{quoted[0].upper()}**, {', '.join(quoted[1:])}!"
    assert runs.first_in(text) == " ".join(quoted)
    assert not runs.first_in(" ".join(quoted[1:]))


def test_the_kept_checksums_are_sorted_and_many() -> None:
    content = read_source_runs()
    keys = [int.from_bytes(content[at : at + 8], "little") for at in range(0, len(content), 8)]
    assert len(keys) > 10_000
    assert keys == sorted(set(keys))
