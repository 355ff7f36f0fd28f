"""A person's own words inside a Markdown document, and a Markdown document as plain text."""

import re

_TAG = r"<(?=[A-Za-z/!?])"
_STRUCTURE = (
    r"#{1,6}(?=\s|$)|[-+*](?=\s|$)|>|\||`{3}|~{3}|=+[ \t]*$|:?-+:?[ \t]*\|"
    r"|[-*_](?:[ \t]*[-*_]){2,}[ \t]*$|\[[^\]]*\]:"
)
_NUMBERED = r"(\d{1,9})([.)])(?=\s|$)"

_HEADING = r"#{1,6}[ \t]+"
_MARK = r"(?:[-*+]|\d{1,9}[.)])[ \t]+"
_ESCAPED = r"\\(?=[-#+*>|`~=:_\[])"
_ESCAPED_NUMBER = r"(\d{1,9})\\(?=[.)](?:\s|$))"
_BOLD = r"(?<![\w*])\*\*(?=[^\s*])([^*\n]+)(?<=\S)\*\*(?![\w*])"


def as_prose(text: str) -> str:
    """Return a person's text for the middle of a sentence: one line, in any script, still text.

    Line breaks and runs of spaces become one space, so nothing in it can stand at the start of a
    line. Links, images and tags are kept from working by one added space: "[x] (y)", "< b>".
    Nothing is taken away, and backticks or asterisks stay as written. Where a template puts the
    text first on a line or in a list item, use ``escape_line_start`` on top.
    """
    return re.sub(_TAG, "< ", " ".join(text.split()).replace("](", "] ("))


def escape_line_start(text: str) -> str:
    """Return a text none of whose lines starts a heading, list, quote, table, rule or code block.

    What would do so gets one backslash, as Markdown wants it, and ``plain`` takes it off again.
    Spaces before a line go, because four of them make code.
    """
    return "\n".join(_escaped(line.lstrip(" \t")) for line in text.split("\n"))


def plain(text: str) -> str:
    """Return a Markdown document as plain text: bare headings, no bold marks, bullets as "- ".

    Only what templates use is read as markup, so single asterisks and underscores in a person's
    text stay.
    """
    return "\n".join(_plain_line(line) for line in text.split("\n"))


def _escaped(line: str) -> str:
    if re.match(_STRUCTURE, line):
        return "\\" + line
    return re.sub(_NUMBERED, r"\1\\\2", line, count=1) if re.match(_NUMBERED, line) else line


def _plain_line(line: str) -> str:
    bare = line.lstrip(" \t")
    indent = line[: len(line) - len(bare)]
    if heading := re.match(_HEADING, bare):
        bare = bare[heading.end() :]
    elif mark := re.match(_MARK, bare):
        indent += "- " if bare[0] in "*+" else mark[0]
        bare = bare[mark.end() :]
    return indent + re.sub(_BOLD, r"\1", _unescaped(bare))


def _unescaped(line: str) -> str:
    """Return a line without the backslash that ``escape_line_start`` has put in."""
    if re.match(_ESCAPED, line):
        return line[1:]
    return (
        re.sub(_ESCAPED_NUMBER, r"\1", line, count=1) if re.match(_ESCAPED_NUMBER, line) else line
    )
