"""Times drafting in a warm process: packets per second, where the time goes, and loading a pack.

Usage: ./run python bench/throughput.py [ROUNDS]

Each round drafts the packet of every sample person, then renders the same templates with the same
data by plain jinja2, which selects nothing and checks nothing.
"""

import contextlib
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import jinja2

from bench.figures import TODAY, machine, sample_plans, spread, table
from discloser.disclosure.guards import Guards
from discloser.model.language import ENGLISH
from discloser.model.lexicon import WordLists
from discloser.model.plan import Plan
from discloser.packs.load import load
from discloser.planfile.read import PlanText
from discloser.rendering.filters import filters_for
from discloser.rendering.renderer import Renderer, template_of
from discloser.session import drafting
from discloser.session.drafting import Workshop
from discloser.session.session import House, Session, open_plan
from discloser.text.english import squeeze

Rendered = list[tuple[str, Mapping[str, object], str]]
"""Id, data and text of each document that was rendered."""

SELECTION = "selection and context"
TEMPLATES = "templates"
WORDS = "looking for listed words"
GUARDS = "guards"
RULES = "text rules"

TIMED: tuple[tuple[str, Any, str], ...] = (
    (SELECTION, drafting, "select speak context holding likely_questions likely_objections ladder"),
    (TEMPLATES, Renderer, "needs render"),
    (WORDS, drafting, "Text"),
    (WORDS, WordLists, "find"),
    (GUARDS, Guards, "__init__ check holds_private_word"),
    (RULES, drafting, "check_rules word_count Draft _private_lines _revealed"),
)
"""Part of the work, and where the functions that do it are looked up."""


def main() -> None:
    """Take all figures and print them."""
    rounds = max(5, int(sys.argv[1])) if len(sys.argv) > 1 else 15
    workshop = House().workshop("standard")
    plans = [
        open_plan(PlanText(text, name), House(), TODAY).plan
        for name, text in sample_plans().items()
    ]
    written = rendered(plans, workshop)
    templates = plain_templates(workshop)
    require_same(written, templates)
    print(f"{machine()}; {len(plans)} packets, {len(written)} documents, {rounds} rounds\n")
    print(speed(plans, workshop, written, templates, rounds), end="\n\n")
    print(split(plans, workshop, rounds, len(written)), end="\n\n")
    print(loading(rounds))


def draft_all(plans: list[Plan], workshop: Workshop) -> None:
    """Draft the whole packet of each plan."""
    for plan in plans:
        session = Session(plan, workshop, TODAY)
        for place in session.places():
            session.draft(place)


def rendered(plans: list[Plan], workshop: Workshop) -> Rendered:
    """Draft all packets once and return what was rendered on the way."""
    kept: Rendered = []
    real = Renderer.render

    def render(renderer: Renderer, document: str, data: Mapping[str, object]) -> str:
        text = real(renderer, document, data)
        kept.append((document, data, text))
        return text

    with _replaced(Renderer, "render", render):
        draft_all(plans, workshop)
    return kept


