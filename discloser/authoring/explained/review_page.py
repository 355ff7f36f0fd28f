"""The review of a pack as one page to print, comment and sign: no scripts, nothing from outside."""

import hashlib
from base64 import b64encode
from collections.abc import Iterator
from html import escape

from discloser.authoring.explained.review import Group, Line, Part, Review

STYLE = """
@page { size: A4; margin: 16mm 14mm 18mm;
  @bottom-right { content: "Page " counter(page) " of " counter(pages); font: 8pt sans-serif; } }
* { box-sizing: border-box; }
html { color: #000; background: #fff; font: 10.5pt/1.4 Georgia, "Times New Roman", serif; }
body { max-width: 62rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.9em; line-height: 1.2; margin: 0 0 .3em; }
h2 { font-size: 1.35em; margin: 2.2em 0 .6em; border-bottom: 2px solid #000; }
h3 { font-size: 1.05em; margin: 1.6em 0 .2em; }
h2, h3, caption, .notes { break-after: avoid; }
.id, .number, .where { font-family: ui-monospace, Menlo, Consolas, monospace; }
.id { font-size: .8em; font-weight: normal; }
.notes { margin: .1em 0 .5em; font-size: .9em; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; margin: .3em 0 0; }
th, td { border: 1px solid #555; padding: .3em .45em; text-align: left; vertical-align: top;
  overflow-wrap: break-word; }
thead th { font: bold .8em sans-serif; background: #eee; border-bottom: 2px solid #000; }
tr { break-inside: avoid; }
.c-number { width: 14%; } .c-verdict { width: 13%; } .c-comment { width: 22%; }
.number { font-weight: bold; white-space: nowrap; }
.where { display: block; font-size: .68em; font-weight: normal; white-space: normal; }
.role { display: block; font: .78em sans-serif; margin-bottom: .15em; }
.text { white-space: pre-wrap; }
.when { display: block; font-size: .85em; font-style: italic; margin-top: .25em; }
.verdict { font: .85em/1.5 sans-serif; white-space: nowrap; }
.before td { font-size: .85em; } tr.before { break-inside: auto; break-after: avoid; }
.before p { margin: 0; font: .9em sans-serif; }
.before ol { margin: .1em 0 0; padding-left: 1.6em; }
.pointer td { background: #f4f4f4; font-size: .9em; }
.facts { width: auto; min-width: 60%; } .facts th { width: 11em; font-family: sans-serif; }
.facts th, .facts td, .sign td, .sign th { padding: .35em .6em; }
.sign { margin-top: 1em; } .sign td { height: 3.2em; } .sign th { font-family: sans-serif; }
.contents li { margin: .15em 0; }
a { color: inherit; }
@media print {
  body { max-width: none; padding: 0; }
  .front { break-after: page; } h2 { break-before: page; } h2:first-of-type { break-before: auto; }
  a { text-decoration: none; }
}
@media screen and (max-width: 40rem) {
  table.lines, .lines tbody, .lines tr, .lines td, .lines th { display: block; width: auto; }
  .lines thead { position: absolute; left: -999rem; } .lines tr { margin-bottom: .8em; }
  .lines .comment { min-height: 3em; }
}
"""

BOXES = "\u2610 fine<br>\u2610 change<br>\u2610 remove"

HOW_TO = (
    """Each line below is one text, with the number that finds it again in the pack's files. Read
    the text, and under it when it is used. Tick a box. Write what should change {where}.""",
    """Where an entry has several wordings, they are numbered in the order in which they are tried:
    the first that fits a person is used. Words in {{braces}} are filled in from the person's own
    answers; without an answer the wording is passed over.""",
    """What you sign is the pack in exactly this state: the check number below is worked out from
    all its files and changes with any of them.""",
)
"""What those who sign should know, a paragraph each."""


def how_to(where: str = "into the last column") -> Iterator[str]:
    """Yield the paragraphs, each on one line; ``where`` is the place for comments."""
    return (" ".join(text.format(where=where).split()) for text in HOW_TO)


def as_page(review: Review) -> str:
    """Return the page."""
    return "\n".join(_page(review)) + "\n"


def _page(review: Review) -> Iterator[str]:
    digest = b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    title = f"Wording for review: {review.title}"
    yield "<!DOCTYPE html>"
    yield '<html lang="en">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="referrer" content="no-referrer">'
    yield f"<title>{escape(title)}</title>"
    yield f"<style>{STYLE}</style>"
    yield "</head>"
    yield "<body>"
    yield from _front(review, title)
    yield "<main>"
    for at, group in enumerate(review.groups, 1):
        yield from _group(review, group, at)
    yield "</main>"
    yield "</body>"
    yield "</html>"


