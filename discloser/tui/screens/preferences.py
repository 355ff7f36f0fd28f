"""The settings, as rows; each is saved as it is made."""

from typing import ClassVar

from msgspec.structs import replace
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one

from discloser.errors import DiscloserError
from discloser.session.rows import Option, Row, action
from discloser.settings.file import save
from discloser.settings.settings import Setting, Settings, described
from discloser.tui.messages import SettingsChanged
from discloser.tui.office import Office
from discloser.tui.screens.dialogs import Ask, Pick, asked, finish
from discloser.tui.screens.room import Room
from discloser.tui.widgets.row_list import RowList
from discloser.tui.widgets.text_pane import TextPane

LABELS = {
    "look": "Colours",
    "motion": "Movement",
    "preview": "Text beside the steps",
    "papers": "Folder for papers",
    "editor": "Editor for papers",
    "clipboard": "Copying",
    "clear_copies": "Clearing what was copied",
    "lock_after": "Locking by itself",
}

CARE = action(
    "care",
    "Passphrase, recovery code, backup",
    "care",
    "How your plans are kept, and what opens them.",
)


class Preferences(Room[None]):
    """The settings."""

    HELP = """
# Settings

**Enter** changes a line. Everything is saved at once, in one file that you can also edit by hand.

Keys of your own stand there under `[keys]`, as in `next = "f6"`. The list of keys beside this text
names them; the file says which line is wrong if one is.
"""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", id="leave", tooltip="Back to your plans."),
    ]
    KEYS: ClassVar[tuple[tuple[str, str], ...]] = (
        ("leave", "Back"),
        ("row_choose", "Change"),
        ("help", "Help"),
        ("hide", "Hide"),
    )

    rows = query_one("#rows", RowList)
    about = query_one("#about", TextPane)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.office = office
        self._settings = {setting.key: setting for setting in described()}

    def compose_middle(self) -> ComposeResult:
        """Lay out the list and what a setting does."""
        with Vertical(id="home"):
            yield RowList()
            yield TextPane(id="about")

    def begin(self) -> None:
        """Show the settings."""
        self.top.title = "Settings"
        self._show()
        self.rows.focus()

    def _show(self) -> None:
        rows = [self._row(setting) for setting in self._settings.values()]
        if self.office.lasting is not None:
            rows.append(CARE)
        where = self.office.settings_file
        rows.append(
            Row(
                "keys",
                "text",
                f"Keys of your own: under [keys] in {where}" if where else "Keys of your own: none",
                about=('Such as: next = "f6". F1 shows all keys.',),
            )
        )
        self.rows.show(rows)
        self.top.saved = ""

    def _row(self, setting: Setting) -> Row:
        value = getattr(self.office.settings, setting.key)
        options = tuple(Option(each.value, each.words) for each in setting.options)
        shown = next((each.label for each in options if each.value == value), str(value))
        if setting.kind == "switch":
            return Row(
                setting.key,
                "tick",
                LABELS.get(setting.key, setting.key),
                on=bool(value),
                about=(setting.text,),
            )
        return Row(
            setting.key,
            "choice" if setting.kind == "choice" else "field",
            LABELS.get(setting.key, setting.key),
            item=str(value) if setting.kind == "choice" else "",
            value=shown,
            options=options,
            about=(setting.text,),
        )

    @on(RowList.Pointed)
    def _pointed(self, event: RowList.Pointed) -> None:
        event.stop()
        row = self.rows.row
        self.about.show(Content("\n".join(row.about) if row else ""))

    @on(RowList.Turned)
    def _turned(self, event: RowList.Turned) -> None:
        event.stop()
        values = [option.value for option in event.row.options]
        if event.row.item in values:
            to = min(max(values.index(event.row.item) + event.by, 0), len(values) - 1)
            self._set(event.row.id, values[to])

    @on(RowList.Used)
    def _used(self, event: RowList.Used) -> None:
        event.stop()
        if event.row.id == CARE.id:
            self._care()
        elif event.row.kind != "text":
            self._change(event.row)

    @work
    async def _care(self) -> None:
        from discloser.tui.screens.care import Care  # noqa: PLC0415 - few open it

        if vault := self.office.lasting:
            await asked(self, Care(self.office, vault))

    @work
    async def _change(self, row: Row) -> None:
        setting = self._settings[row.id]
        value: str | bool | None
        if setting.kind == "switch":
            value = not row.on
        elif setting.kind == "choice":
            value = await asked(self, Pick(row.label, row.options, row.item))
        else:
            value = await asked(self, Ask(row.label, row.value, setting.text))
        if value is not None:
            self._set(row.id, value)

    def _set(self, key: str, value: object) -> None:
        """Take a setting and save it."""
        settings: Settings = replace(self.office.settings, **{key: value})
        self.office.settings = settings
        if self.office.settings_file is not None:
            try:
                save(self.office.settings_file, settings)
            except DiscloserError as error:
                self.app.notify(error.message, severity="error", markup=False)
        self.post_message(SettingsChanged())
        self._show()

    def action_leave(self) -> None:
        """Go back to the plans."""
        if self.put_help_away():
            return
        finish(self, None)