def plain_templates(workshop: Workshop) -> dict[str, jinja2.Template]:
    """Return the documents of the pack, compiled by plain jinja2 with the same filters."""
    environment = jinja2.Environment(  # noqa: S701 - what comes out is text, not HTML
        loader=jinja2.DictLoader(dict(workshop.pack.templates)),
        undefined=jinja2.ChainableUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(filters_for(ENGLISH))
    return {
        document: environment.get_template(template_of(document))
        for document in workshop.pack.documents
    }


def require_same(written: Rendered, templates: Mapping[str, jinja2.Template]) -> None:
    """Stop if plain jinja2 would not write the same texts: then the comparison means nothing."""
    for document, data, text in written:
        if squeeze(templates[document].render(data)) != text:
            raise SystemExit(f"Plain jinja2 writes another text for {document}.")


def speed(
    plans: list[Plan],
    workshop: Workshop,
    written: Rendered,
    templates: Mapping[str, jinja2.Template],
    rounds: int,
) -> str:
    """Return packets per second, drafted and only rendered, as a table."""
    renderer = workshop.renderer

    def ours() -> None:
        for document, data, _ in written:
            renderer.render(document, data)

    def plain() -> None:
        for document, data, _ in written:
            templates[document].render(data)

    work = {
        "drafted: selected, rendered, checked": lambda: draft_all(plans, workshop),
        "templates alone, by discloser": ours,
        "templates alone, by plain jinja2": plain,
    }
    took = _interleaved(work, rounds)
    base = took["templates alone, by plain jinja2"]
    rows = [
        (
            name,
            *spread([len(plans) / each for each in seconds], ",.0f"),
            *spread([each / other for each, other in zip(seconds, base, strict=True)]),
        )
        for name, seconds in took.items()
    ]
    return table(("Packets per second", "median", "min", "max", "time ratio", "min", "max"), rows)


def split(plans: list[Plan], workshop: Workshop, rounds: int, documents: int) -> str:
    """Return how drafting time divides over its parts, as a table."""
    totals: list[dict[str, float]] = []
    for _ in range(rounds):
        watch = Stopwatch()
        with watch.around("the rest"), watch.running():
            draft_all(plans, workshop)
        totals.append(watch.took)
    middle = {name: statistics.median(each[name] for each in totals) for name in totals[0]}
    whole = sum(middle.values())
    rows = [
        (name, f"{seconds * 1000 / documents:.2f}", f"{100 * seconds / whole:.0f} %")
        for name, seconds in middle.items()
    ]
    checking = sum(middle[part] for part in (WORDS, GUARDS, RULES))
    rendering = middle[SELECTION] + middle[TEMPLATES]
    shown = table(("Part of drafting", "ms per document", "share"), rows)
    return (
        f"{shown}\n\nGuards and rules with their words take {checking / rendering:.2f} times as "
        "long as the rendering (selection, context, templates); the aim is below 1."
    )


def loading(rounds: int) -> str:
    """Return how long reading a plan and loading the standard pack take, as a table."""
    cache: dict[str, bytes] = {}
    load("standard", cache=cache)
    house = House()
    house.workshop("standard")
    texts = [PlanText(text, name) for name, text in sample_plans().items()]

    def read_plans() -> None:
        for text in texts:
            open_plan(text, house, TODAY)

    took = _interleaved(
        {
            "standard pack, from TOML": lambda: load("standard"),
            "standard pack, from the cache": lambda: load("standard", cache=cache),
            f"{len(texts)} plan files": read_plans,
        },
        rounds,
    )
    rows = [(name, *spread([1000 * each for each in seconds])) for name, seconds in took.items()]
    return table(("Loading", "median ms", "min", "max"), rows)


class Stopwatch:
    """Adds up the time spent in some functions, without that in others that they call."""

    def __init__(self) -> None:
        self.took: dict[str, float] = {part: 0.0 for part, _, _ in TIMED}
        self._inner: list[float] = []

    @contextlib.contextmanager
    def around(self, part: str) -> Iterator[None]:
        """Count the time until the end of the block, without the parts in it."""
        self._inner.append(0.0)
        before = time.perf_counter()
        yield
        whole = time.perf_counter() - before
        self.took[part] = self.took.get(part, 0.0) + whole - self._inner.pop()
        if self._inner:
            self._inner[-1] += whole

    @contextlib.contextmanager
    def running(self) -> Iterator[None]:
        """Time all functions of ``TIMED`` until the end of the block."""
        with contextlib.ExitStack() as stack:
            for part, owner, names in TIMED:
                for name in names.split():
                    timed = self._timed(part, getattr(owner, name))
                    stack.enter_context(_replaced(owner, name, timed))
            yield

    def _timed(self, part: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*arguments: Any, **named: Any) -> Any:
            with self.around(part):
                return function(*arguments, **named)

        return timed


@contextlib.contextmanager
def _replaced(owner: Any, name: str, other: Any) -> Iterator[None]:
    """Put something else in the place of a function until the end of the block."""
    real = getattr(owner, name)
    setattr(owner, name, other)
    try:
        yield
    finally:
        setattr(owner, name, real)


def _interleaved(work: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """Do each piece of work once per round; return its seconds without the first round."""
    took: dict[str, list[float]] = {name: [] for name in work}
    for number in range(rounds + 1):
        for name, each in work.items():
            before = time.perf_counter()
            each()
            if number:
                took[name].append(time.perf_counter() - before)
    return took


if __name__ == "__main__":
    main()
