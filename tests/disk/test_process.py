"""A process that talks to no other machine and lets nobody look into it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from discloser.disk import process
from discloser.disk.process import birth, refused_on_posix, refused_on_windows, runs

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has none of this")
linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux can do this")

NOBODY = 65534
"""A person who is not root."""


def run(
    code: str, *arguments: object, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run some lines as a program of its own."""
    return subprocess.run(
        [
            sys.executable,
            "-c",
            f"from discloser.disk.process import *\n{code}",
            *map(str, arguments),
        ],
        cwd=Path(__file__).parents[2],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


# --- the network ---


REFUSED = {
    "socket": "import socket; socket.socket()",
    "bare socket": "import _socket; _socket.socket()",
    "IPv6": "import socket; socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)",
    "raw": "import socket; socket.socket(socket.AF_INET, socket.SOCK_RAW)",
    "netlink": "import socket; socket.socket(16, socket.SOCK_RAW)",
    "name": "import socket; socket.getaddrinfo('localhost', 80)",
    "old name": "import socket; socket.gethostbyname('localhost')",
    "older name": "import socket; socket.gethostbyname_ex('localhost')",
    "address": "import socket; socket.gethostbyaddr('127.0.0.1')",
    "number": "import socket; socket.getnameinfo(('127.0.0.1', 80), 0)",
    "connection": "import socket; socket.create_connection(('127.0.0.1', 9))",
    "server": "import socket; socket.create_server(('127.0.0.1', 0))",
    "http": "import http.client; http.client.HTTPConnection('127.0.0.1', 9).request('GET', '/')",
    "mail": "import smtplib; smtplib.SMTP('127.0.0.1', 9)",
    "asyncio": (
        "import asyncio\nasync def reach(): await asyncio.open_connection('127.0.0.1', 9)\n"
        "asyncio.run(reach())"
    ),
    "asyncio name": (
        "import asyncio\nasync def reach(): await asyncio.open_connection('localhost', 9)\n"
        "asyncio.run(reach())"
    ),
    "asyncio datagrams": (
        "import asyncio\nasync def reach():\n    loop = asyncio.get_running_loop()\n"
        "    await loop.create_datagram_endpoint(asyncio.DatagramProtocol, ('127.0.0.1', 0))\n"
        "asyncio.run(reach())"
    ),
    "thread": (
        "import socket, concurrent.futures as futures\n"
        "with futures.ThreadPoolExecutor() as pool: pool.submit(socket.socket).result()"
    ),
}


@posix
@pytest.mark.parametrize("way", REFUSED)
def test_every_way_into_the_network_is_refused(way: str) -> None:
    done = run(f"refuse_network()\n{REFUSED[way]}")
    assert done.stderr.splitlines()[-1:] == [f"PermissionError: {process.NO_NETWORK}"]


@posix
def test_what_the_web_is_opened_with_is_refused() -> None:
    code = "from urllib.request import urlopen\nurlopen('http://127.0.0.1:9/')"
    done = run(f"refuse_network()\n{code}", environment={})  # no proxy, which would be asked for
    assert f"PermissionError: {process.NO_NETWORK}\n" in done.stderr
    assert done.returncode == 1


@posix
def test_a_socket_that_was_there_before_reaches_nobody() -> None:
    done = run(
        "import socket\n"
        "one, two = socket.socket(), socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n"
        "refuse_network()\nhere = ('127.0.0.1', 9)\n"
        "calls = [lambda: one.connect(here), lambda: one.connect_ex(here),\n"
        "    lambda: one.bind(here), lambda: two.sendto(b'x', here),\n"
        "    lambda: two.sendmsg([b'x'], [], 0, here),\n"
        "    lambda: socket.socket(fileno=one.fileno())]\n"
        "for call in calls:\n"
        "    try: call()\n"
        "    except PermissionError as error: print(error)\n"
    )
    assert done.stdout.splitlines() == [process.NO_NETWORK] * 6, done.stderr


@posix
def test_what_stays_on_this_machine_goes_on_working(tmp_path: Path) -> None:
    done = run(
        "import asyncio, os, socket, subprocess, sys\nrefuse_network()\n"
        "left, right = socket.socketpair()\nleft.send(b'pair')\nprint(right.recv(9))\n"
        "os.chdir(sys.argv[1])\n"
        "async def answer(reader, writer):\n    writer.write(await reader.read(9))\n"
        "    writer.close()\n"
        "async def talk():\n"
        "    async with await asyncio.start_unix_server(answer, 'here'):\n"
        "        reader, writer = await asyncio.open_unix_connection('here')\n"
        "        writer.write(b'local')\n        print(await reader.read())\n"
        "        writer.close()\n"
        "    print(await asyncio.to_thread(lambda: b'thread'))\n"
        "    child = await asyncio.create_subprocess_exec('echo', 'child', stdout=-1)\n"
        "    print((await child.communicate())[0])\n"
        "asyncio.run(talk())\nprint(subprocess.check_output(['echo', 'program']))\n",
        tmp_path,
    )
    said = [f"{each!r}" for each in (b"pair", b"local", b"thread", b"child\n", b"program\n")]
    assert done.stdout.splitlines() == said, done.stderr


def test_it_is_installed_once() -> None:
    done = run(
        "import sys\nhooks = []\nsys.addaudithook = hooks.append\n"
        "for _ in range(3): refuse_network()\nprint(len(hooks))"
    )
    assert done.stdout == "1\n"


@pytest.mark.parametrize(
    ("event", "values", "on_posix", "on_windows"),
    [
        ("socket.__new__", (None, 2, 1, 0), True, False),
        ("socket.__new__", (None, 1, 1, 0), False, False),
        ("socket.__new__", (None, -1, -1, 0), True, False),
        ("socket.connect", (SimpleNamespace(family=2), ("127.0.0.1", 9)), True, False),
        ("socket.connect", (SimpleNamespace(family=23), ("::1", 9, 0, 0)), True, False),
        ("socket.connect", (SimpleNamespace(family=2), ("192.0.2.1", 9)), True, True),
        ("socket.connect", (SimpleNamespace(family=1), "/run/here"), False, True),
        ("socket.bind", (SimpleNamespace(family=2), ("", 0)), True, True),
        ("socket.bind", (SimpleNamespace(family=2), ("127.0.0.1", 0)), True, False),
        ("socket.sendmsg", (SimpleNamespace(family=2), None), True, False),
        ("socket.sendto", (SimpleNamespace(family=2), ("192.0.2.1", 9)), True, True),
        ("socket.getaddrinfo", ("localhost", 9, 0, 0, 0), True, False),
        ("socket.getaddrinfo", ("example.org", 9, 0, 0, 0), True, True),
        ("socket.getaddrinfo", (None, 9, 0, 0, 0), True, True),
        ("socket.gethostbyname", ("example.org",), True, True),
        ("socket.gethostbyaddr", ("127.0.0.1",), True, True),
        ("socket.gethostname", (), False, False),
    ],
)
def test_what_is_refused_where(
    event: str, values: tuple[Any, ...], *, on_posix: bool, on_windows: bool
) -> None:
    assert refused_on_posix(event, values) == on_posix
    assert refused_on_windows(event, values) == on_windows


MAYA = str(Path(__file__).parents[2] / "scripts_templates/standard/people/maya.toml")
"""A plan file."""


def cut_off() -> list[str]:
    """Return what starts a program where there is no network at all."""
    unshare = shutil.which("unshare") or "unshare"
    for options in ("-rn", "-n"):
        try:
            done = subprocess.run([unshare, options, "true"], capture_output=True, check=False)
        except OSError:
            break
        if done.returncode == 0:
            return [unshare, options]
    pytest.skip("this system lets nobody take the network away")


@linux
@pytest.mark.parametrize("command", [["people"], ["pack", "list"], ["schema"], ["render", MAYA]])
def test_commands_work_without_any_network(command: list[str], tmp_path: Path) -> None:
    environment = {**os.environ, "DISCLOSER_CACHE": str(tmp_path), "DISCLOSER_TODAY": "2026-11-21"}
    program = [sys.executable, "-P", "-m", "discloser", *command]
    alone, usual = (
        subprocess.run([*start, *program], env=environment, capture_output=True, check=False)
        for start in (cut_off(), [])
    )
    assert (alone.returncode, alone.stderr) == (usual.returncode, usual.stderr)
    assert alone.stdout == usual.stdout != b""


# --- what others see ---


@posix
def test_new_files_are_private_and_crashes_leave_no_core() -> None:
    done = run(
        "import os, resource\nclose_process()\n"
        "print(oct(os.umask(0)), resource.getrlimit(resource.RLIMIT_CORE))"
    )
    assert done.stdout.strip() == "0o77 (0, 0)"


LOOKS = f"""
import ctypes, os, sys
from discloser.cli import main
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid({NOBODY})
    os.setuid({NOBODY})
    ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)  # changing the person takes it away

def seen():
    me, (reading, writing) = os.getpid(), os.pipe()
    if not os.fork():
        for name in ("environ", "maps", "mem"):
            try:
                open(f"/proc/{{me}}/{{name}}", "rb").close()
            except OSError:
                continue
            os.write(writing, f"{{name}} ".encode())
        os._exit(0)
    os.close(writing)
    os.wait()
    return os.read(reading, 99).decode().split()

print("environ" in seen())
"""


@linux
@pytest.mark.parametrize("closing", ["close_process()", "main(['--version'])"])
def test_no_other_program_of_the_same_person_can_look_in(closing: str) -> None:
    done = run(LOOKS + f"{closing}\nprint(seen())\n")
    said = done.stdout.splitlines()
    assert (said[0], said[-1]) == ("True", "[]"), done.stderr


@posix
def test_what_cannot_be_had_is_done_without() -> None:
    done = run(
        "import os, sys\nsys.modules['resource'] = sys.modules['_ctypes'] = None\n"
        "close_process()\nprint(oct(os.umask(0)))"
    )
    assert (done.stdout, done.stderr) == ("0o77\n", "")


def test_it_loads_next_to_nothing() -> None:
    done = run(
        "import sys\nbefore = set(sys.modules)\nclose_process()\nrefuse_network()\n"
        "print(sorted(set(sys.modules) - before))"
    )
    assert done.stdout.strip() in {"['_ctypes', 'resource']", "['resource']", "[]"}


# --- who runs ---


def test_a_process_runs_until_it_has_ended() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        born = birth(other.pid)
        assert runs(other.pid)
        assert runs(other.pid, born)
        assert not (born and runs(other.pid, "1")), "another one had this number"
        other.communicate()
    assert not runs(other.pid)
    assert not runs(other.pid, born)
    assert not runs(2**31 - 1)
    assert not runs(10**30) or os.name == "nt"
