"""The sample persons for tests: each read once, all in one house."""

from functools import cache
from pathlib import Path

import msgspec

from discloser.model.catalogue import usual
from discloser.model.document import Document, DocumentSpec
from discloser.model.plan import Plan
from discloser.planfile.read import read_plan_text
from discloser.session.session import House, Session, open_plan

from .plans import CATALOGUE, TODAY

FOLDER = Path(__file__).parent.parent / "scripts_templates" / "standard" / "people"

FILES = sorted(FOLDER.glob("*.toml"))

NAMES = [file.stem for file in FILES]

Drafted = tuple[DocumentSpec, Document]


@cache
def house() -> House:
    return House()


@cache
def session(name: str) -> Session:
    """Open a sample person's plan as it stands."""
    return open_plan(read_plan_text(FOLDER / f"{name}.toml"), house(), TODAY)


def plan(name: str) -> Plan:
    return session(name).plan


def in_form(name: str, tone: str, length: str) -> Session:
    """Open a sample person's plan with another tone and spoken length."""
    own = session(name)
    meeting = msgspec.structs.replace(own.plan.meeting, tone=tone, length=length)
    return Session(msgspec.structs.replace(own.plan, meeting=meeting), own.workshop, TODAY)


def drafts(opened: Session) -> list[Drafted]:
    """Draft every document that makes sense for a plan."""
    return [(place[0], opened.draft(place)) for place in opened.places()]


@cache
def packet(name: str, tone: str) -> list[Drafted]:
    """Draft a sample person's documents in one tone, once for all tests."""
    return drafts(in_form(name, tone, plan(name).meeting.length or usual(CATALOGUE.lengths)))
