"""``pack find``: where a sentence of a document comes from."""

from msgspec import to_builtins

from discloser.authoring.explained.sentences import MOST_FOUND, Sentence, find_sentence
from discloser.cli.packs import open_bench
from discloser.cli.request import Request
from discloser.cli.streams import emit, emit_json, tell
from discloser.errors import UsageError
from discloser.text.english import join_list

DONE, NOTHING = 0, 1


def run(request: Request) -> int:
    """Say where the words stand; 1 if they stand nowhere."""
    words, *pack = request.operands
    if not any(map(str.isalnum, words)):
        raise UsageError("There are no words to look for; put some of the sentence in quotes.")
    bench = open_bench(request, pack[0] if pack else None)
    found = find_sentence(bench, words)
    if request.on("--json"):
        emit_json({"pack": bench.name, "found": to_builtins(found)})
        return DONE if found else NOTHING
    emit("\n".join(map(_shown, found[:MOST_FOUND])))
    if not found:
        tell(
            "No text can say this. Leave out names, dates and numbers, which come from the plan, "
            "or look for fewer words."
        )
        return NOTHING
    if len(found) > MOST_FOUND:
        tell(f"And {len(found) - MOST_FOUND} more; look for more words of the sentence.")
    return DONE


def _shown(each: Sentence) -> str:
    lines = [f"{each.file}:{each.line}: {each.kind} {each.id}".rstrip(), f"    {each.text}"]
    if each.said_in:
        lines.append(f"    Said in {join_list(list(each.said_in))}.")
    return "".join(f"{line}\n" for line in lines)
