"""The process keeps to itself: nobody reads its memory, and it talks to no other machine.

Every command begins with this, so it imports next to nothing.
"""

import os
import sys
from contextlib import suppress
from functools import cache

__all__ = ["birth", "close_process", "refuse_network", "runs"]

NO_NETWORK = "discloser makes no network connections."

SET_DUMPABLE = 4
"""PR_SET_DUMPABLE of Linux."""

UNIX = 1
"""AF_UNIX, which has this number on every system; asking `socket` for it would load it."""

LOOPBACK = {"127.0.0.1", "::1", "localhost"}
"""How this machine itself is called."""

NAMED = {"socket.getaddrinfo", "socket.gethostbyname"}
"""Looking up an address; the first of the values is a host."""

LOOKED_UP = NAMED | {"socket.gethostbyaddr", "socket.getnameinfo"}
"""Whatever may ask another machine about a name or an address."""

REACHED = {"socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"}
"""What is done to a socket and an address."""


def close_process() -> None:
    """Keep what this process knows and writes from other programs, as far as the system can.

    New files are for their owner alone, and a crash leaves no picture of the memory. On Linux other
    programs of the same person cannot read the memory or the environment either, unless they are
    root. A program that this one starts gets the first two from it, and not the third.

    Never fails: where the system refuses, the rest is done.
    """
    os.umask(0o077)
    with suppress(ImportError, OSError, ValueError):  # Windows has none; or it is not allowed
        import resource  # noqa: PLC0415 - see above

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        # The documented ctypes takes three times as long to import as what lies below it. A test
        # looks at what comes of this, so a Python without these names will be noticed.
        with suppress(ImportError, AttributeError, OSError, TypeError):
            import _ctypes  # noqa: PLC0415 - Python may be built without

            itself = _ctypes.dlopen(None, 0)  # type: ignore[arg-type]  # typed as names alone
            prctl = _ctypes.dlsym(itself, "prctl")
            _ctypes.call_cdeclfunction(prctl, (SET_DUMPABLE, 0, 0, 0, 0))


@cache
def refuse_network() -> None:
    """Make every internet connection of this process fail from now on with PermissionError.

    This is a guard against mistakes, ours or those of a package; code that means to get around it
    can. Programs that this one starts are not held by it. It cannot be taken back, and a second
    call does nothing.
    """
    refused = refused_on_windows if os.name == "nt" else refused_on_posix

    def refuse(event: str, values: tuple[object, ...]) -> None:
        # Called for every import and every open file as well, so the first look has to be short.
        if event[:7] == "socket." and refused(event, values):
            raise PermissionError(NO_NETWORK)

    sys.addaudithook(refuse)


def refused_on_posix(event: str, values: tuple[object, ...]) -> bool:
    """Return whether an audit event of `socket` is about anything but a socket of this machine.

    Local ones have a family of their own here, so loopback addresses are not needed either.
    """
    if event == "socket.__new__":
        return values[1] != UNIX
    if event in REACHED:  # a socket that was there before, or came from another program
        return getattr(values[0], "family", None) != UNIX
    return event in LOOKED_UP


def refused_on_windows(event: str, values: tuple[object, ...]) -> bool:
    """Return whether an audit event of `socket` leads away from this machine.

    The event loop of asyncio talks to itself over loopback here.
    """
    if event in REACHED:
        address = values[1]  # none if data is sent to where the socket is connected already
        return address is not None and not _is_loopback(address)
    if event in NAMED:
        return values[0] not in LOOPBACK
    return event in LOOKED_UP


def _is_loopback(address: object) -> bool:
    return isinstance(address, tuple) and bool(address) and address[0] in LOOPBACK


def runs(pid: int, born: str = "") -> bool:
    """Return whether a process runs; ``born`` is its `birth`, for a number may be given again."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - see above

        # os.kill would end it here.
        kernel = ctypes.windll.kernel32
        handle = kernel.OpenProcess(0x100000, 0, pid)  # SYNCHRONIZE
        if not handle:
            return False
        ended = kernel.WaitForSingleObject(handle, 0) == 0
        kernel.CloseHandle(handle)
        return not ended
    try:
        os.kill(pid, 0)
    except (OSError, OverflowError):  # not there, or somebody else's
        return False
    now = birth(pid)
    return not born or not now or born == now


def birth(pid: int) -> str:
    """Return when a process began, in ticks since the start of the machine; "" if unknown."""
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:  # noqa: PTH123 - pathlib costs start-up time
            return file.read().rpartition(b")")[2].split()[19].decode("ascii")
    except (OSError, IndexError, UnicodeError):
        return ""
