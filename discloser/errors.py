"""The errors that reach a person, each one clear sentence.

DiscloserError
├── AnswerError          an answer does not fit where it is put
├── UsageError           the command was used in a way that cannot work
├── Declined             the person was asked and said no
├── UnreadableError      something that was read is not as it should be
│   ├── PlanError        a plan file: wrong TOML, type, key, id or value
│   ├── PackError        a pack: manifest, catalogue, phrases, people
│   ├── TemplateError    a document template of a pack
│   └── SettingsError    the file of settings
├── OutputError          a result could not be written
└── VaultError           the vault cannot do this: locked, full, read-only, newer, not there
    ├── WrongKey         a passphrase, recovery code or key file that does not open it
    ├── Damaged          something in it is not as it was written
    └── Conflict         somebody else wrote the plan meanwhile
"""

LONGEST_PLACE = 80
"""Characters of a key path that a message shows."""


class DiscloserError(Exception):
    """Base of all errors whose text may be shown to a person as it stands."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class AnswerError(DiscloserError):
    """An answer that does not fit; ``path`` is the key path that it was meant for."""

    def __init__(self, path: str, message: str) -> None:
        self.path = path
        super().__init__(message)


class UsageError(DiscloserError):
    """A command, option or name that does not exist or does not fit this plan."""


class Declined(DiscloserError):
    """The person was asked and said no; the message says that nothing was done."""


class UnreadableError(DiscloserError):
    """Something that was read is broken; says the file, the place in it and the likely fix."""

    def __init__(
        self, message: str, *, file: str = "", place: str = "", line: int = 0, fix: str = ""
    ) -> None:
        self.file = file
        self.place = place
        """The key path inside the file, such as ``ask[1].values.time``; empty if unknown."""
        self.line = line
        """1-based line; 0 if unknown."""
        self.reason = message
        self.fix = fix
        shown = place if len(place) <= LONGEST_PLACE else f"{place[: LONGEST_PLACE - 3]}..."
        where = ", ".join(
            part for part in (file, f"line {line}" if line else "", shown and f"`{shown}`") if part
        )
        text = f"{where}: {message}" if where else message
        super().__init__(f"{text} {fix}" if fix else text)


class PlanError(UnreadableError):
    """A plan file that cannot be used as it is."""


class PackError(UnreadableError):
    """A pack that cannot be used as it is."""


class TemplateError(UnreadableError):
    """A document template that is refused or fails while it is filled in."""

    def __init__(self, file: str, line: int, message: str) -> None:
        super().__init__(message, file=file, line=line)


class SettingsError(UnreadableError):
    """A file of settings that cannot be used as it is."""


class OutputError(DiscloserError):
    """A result could not be written; nothing half-written is left behind."""


class VaultError(DiscloserError):
    """The vault cannot do this now; what was kept before is as it was."""


class WrongKey(VaultError):
    """A passphrase, a recovery code or a key file that does not open the vault."""


class Damaged(VaultError):
    """A record, a key file or a backup is not as it was written."""


class Conflict(VaultError):
    """A plan was written or deleted by somebody else since it was looked at."""

    def __init__(self, current: int | None) -> None:
        self.current = current
        """The revision that is kept now; None if the plan is not there."""
        gone = "deleted" if current is None else "changed"
        super().__init__(f"This plan was {gone} in another place meanwhile. Nothing was written.")
