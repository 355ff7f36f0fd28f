"""A preview as one page for reviewers: every text of every person, without scripts."""

import datetime
import hashlib
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from html import escape
from pathlib import Path

from msgspec import Struct

from discloser.authoring.finding import PackFinding
from discloser.authoring.report import MARKS
from discloser.authoring.shown.following import Following
from discloser.authoring.shown.showing import Shown
from discloser.disk.whole import why, write_whole
from discloser.model.document import DocumentSpec
from discloser.packs.manifest import Manifest

REFRESH = 2
"""Seconds after which a browser takes a page anew that is written again and again."""

STYLE = """
:root { color-scheme: light dark; --ink: #1b1b1b; --paper: #fff; --soft: #f3f3f0; --edge: #767676;
  --muted: #4a4a4a; --link: #0b4f9e; --bad: #9c1408; }
@media (prefers-color-scheme: dark) { :root { --ink: #ececec; --paper: #161616; --soft: #242424;
  --edge: #8c8c8c; --muted: #bcbcbc; --link: #8ec2ff; --bad: #ff9d90; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 56rem; padding: 1rem; color: var(--ink); background: var(--paper);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: break-word; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .5rem; }
h2 { font-size: 1.3rem; margin: 3rem 0 .3rem; padding-top: .6rem;
  border-top: 2px solid var(--edge); }
h3 { font-size: 1.05rem; margin: 0; }
a { color: var(--link); }
code, pre { font: .85rem/1.45 ui-monospace, Menlo, Consolas, monospace; }
pre { white-space: pre-wrap; background: var(--soft); padding: .6rem; margin: .4rem 0; }
nav ul { columns: 16rem; column-gap: 2.5rem; padding-left: 1.2rem; margin: .3rem 0 .8rem; }
nav li { break-inside: avoid; }
summary { cursor: pointer; padding: .3rem 0; }
article { border: 1px solid var(--edge); border-radius: 4px; margin: 1rem 0; padding: .8rem 1rem; }
.how { color: var(--muted); font-size: .9rem; margin: 0 0 .6rem; }
.text { white-space: pre-wrap; background: var(--soft); padding: .7rem .9rem; margin: .6rem 0; }
.tells { font-size: .9rem; color: var(--muted); margin: 0; padding-left: 1.2rem; }
.found { border-left: 5px solid var(--bad); padding: .3rem .8rem; margin: .6rem 0 0; }
.found ul { margin: 0; padding-left: 1.1rem; }
.bad { color: var(--bad); font-weight: bold; }
.facts { border-collapse: collapse; margin: .8rem 0; }
.facts th { text-align: left; padding: .15rem 1.2rem .15rem 0; font-weight: bold; }
.facts td { padding: .15rem 0; }
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; }
  nav, .back, details.source { display: none; }
  article, .text { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
}
"""


class Reviewed(Struct, frozen=True):
    """What the page says of the pack as a whole."""

    name: str
    title: str
    version: str
    language: str
    day: datetime.date
    """The day that counts as today in the texts."""
    people: dict[str, str] = {}
    """Sample person to what there is to say about them, in a sentence."""
    troubles: tuple[PackFinding, ...] = ()
    """What keeps the pack from being used as it is now."""
    refreshes: bool = False
    """Whether a browser is to take the page anew, because it is written again when a file is."""


def page_of(following: Following, texts: Iterable[Shown], *, refreshes: bool = False) -> str:
    """Return the page with some texts; with ``refreshes``, a browser looks again by itself."""
    there = following.there
    manifest = there.bench.manifest if there else Manifest(title=following.name)
    about = Reviewed(
        name=following.name,
        title=manifest.title,
        version=manifest.version,
        language=there.bench.workshop.pack.language if there else "en",
        day=following.today,
        people={name: there.about(name) for name in there.people} if there else {},
        troubles=following.troubles,
        refreshes=refreshes,
    )
    specs = there.specs if there else {}
    return as_page(about, texts, specs, following.text)


