"""What may stand inside one tag, checked word by word; the syntax itself is Jinja's."""

import re

from discloser.rendering.template import limits
from discloser.rendering.template.problem import RefusedError, shorten
from discloser.rendering.template.scan import Tag, Word
from discloser.text.nearest import nearest

STATEMENTS = frozenset({"if", "elif", "else", "endif", "for", "endfor", "set", "include"})
KEYWORDS = frozenset({"and", "or", "not", "in", "is", "if", "else", "true", "false"})
LOOP_PARTS = frozenset({"first", "last", "index", "length"})

_MIDDLE = frozenset({"and", "or", "not", "in", "is", "if", "else", "elif"})
"""Keywords after which a bracket groups instead of calling."""
_SIGNS = frozenset({".", "[", "]", "(", ")", "|", ",", "==", "!=", "<", "<=", ">", ">="})
_PAIRS = {"(": ")", "[": "]"}
_NUMBER = re.compile(rf"0|[1-9][0-9]{{0,{limits.NUMBER_DIGITS - 1}}}")
_ESCAPES = re.compile(r"\\[nt\\\"']")
_CALCULATES = frozenset({"+", "-", "*", "/", "//", "**", "%"})
_SIGN_HELP = {
    "=": ("a single = does not compare", "write =="),
    "&&": ("&& is not known", "write and"),
    "&": ("& is not known", "write and"),
    "||": ("|| is not known", "write or"),
    "!": ("! is not known", "write not"),
    "~": ("~ does not join texts here", "write one tag after the other: {{ a }} {{ b }}"),
    ":": ("a colon has no place in a tag", "remove it"),
    "{": ("a single { stands inside a tag", "remove it"),
    "#": ("# has no place in a tag", "write comments as {# … #}"),
}
_LIKE_OTHERS = {
    "elseif": "elif",
    "elsif": "elif",
    "end": "endif or endfor",
    "foreach": "for",
    "unless": "if not",
    "fi": "endif",
    "done": "endfor",
}
_FOREIGN = frozenset(
    {
        "macro",
        "endmacro",
        "call",
        "endcall",
        "filter",
        "endfilter",
        "extends",
        "block",
        "endblock",
        "import",
        "from",
        "with",
        "endwith",
        "autoescape",
        "endautoescape",
        "do",
        "trans",
        "endtrans",
        "pluralize",
        "raw",
        "endraw",
        "print",
        "break",
        "continue",
        "debug",
        "endset",
    }
)


def check_tag(tag: Tag) -> None:
    """Raise `RefusedError` for the first thing in ``tag`` that is not part of the language."""
    if len(tag.words) > limits.TAG_WORDS:
        reason = f"the tag has more than {limits.TAG_WORDS} words and signs"
        raise RefusedError(tag.line, reason, "split it into two", tag.column)
    _shape(tag)
    assigns = _statement(tag) == "set"
    for index, word in enumerate(tag.words):
        if word.kind == "name":
            _name(word)
        elif word.kind == "number":
            _number(word)
        elif word.kind == "string":
            _string(word)
        elif not (assigns and word.text == "=" and index == 2):
            _sign(tag, index)
    _brackets(tag)


def _refuse(word: Word, reason: str, fix: str) -> RefusedError:
    return RefusedError(word.line, reason, fix, word.column)


def _statement(tag: Tag) -> str:
    return tag.words[0].text if tag.block and tag.words else ""


def _name(word: Word) -> None:
    name = word.text
    if name.startswith("_"):
        raise _refuse(word, f"the name {name} starts with _", "use a name from the pack's list")
    if name.lower() in ("none", "null", "nil"):
        raise _refuse(
            word, f"{name} is not known", "ask with {% if name %} whether there is a value"
        )
    if name != name.lower():
        raise _refuse(word, f"{name} has capital letters", f"write {name.lower()}")


def _number(word: Word) -> None:
    if not _NUMBER.fullmatch(word.text):
        raise _refuse(
            word,
            f"{shorten(word.text, 20)} is not a whole number of at most "
            f"{limits.NUMBER_DIGITS} digits",
            "write such a value in quotation marks",
        )


def _string(word: Word) -> None:
    if len(word.text) > limits.TEXT_CONSTANT + 2:
        raise _refuse(
            word,
            f"the text in quotation marks is longer than {limits.TEXT_CONSTANT} characters",
            "write it outside the tag",
        )
    if "\\" in _ESCAPES.sub("", word.text):
        reason = f"the backslash in {shorten(word.text, 20)} has no meaning here"
        raise _refuse(word, reason, "remove it")


def _sign(tag: Tag, index: int) -> None:
    word = tag.words[index]
    if word.text in _SIGNS:
        return
    if word.text == "-" and _joins(tag, index):
        before, after = tag.words[index - 1].text, tag.words[index + 1].text
        raise _refuse(word, "names have no hyphens", f"write {shorten(before)}_{shorten(after)}")
    if word.text == "=" and index > 1 and tag.words[index - 2].text in ("(", ","):
        raise _refuse(word, "values in brackets have no names", "write the value alone")
    if word.text in _CALCULATES:
        raise _refuse(
            word, f"templates do not calculate with {word.text}", "use a value that is ready"
        )
    reason, fix = _SIGN_HELP.get(
        word.text, (f"the sign {word.text} has no place in a tag", "remove it")
    )
    raise _refuse(word, reason, fix)


