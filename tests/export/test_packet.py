"""The same documents as Markdown, as plain text and as data."""

import json

from discloser.export.as_json import packet_data, write_json
from discloser.export.markdown import packet_markdown
from discloser.export.text import packet_text
from discloser.model.document import Document, Finding
from discloser.model.words import Audience, Severity, Topic

EMAIL = Document(
    document="meeting_request",
    audience=Audience.MANAGER,
    kind="email",
    title="Asking for the meeting",
    subject="Time to talk 🙂",
    text="Hello 林美玲,\n\n- **One:** 2 * 3\n\n\\# not a heading\n",
    words=5,
    spoken_seconds=0,
    reveals=(Topic.WORK_EFFECT,),
    withheld=(Topic.NAME, Topic.MEDICINE),
    findings=(Finding("r_len_email", Severity.WARN, "text", "It is long."),),
)
STOPPED = Document(
    document="card_meeting",
    audience=Audience.HR,
    kind="card",
    title="Card",
    subject="About lupus",
    text="lupus",
    words=1,
    spoken_seconds=3,
    reveals=(),
    withheld=(Topic.NAME,),
    findings=(Finding("r_private", Severity.BLOCK, "text", '"lupus" is private.'),),
)


def test_markdown() -> None:
    assert packet_markdown([(EMAIL, "your manager"), (EMAIL, "HR")]) == (
        "# Asking for the meeting\n\nTo: your manager\n\n**Subject:** Time to talk 🙂\n\n"
        "Hello 林美玲,\n\n- **One:** 2 * 3\n\n\\# not a heading\n"
        "\n---\n\n"
        "# Asking for the meeting\n\nTo: HR\n\n**Subject:** Time to talk 🙂\n\n"
        "Hello 林美玲,\n\n- **One:** 2 * 3\n\n\\# not a heading\n"
    )


def test_plain_text() -> None:
    assert packet_text([(EMAIL, "your manager")]) == (
        "Asking for the meeting\n\nTo: your manager\n\nSubject: Time to talk 🙂\n\n"
        "Hello 林美玲,\n\n- One: 2 * 3\n\n# not a heading\n"
    )


def test_data_has_the_documented_keys_and_nothing_that_was_stopped() -> None:
    data = json.loads(write_json(packet_data([EMAIL, STOPPED])))
    assert [*data] == ["documents", "blocked"]
    assert data["blocked"] == 1
    for each in data["documents"]:
        assert " ".join(each) == (
            "document audience title subject text words spoken_seconds reveals withheld findings"
        )
        for finding in each["findings"]:
            assert [*finding] == ["rule", "severity", "where", "message", "text"]
    sent, stopped = data["documents"]
    assert sent["text"] == EMAIL.text
    assert (sent["reveals"], sent["withheld"]) == (["work_effect"], ["name", "medicine"])
    assert (stopped["text"], stopped["subject"]) == ("", "")
    assert stopped["findings"][0]["severity"] == "block"


def test_letters_stay_letters() -> None:
    written = write_json(packet_data([EMAIL]))
    assert "林美玲" in written
    assert "🙂" in written
    assert written.endswith("}\n")