GENERATOR = '<meta name="generator" content="discloser pack preview">'
"""Stands near the top of every page, so that one may take the place of another."""

TOP = 4_000
"""Bytes at the start of a page in which that is looked for."""


def write_page(file: Path, page: str, *, replace: bool = False) -> str:
    """Write the page to a file, whole or not at all; return why it could not be, in a sentence.

    A file that is no such page is left alone, unless ``replace`` says otherwise.
    """
    try:
        if not replace and not _is_page(file):
            return (
                f"{file} is there already, and it is no page of a preview. Nothing was written: "
                "name another file, or give --replace."
            )
        write_whole(file, page.encode())
    except FileNotFoundError:
        return f"There is no folder {file.parent}."
    except OSError as error:
        return why(error, file.parent, "the page")
    except ValueError:
        return "A file cannot have this name."
    return ""


def _is_page(file: Path) -> bool:
    """Return whether a file is such a page, or is not there. Raises OSError."""
    if not file.is_file():
        return True
    with file.open("rb") as opened:
        return GENERATOR.encode() in opened.read(TOP)


def as_page(
    about: Reviewed,
    texts: Iterable[Shown],
    specs: dict[str, DocumentSpec],
    source: Callable[[str], str | None],
) -> str:
    """Return the page; ``source`` gives the text of a file by the name that messages show."""
    by_document: dict[str, list[Shown]] = {}
    for each in texts:
        by_document.setdefault(each.view.document, []).append(each)
    order = [name for name in specs if name in by_document]
    order += [name for name in by_document if name not in specs]
    parts = [*_head(about), *_top(about, by_document)]
    parts += _navigation(order, by_document, specs, about.people)
    parts.append("<main>")
    for name in order:
        parts += _document(name, by_document[name], specs.get(name), source, about.language)
    parts += ["</main>", "</body>", "</html>"]
    return "\n".join(parts) + "\n"


def _head(about: Reviewed) -> Iterator[str]:
    digest = b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    yield "<!DOCTYPE html>"
    yield '<html lang="en">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield GENERATOR
    yield f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="referrer" content="no-referrer">'
    if about.refreshes:
        yield f'<meta http-equiv="refresh" content="{REFRESH}">'
    yield f"<title>{escape(f'Preview of {about.title}')}</title>"
    yield f"<style>{STYLE}</style>"
    yield "</head>"
    yield "<body>"


def _top(about: Reviewed, by_document: dict[str, list[Shown]]) -> Iterator[str]:
    texts = [each for several in by_document.values() for each in several]
    people = {each.view.person for each in texts}
    facts = {
        "Pack": f"{about.title} ({about.name})",
        "Version": about.version,
        "Language": about.language,
        "Written as of": about.day.isoformat(),
        "Texts": f"{len(texts)}, for {len(people)} sample persons, who are all invented",
        "Held back": str(sum(each.blocked for each in texts)),
    }
    yield '<header id="top">'
    yield f"<h1>{escape(f'Preview of {about.title}')}</h1>"
    yield '<table class="facts">'
    for name, value in facts.items():
        yield f'<tr><th scope="row">{escape(name)}</th><td>{escape(value)}</td></tr>'
    yield "</table>"
    if about.troubles:
        yield '<section aria-labelledby="broken">'
        yield '<h2 id="broken">The pack is broken just now</h2>'
        yield "<p>The texts below, if there are any, are from before.</p>"
        yield from _found(about.troubles)
        yield "</section>"
    yield "</header>"