def _joins(tag: Tag, index: int) -> bool:
    """Whether the sign stands between two names without spaces."""
    if not 0 < index < len(tag.words) - 1:
        return False
    before, sign, after = tag.words[index - 1 : index + 2]
    touching = before.column + len(before.text) == sign.column and sign.column + 1 == after.column
    return before.kind == after.kind == "name" and touching


def _brackets(tag: Tag) -> None:
    open_: list[Word] = []
    for index, word in enumerate(tag.words):
        if word.kind != "sign":
            continue
        if word.text in _PAIRS:
            if word.text == "(" and _calls(tag, index):
                raise _call(word, tag.words[index - 1])
            open_.append(word)
            if len(open_) > limits.BRACKETS:
                reason = f"more than {limits.BRACKETS} brackets stand inside each other"
                raise _refuse(word, reason, "make the condition simpler")
        elif word.text in _PAIRS.values() and (not open_ or _PAIRS[open_.pop().text] != word.text):
            reason = f"the bracket {word.text} does not close any bracket"
            raise _refuse(word, reason, "remove it")
    if open_:
        last = open_[-1]
        raise _refuse(
            last, f"the bracket {last.text} is not closed", f"add {_PAIRS[last.text]} in this tag"
        )


def _call(bracket: Word, before: Word) -> RefusedError:
    if before.kind == "name":
        fix = "remove the brackets, or use a filter such as {{ name|filter }}"
        return _refuse(bracket, f"templates cannot call {shorten(before.text, 20)}(…)", fix)
    return _refuse(bracket, "the bracket ( has no place here", "remove it and its partner")


def _calls(tag: Tag, index: int) -> bool:
    """Whether the bracket at ``index`` belongs to the word before it and that is no filter."""
    if index == 0:
        return False
    before = tag.words[index - 1]
    if before.kind == "sign":
        return before.text in (")", "]")
    if before.kind == "name" and before.text in _MIDDLE:
        return False
    return not (index > 1 and tag.words[index - 2].text == "|")


def _shape(tag: Tag) -> None:
    if not tag.words:
        raise RefusedError(
            tag.line, "the tag is empty", "write a name in it or remove it", tag.column
        )
    if not tag.block:
        return
    first, *rest = tag.words
    match first.text:
        case "if" | "elif":
            if not rest:
                raise _refuse(first, f"{first.text} has no condition", "write a name after it")
        case "else" | "endif" | "endfor":
            if rest:
                fix = "write elif" if rest[0].text == "if" else f"write {{% {first.text} %}}"
                raise _refuse(rest[0], f"nothing may follow the word {first.text}", fix)
        case "for":
            _for(first, rest)
        case "set":
            _set(first, rest)
        case "include":
            if len(rest) != 1 or rest[0].kind != "string":
                fix = 'write it as {% include "parts/close.j2" %}'
                raise _refuse(first, "include takes one file name in quotation marks", fix)
        case _:
            raise _unknown(first, rest)


def _unknown(first: Word, rest: list[Word]) -> RefusedError:
    name = shorten(first.text, 30)
    if name == "end" and rest and f"end{rest[0].text}" in STATEMENTS:
        return _refuse(first, "end is not known", f"write end{rest[0].text} as one word")
    if name in _FOREIGN:
        fix = "use only if, for, set and include"
        return _refuse(first, f"the tag {{% {name} %}} is not part of the template language", fix)
    like = _LIKE_OTHERS.get(name) or nearest(name, sorted(STATEMENTS))
    fix = f"write {like}" if like else "use if, for, set or include, or {{ … }} to print a value"
    return _refuse(first, f"the tag {{% {name} %}} is not known", fix)


def _for(first: Word, rest: list[Word]) -> None:
    example = "write it as {% for ask in asks %}"
    if len(rest) > 1 and rest[1].text == ",":
        raise _refuse(rest[1], "a loop gives one name at a time", example)
    if len(rest) < 3 or rest[0].kind != "name" or rest[1].text != "in":
        raise _refuse(first, "the loop cannot be read", example)
    if rest[0].text in KEYWORDS | {"loop"}:
        raise _refuse(rest[0], f"{rest[0].text} has a meaning of its own", "choose another name")
    for word in rest[2:]:
        if word.text == "if":
            raise _refuse(word, "a loop has no condition of its own", "put {% if %} inside it")
        if word.text == "recursive":
            raise _refuse(word, "recursive is not part of the template language", "remove it")
        if word.text == "|":
            fix = "give the list a name with {% set %} before the loop"
            raise _refuse(word, "a loop takes a list without filters", fix)
    if rest[2].kind != "name" or any(word.text in ("(", ",") for word in rest[2:]):
        raise _refuse(rest[2], "a loop takes the name of a list", example)


def _set(first: Word, rest: list[Word]) -> None:
    example = "write it as {% set name = value %}"
    if len(rest) < 3 or rest[0].kind != "name" or rest[1].text != "=":
        raise _refuse(first, "set takes one plain name, a = and a value", example)
    if rest[0].text in KEYWORDS | {"loop"}:
        raise _refuse(rest[0], f"{rest[0].text} has a meaning of its own", "choose another name")
