"""What a run of the command line gives back, and how a bad one must look."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple, Protocol

NOTHING: Mapping[str, str] = MappingProxyType({})

PASSPHRASE = "Gr\u00fcne W\u00e4lder 7, tief"  # noqa: S105 - opens nothing but tests


class Ran(NamedTuple):
    """Exit code and both outputs of one run."""

    code: int
    out: str
    err: str

    def refused(self, *said: str) -> None:
        """Assert that it ended with one clear sentence that says some things, and nothing else."""
        assert self.code == 2, self
        assert self.out == ""
        assert self.err.startswith("discloser: ")
        assert self.err.count("\n") == 1, self.err
        assert self.err.endswith("\n")
        assert len(self.err) < 700
        assert self.err[:-1].isprintable()
        assert "Traceback" not in self.err
        assert "went wrong" not in self.err
        for part in said:
            assert part in self.err


class Run(Protocol):
    """Runs the command line in this process."""

    def __call__(self, *arguments: object, stdin: bytes = b"") -> Ran: ...


class Spawn(Protocol):
    """Runs the command line as a process of its own, with additions to the environment."""

    def __call__(
        self, *arguments: object, stdin: bytes = b"", environment: Mapping[str, str] = NOTHING
    ) -> Ran: ...
