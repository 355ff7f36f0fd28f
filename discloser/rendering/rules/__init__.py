"""The text rules that run on every document; privacy and truth have guards of their own."""

from discloser.model.document import Finding
from discloser.rendering.rules.draft import Draft, block
from discloser.rendering.rules.form import form_findings
from discloser.rendering.rules.length import length_findings
from discloser.rendering.rules.parts import part_findings
from discloser.rendering.rules.tone import tone_findings

__all__ = ["Draft", "check_rules"]


def check_rules(draft: Draft) -> list[Finding]:
    """Return every rule of wording, length and form that a draft breaks."""
    return [
        *part_findings(draft),
        *length_findings(draft),
        *tone_findings(draft),
        *form_findings(draft),
        *quote_findings(draft),
    ]


def quote_findings(draft: Draft) -> list[Finding]:
    """Return a finding if a sentence comes from the articles the product grew from."""
    if quoted := draft.quoted.first_in(draft.text):
        said = f'"{quoted}" stands word for word in a source.'
        return [block("r_quote_seed", said, words=quoted)]
    return []
