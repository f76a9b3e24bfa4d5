"""Takes from a process what a query has no need of: network, other programs, files but the store's, memory without end.

Resource limits hold everywhere. On Linux the kernel also refuses sockets and programs (seccomp) and every file outside
the store (Landlock, Linux 5.13); where it knows neither, the checks of `kg.store` stand alone.
"""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import socket
import struct
import sys
from pathlib import Path
from typing import Any, Final, NoReturn

# linux/prctl.h
NO_NEW_PRIVILEGES: Final = 38
SET_SECCOMP: Final = 22
FILTER: Final = 2
# linux/filter.h and linux/seccomp.h
LOAD: Final = 0x20
EQUAL: Final = 0x15
AT_LEAST: Final = 0x35
RETURN: Final = 0x06
ALLOW: Final = 0x7FFF0000
DENY: Final = 0x00050001  # the call fails with EPERM
X32: Final = 0x40000000
# By machine: its name for the kernel; the numbers of socket, socketpair, connect, execve, execveat, ptrace, io_uring
CALLS: Final[dict[str, tuple[int, tuple[int, ...]]]] = {
    "x86_64": (0xC000003E, (41, 53, 42, 59, 322, 101, 425)),
    "aarch64": (0xC00000B7, (198, 199, 203, 221, 281, 117, 425)),
}
# linux/landlock.h
CREATE_RULESET: Final = 444
ADD_RULE: Final = 445
RESTRICT_SELF: Final = 446
ALL_ACCESS: Final = 0x1FFF  # everything that the first version of Landlock knows of files
READ: Final = 0b1100  # files and folders
# On Linux what can be written to counts. The whole address space has what every thread reserves and never uses, so
# that the same query would run today and break its limit tomorrow.
MEMORY: Final = resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS
FILES: Final = 1024  # open at once; the database keeps below what it finds when it is opened


def limit_files() -> None:
    """Limits the number of open files; to be called before the database is opened, which then manages with it."""
    _limit(resource.RLIMIT_NOFILE, FILES)


def confine(folder: Path, memory: int) -> list[str]:
    """Confines this process to reading `folder` with `memory` MB to write in; tells what the kernel took part in.

    It cannot be undone. Threads that run already keep what they had.
    """
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(MEMORY, memory << 20)
    taken = []
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0:
            taken += ["landlock"] if _only_read(libc, folder) else []
            taken += ["seccomp"] if _deny_calls(libc) else []
    setattr(socket, "socket", _no_socket)  # noqa: B010 -- as a type it is final
    return taken


def _limit(what: int, value: int) -> None:
    hard = resource.getrlimit(what)[1]
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(what, (value, value))


def _no_socket(*_: object, **__: object) -> NoReturn:
    raise PermissionError("a query has no network")


def _only_read(libc: Any, folder: Path) -> bool:
    handled = ctypes.create_string_buffer(struct.pack("Q", ALL_ACCESS), 8)
    ruleset = libc.syscall(CREATE_RULESET, handled, 8, 0)
    if ruleset < 0:
        return False
    beneath = os.open(folder, os.O_PATH | os.O_DIRECTORY)
    try:
        rule = ctypes.create_string_buffer(struct.pack("=Qi", READ, beneath), 12)
        return bool(libc.syscall(ADD_RULE, ruleset, 1, rule, 0) == 0 and libc.syscall(RESTRICT_SELF, ruleset, 0) == 0)
    finally:
        os.close(beneath)
        os.close(ruleset)


def _deny_calls(libc: Any) -> bool:
    if platform.machine() not in CALLS:
        return False
    architecture, calls = CALLS[platform.machine()]
    count = len(calls)
    program = [(LOAD, 0, 0, 4), (EQUAL, 0, count + 2, architecture), (LOAD, 0, 0, 0), (AT_LEAST, count, 0, X32)]
    program += [(EQUAL, count - 1 - i, 0, number) for i, number in enumerate(calls)]
    program[-1] = (EQUAL, 0, 1, calls[-1])
    program += [(RETURN, 0, 0, DENY), (RETURN, 0, 0, ALLOW)]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in program))
    head = ctypes.create_string_buffer(struct.pack("HP", len(program), ctypes.addressof(code)))
    return bool(libc.prctl(SET_SECCOMP, FILTER, head, 0, 0) == 0)