def _navigation(
    order: list[str],
    by_document: dict[str, list[Shown]],
    specs: dict[str, DocumentSpec],
    people: dict[str, str],
) -> Iterator[str]:
    by_person: dict[str, list[Shown]] = {}
    for several in by_document.values():
        for each in several:
            by_person.setdefault(each.view.person, []).append(each)
    yield '<nav aria-label="Documents and persons">'
    yield "<details open><summary>By document</summary><ul>"
    for name in order:
        title = specs[name].title if name in specs else name
        held = sum(each.blocked for each in by_document[name])
        mark = f', <span class="bad">{held} held back</span>' if held else ""
        count = len(by_document[name])
        yield f'<li><a href="#{_slug(name)}">{escape(title)}</a> ({count}{mark})</li>'
    yield "</ul></details>"
    yield "<details><summary>By person</summary>"
    for person in sorted(by_person):
        told = f": {people[person]}" if people.get(person) else ""
        yield f"<details><summary>{escape(person)}{escape(told)}</summary><ul>"
        for each in sorted(by_person[person], key=lambda each: order.index(each.view.document)):
            mark = ' <span class="bad">held back</span>' if each.blocked else ""
            said = escape(f"{each.title}, {each.whom}")
            yield f'<li><a href="#{_anchor(each)}">{said}</a>{mark}</li>'
        yield "</ul></details>"
    yield "</details>"
    yield "</nav>"


def _document(
    name: str,
    texts: list[Shown],
    spec: DocumentSpec | None,
    source: Callable[[str], str | None],
    language: str,
) -> Iterator[str]:
    yield f'<section aria-labelledby="{_slug(name)}">'
    title = spec.title if spec else name
    yield f'<h2 id="{_slug(name)}">{escape(title)} <code>{escape(name)}</code></h2>'
    if spec:
        yield f"<p>{escape(spec.about)}</p>"
    files = dict.fromkeys(
        each.file for text in texts for each in text.sources if each.what == "template"
    )
    for file in files:
        yield f'<details class="source"><summary>Template: <code>{escape(file)}</code></summary>'
        yield f"<pre>{escape(_numbered(source(file) or ''))}</pre></details>"
    for each in texts:
        yield from _text(each, language)
    yield '<p class="back"><a href="#top">Back to the top</a></p>'
    yield "</section>"


def _text(shown: Shown, language: str) -> Iterator[str]:
    anchor = _anchor(shown)
    whom = f", {shown.whom}" if shown.whom else ""
    yield f'<article aria-labelledby="{anchor}">'
    yield f'<h3 id="{anchor}">{escape(shown.view.person)}{escape(whom)}</h3>'
    if shown.audience:
        how = f"Tone {shown.tone}, length {shown.length}, level {shown.level} for this audience."
        yield f'<p class="how">{escape(how)}</p>'
    if shown.old:
        yield '<p class="bad">This text is from before; the files are broken now.</p>'
    yield from (f"<p>{escape(remark)}</p>" for remark in shown.remarks)
    if shown.subject:
        yield f'<p>Subject: <strong lang="{escape(language)}">{escape(shown.subject)}</strong></p>'
    if shown.text:
        yield f'<div class="text" lang="{escape(language)}">{escape(shown.text)}</div>'
    if shown.tells:
        yield '<ul class="tells">'
        yield from (f"<li>{escape(told)}</li>" for told in shown.tells)
        yield "</ul>"
    yield from _found((*shown.troubles, *shown.findings))
    yield "</article>"


def _found(findings: Iterable[PackFinding]) -> Iterator[str]:
    lines = [
        f'<li><span class="bad">{MARKS[each.blocks]}:</span> '
        f"{escape(each.why)} {escape(each.how)} "
        f"<code>{escape(each.file)}{f':{each.line}' if each.line else ''}</code></li>"
        for each in findings
    ]
    if lines:
        yield '<div class="found"><ul>'
        yield from lines
        yield "</ul></div>"


def _numbered(text: str) -> str:
    lines = text.rstrip("\n").split("\n")
    digits = len(str(len(lines)))
    return "\n".join(f"{number:>{digits}}  {line}" for number, line in enumerate(lines, 1))


def _slug(name: str) -> str:
    """Return a name as an anchor: what is no letter of one is written as its number."""
    return "d-" + "".join(
        c if c.isascii() and (c.isalnum() or c in "-_") else f"{ord(c):x}." for c in name
    )


def _anchor(shown: Shown) -> str:
    view = shown.view
    return _slug(f"{view.document}/{view.person}/{shown.audience or view.audience}")
