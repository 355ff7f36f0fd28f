"""The standard pack's texts are as they were read and kept; so are those of any pack.

After a change of wording, read what changed, and then keep it:

    ./run discloser pack test standard
    ./run discloser pack test standard --update
"""

from discloser.authoring.drafted.golden import compared, kept, written

from .authoring.benches import standard
from .people import NAMES
from .plans import TODAY


def test_every_text_is_as_it_was_kept() -> None:
    before = kept(standard())
    assert before.day == TODAY, "the tests and the texts count the same day as today"
    found = compared(before.texts, written(standard(), TODAY))
    shown = [(each.change.old, each.change.new, each.texts[:3]) for each in found.changes]
    assert not shown, "texts differ; see: discloser pack test standard"
    assert (found.new, found.gone) == ((), ()), "texts are missing or left over"


def test_every_sample_person_has_texts() -> None:
    assert sorted({path.partition("/")[0] for path in kept(standard()).texts}) == NAMES