def _front(review: Review, title: str) -> Iterator[str]:
    yield '<header class="front">'
    yield f"<h1>{escape(title)}</h1>"
    if review.about:
        yield f'<p lang="{escape(review.language)}">{escape(review.about)}</p>'
    yield from (f"<p>{escape(text)}</p>" for text in how_to())
    yield '<table class="facts">'
    for name, value in facts(review):
        yield f'<tr><th scope="row">{escape(name)}</th><td>{escape(value)}</td></tr>'
    yield "</table>"
    yield '<table class="sign"><caption>Who signs</caption><thead><tr>'
    yield from (f'<th scope="col">{name}</th>' for name in SIGNED)
    yield "</tr></thead><tbody>"
    for _ in range(3):
        yield f"<tr>{'<td></td>' * len(SIGNED)}</tr>"
    yield "</tbody></table>"
    yield "<p>\u2610 All lines may be used as they stand. &nbsp; \u2610 They may be used once the "
    yield "comments are taken in.</p>"
    yield '<nav aria-label="Contents"><h2>Contents</h2><ol class="contents">'
    for at, group in enumerate(review.groups, 1):
        lines = sum(bool(line.number) for part in group.parts for line in part.lines)
        yield f'<li><a href="#g{at}">{escape(group.heading)}</a> ({counted(lines)})</li>'
    yield "</ol></nav>"
    yield "</header>"


SIGNED = ("Name", "Role", "Date", "Signature")


def facts(review: Review) -> Iterator[tuple[str, str]]:
    """Yield what a front page says of the pack: names and values."""
    yield "Pack", f"{review.title} ({review.name})"
    yield "Version", review.version
    if review.below:
        yield "Lies on", f"{review.below}; only what this pack changes or adds is printed"
    yield "Language", review.language
    yield "Check number", " ".join(review.digest[at : at + 8] for at in range(0, 32, 8))
    yield "Lines", str(len(review.lines))
    if review.day:
        yield "Printed on", review.day


def counted(lines: int) -> str:
    """Return a number of lines in words."""
    return "1 line" if lines == 1 else f"{lines} lines"


def _group(review: Review, group: Group, at: int) -> Iterator[str]:
    yield f'<section aria-labelledby="g{at}">'
    yield f'<h2 id="g{at}">{escape(group.heading)}</h2>'
    for part in group.parts:
        yield from _part(review, part)
    yield "</section>"


def _part(review: Review, part: Part) -> Iterator[str]:
    yield f'<h3 id="{_anchor(part.name)}"><span lang="{escape(review.language)}">'
    yield f'{escape(part.title)}</span> <span class="id">{escape(part.name)}</span></h3>'
    if part.notes:
        yield f'<p class="notes">{escape(" ".join(part.notes))}</p>'
    yield '<table class="lines"><thead><tr>'
    yield '<th scope="col" class="c-number">No.</th><th scope="col">Text, and when it is used</th>'
    yield '<th scope="col" class="c-verdict">Verdict</th>'
    yield '<th scope="col" class="c-comment">Comment</th></tr></thead><tbody>'
    for line in part.lines:
        yield from _line(review, line)
    yield "</tbody></table>"


def _line(review: Review, line: Line) -> Iterator[str]:
    when = _when(line)
    if line.phrase:
        yield f'<tr class="pointer"><td colspan="4">{_pointer(review, line)}'
        yield f"{when}</td></tr>"
        return
    role = f"{line.role}, {line.place}" if line.place else line.role
    language = escape(review.language)
    if line.before:
        told = "".join(f"<li>{escape(each)}</li>" for each in line.before)
        yield '<tr class="before"><td colspan="4"><p>In place of what the pack below says:</p>'
        yield f'<ol lang="{language}">{told}</ol></td></tr>'
    yield f'<tr id="n{line.number}"><th scope="row" class="number">{line.number}'
    yield f'<span class="where">{escape(place(line)).replace("/", "/<wbr>")}</span></th>'
    yield f'<td><span class="role">{escape(role)}</span>'
    yield f'<span class="text" lang="{language}">{escape(line.read)}</span>{when}</td>'
    yield f'<td class="verdict">{BOXES}</td><td class="comment"></td></tr>'


def _when(line: Line) -> str:
    return f'<span class="when">{escape(shown_when(line))}</span>' if line.when else ""


def shown_when(line: Line) -> str:
    """Return when a line is used, as a sentence."""
    starts = line.when.startswith(("if ", "once "))
    return f"{'Shown' if starts else 'Only if'} {line.when}."


def _pointer(review: Review, line: Line) -> str:
    name = f"phrase {line.phrase}"
    if name in review.phrases:
        return f'Here: <a href="#{_anchor(name)}">{escape(name)}</a>.'
    return f"Here: {escape(name)}, as in the pack below."


def place(line: Line) -> str:
    """Return file and line inside the pack."""
    return f"{line.file.partition('/')[2]}:{line.line}"


def _anchor(name: str) -> str:
    return "p-" + "".join(sign if sign.isalnum() else "-" for sign in name)
