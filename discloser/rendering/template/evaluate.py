"""Works out the values of a program's expressions.

Nothing here looks at attributes of a value: a path goes through groups by key and through lists by
position, and a filter is looked up in the mapping that was given. So a template reaches data only.
"""

from collections.abc import Callable, Iterable, Mapping

from discloser.errors import TemplateError
from discloser.rendering.template import limits
from discloser.rendering.template.plain import Data, copied, kind, size
from discloser.rendering.template.program import (
    All,
    Any,
    Choice,
    Compare,
    Defined,
    Expression,
    Filtered,
    Loop,
    Not,
    Path,
    Value,
    Values,
)
from discloser.rendering.template.signature import Filter
from discloser.text.nearest import nearest


class Missing:
    """Stands for a part that a group does not have; empty in a condition, refused in print."""

    __slots__ = ("path",)

    def __init__(self, path: Path) -> None:
        self.path = path

    def __bool__(self) -> bool:
        return False


Result = Data | Missing


class Evaluator:
    """The names that a template sees at one moment, and the work done so far."""

    def __init__(
        self, data: Mapping[str, Data], filters: Mapping[str, Filter], known: Iterable[str]
    ) -> None:
        self.data = data
        self.filters = filters
        self.known = frozenset(known)
        self.names: dict[str, Result] = {}
        """Names that loops and ``set`` have given."""
        self.unset: frozenset[str] = frozenset()
        """Names that a ``set`` gives somewhere, perhaps in a branch that was not taken."""
        self.loop = (0, 0)
        """Round of the innermost loop, from 1, and how many there are."""
        self.file = ""
        self.line = 1
        self.steps = 0

    def refuse(self, reason: str, fix: str) -> TemplateError:
        """An error at the place that is being worked on."""
        return TemplateError(self.file, self.line, f"{reason}; {fix}.")

    def at(self, line: int) -> None:
        """Goes on to a line and counts one step."""
        self.line = line
        self.work()

    def work(self, characters: int = 0) -> None:
        """Counts one step, and more for long text."""
        self.steps += 1 + characters // limits.CHARACTERS_PER_STEP
        if self.steps > limits.STEPS:
            raise self.refuse("the template does too much work", "use fewer or shorter loops")

    def free(self, target: str, line: int) -> None:
        """Refuses a ``set`` that would hide data behind a value of its own."""
        if target in self.data or target in self.known:
            self.line = line
            raise self.refuse(f"set hides the name {target}", "choose another name")

    def holds(self, expression: Expression) -> bool:
        """Whether a value counts as yes; what is missing or empty does not."""
        return bool(self.value(expression))

    def printed(self, expression: Expression) -> str:
        """The text that a tag prints; only text and numbers can be printed."""
        value = self.value(expression)
        if isinstance(value, str):
            return value
        if isinstance(value, Missing):
            raise self.missing(value)
        if isinstance(value, bool):
            reason, fix = "a yes or no cannot be printed", "use {% if … %} with a word for each"
        elif isinstance(value, int):
            return str(value)
        elif isinstance(value, list):
            reason, fix = "a list cannot be printed", "use {% for … %} or a filter that joins it"
        else:
            reason, fix = "a group of values cannot be printed", "name one of its parts"
        shown = f"{expression.spelt}: " if isinstance(expression, Path) else ""
        raise self.refuse(shown + reason, fix)

    def missing(self, value: Missing) -> TemplateError:
        """The error for printing what has no value, with the way to guard it."""
        spelt = value.path.spelt
        self.line = value.path.line
        return self.refuse(
            f"{spelt} has no value here",
            f"put {{% if {spelt} %}} … {{% endif %}} around it",
        )

    def items(self, path: Path) -> list[Data]:
        """The list that a loop walks; what is missing counts as an empty list."""
        value = self.path(path)
        if isinstance(value, Missing):
            return []
        if not isinstance(value, list):
            reason = f"{path.spelt} is {kind(value)}, not a list"
            raise self.refuse(reason, "use the name of a list")
        if len(value) > limits.ITEMS:
            reason = f"{path.spelt} has more than {limits.ITEMS} items"
            raise self.refuse(reason, "show fewer")
        return value

    def value(self, expression: Expression) -> Result:
        """What an expression stands for at this moment."""
        self.work()
        match expression:
            case Path():
                return self.path(expression)
            case Value():
                return expression.value
            case Compare():
                return self.compare(expression)
            case Not():
                return not self.value(expression.value)
            case All():
                return self.until(expression.values, stop=False)
            case Any():
                return self.until(expression.values, stop=True)
            case Filtered():
                return self.filtered(expression)
            case Defined():
                return not isinstance(self.path(expression.path), Missing)
            case Choice():
                return self.value(expression.yes if self.holds(expression.test) else expression.no)
            case Loop():
                return self.round(expression)
            case Values():
                return list(expression.values)

    def until(self, expressions: tuple[Expression, ...], *, stop: bool) -> Result:
        """The first value whose truth is ``stop``, else the last one."""
        value: Result = False
        for expression in expressions:
            value = self.value(expression)
            if bool(value) is stop:
                break
        return value

    def round(self, expression: Loop) -> Result:
        """What a template may know of the loop that it is in."""
        index, length = self.loop
        match expression.part:
            case "first":
                return index == 1
            case "last":
                return index == length
            case "index":
                return index
            case "length":
                return length

    def path(self, path: Path) -> Result:
        """The data at the end of a path."""
        value: Result | None = self.names.get(path.name)
        if value is None:
            value = self.data.get(path.name)
        if value is None:
            if path.name in self.unset or path.name in self.known:
                return Missing(path)
            raise self.unknown(path)
        for part in path.parts:
            if isinstance(value, dict) and isinstance(part, str):
                found = value.get(part)
            elif isinstance(value, list) and isinstance(part, int):
                found = value[part] if part < len(value) else None
            elif isinstance(value, Missing):
                return Missing(path)
            else:
                reason = f"{path.spelt} does not exist, because {kind(value)} has no such parts"
                raise self.refuse(reason, "leave out the last part")
            if found is None:
                return Missing(path)
            value = found
        return value

    def unknown(self, path: Path) -> TemplateError:
        """The error for a name that no data, loop or ``set`` gives."""
        like = nearest(path.name, sorted({*self.data, *self.names}))
        fix = f"perhaps you mean {like}" if like else "use a name that this document may read"
        return self.refuse(f"the name {path.name} is not known here", fix)

    def compare(self, expression: Compare) -> bool:
        """Whether a comparison holds; what is missing equals only what is missing."""
        left, right = self.value(expression.left), self.value(expression.right)
        sign = expression.sign
        if sign in ("in", "not in"):
            return self.contains(left, right) is (sign == "in")
        if sign in ("==", "!="):
            self.scalar(left)
            self.scalar(right)
            if isinstance(left, Missing) or isinstance(right, Missing):
                same = isinstance(left, Missing) and isinstance(right, Missing)
            else:
                same = left == right
            return same is (sign == "==")
        if isinstance(left, Missing) or isinstance(right, Missing):
            return False
        if not isinstance(left, int) or not isinstance(right, int):
            wrong = right if isinstance(left, int) else left
            reason = f"{sign} compares whole numbers, and this is {kind(wrong)}"
            raise self.refuse(reason, "use == or a filter that counts")
        return _ORDER[sign](left, right)

    def scalar(self, value: Result) -> None:
        """Lists and groups are not compared: that could take long and never means anything."""
        if isinstance(value, list | dict):
            reason = f"{kind(value)} cannot be compared"
            raise self.refuse(reason, "compare one of its parts")
        self.work(len(value) if isinstance(value, str) else 0)

    def contains(self, left: Result, right: Result) -> bool:
        """Whether ``left`` is an item of a list or a part of a text."""
        self.scalar(left)
        if isinstance(right, Missing) or isinstance(left, Missing):
            return False
        if isinstance(right, str):
            if not isinstance(left, str):
                reason = f"{kind(left)} cannot be part of a text"
                raise self.refuse(reason, "write it in quotation marks")
            self.work(len(right))
            return left in right
        if isinstance(right, list):
            each = len(left) if isinstance(left, str) else 1
            self.work(len(right) * (each + limits.CHARACTERS_PER_STEP // 10))
            return any(type(item) is type(left) and item == left for item in right)
        raise self.refuse(f"{kind(right)} holds no items", "use a list or a text after in")

    def filtered(self, expression: Filtered) -> Result:
        """What a filter makes of a value; its result is copied and checked like all data."""
        value = self.value(expression.value)
        if expression.name == "default":
            other, *empty_too = expression.arguments
            unknown = isinstance(value, Missing) or (empty_too == [True] and not value)
            return other if unknown else value
        if isinstance(value, Missing):
            raise self.missing(value)
        name = expression.name
        length = size(value)
        self.work(length)
        if length > limits.FILTERED_CHARACTERS:
            raise self.refuse(f"the filter {name} is given too much at once", "leave it out")
        function = self.filters[name]
        try:
            result = copied(function(value, *expression.arguments))
        # A filter is written for one kind of value, and the data may hold another.
        except (TypeError, ValueError, AttributeError, LookupError) as error:
            said = f": {error}" if isinstance(error, ValueError) else ""
            reason = f"the filter {name} cannot work on {kind(value)}{said}"
            raise self.refuse(reason, "use another value or filter") from error
        self.work(size(result))
        return result


_ORDER: dict[str, Callable[[int, int], bool]] = {
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}
