"""Drafts many different plans one after another: time and memory must not grow with their number.

Usage: ./run python bench/stream.py [PLANS]

The plans are made from the sample persons by changing names, levels, tones and private words, in
the same way every time. Two documents are drafted for each, so that 10,000 plans take minutes.
"""

import resource
import sys
import time

from bench.figures import TODAY, machine, sample_plans, table
from discloser.errors import UsageError
from discloser.planfile.read import PlanText
from discloser.session.session import House, open_plan

PLANS = 10_000
STEPS = 10
TONES = ("warm", "neutral", "formal")


def variant(text: str, number: int) -> str:
    """Return a plan file that differs from all others."""
    name = f"Alex Person{number}"
    text = text.replace("[person]", f'[person]\ncall = "{name}"', 1)
    return text.replace("[meeting]", f'[meeting]\nwork_topic = "task {number}"', 1).replace(
        'tone = "warm"', f'tone = "{TONES[number % 3]}"'
    )


def main(plans: int) -> None:
    """Draft the plans and print time and memory after each tenth of them."""
    texts = [text for text in sample_plans().values() if "work_topic" not in text]
    house = House()
    rows = []
    start = last = time.perf_counter()
    for number in range(1, plans + 1):
        source = PlanText(variant(texts[number % len(texts)], number), "plan")
        session = open_plan(source, house, TODAY)
        for document in ("script_1min", "deflection_sheet"):
            try:
                places = session.places([document])
            except UsageError:
                continue  # not every person has every document
            for place in places:
                session.draft(place)
        if number % (plans // STEPS) == 0:
            now = time.perf_counter()
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            each = (now - last) / (plans // STEPS) * 1000
            rows.append((f"{number:,}", f"{now - start:.1f}", f"{each:.2f}", f"{peak:.1f}"))
            last = now
    print(machine(), "\n")
    print(table(("Plans", "seconds", "ms a plan", "peak memory, MB"), rows))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PLANS)
