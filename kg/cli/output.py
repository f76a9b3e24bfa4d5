"""What all commands print with: one console, and text that is safe in a terminal."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final, Literal

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console
    from rich.table import Table

DIRECTION_MARKS: Final = frozenset(map(chr, (0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A))))
WIDTH: Final = 120  # columns where the output is no terminal and COLUMNS is not set


def printable(text: str) -> str:
    """`text` on one line without control characters or marks that turn the direction of writing: safe in a terminal."""
    line = "".join(" " if c in "\n\t\r\v\f\x85\u2028\u2029" else c for c in text)
    return "".join(c for c in line if (c.isprintable() or c == "\xa0") and c not in DIRECTION_MARKS)


def console(*, error: bool = False) -> Console:
    """The console for standard output (or error): as wide as the terminal, else 120 columns or $COLUMNS."""
    from rich.console import Console

    stream = sys.stderr if error else sys.stdout
    columns = os.environ.get("COLUMNS", "")
    width = None if stream.isatty() else int(columns) if columns.isdecimal() and int(columns) else WIDTH
    return Console(file=stream, width=width, highlight=False, markup=False, emoji=False, soft_wrap=False)


def table(*columns: str, numbers: Sequence[str] = (), wrapped: Sequence[str] = ()) -> Table:
    """An empty table; the columns in `numbers` are set to the right, only those in `wrapped` go over several lines."""
    from rich import box
    from rich.table import Table

    made = Table(box=box.SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0))
    for name in columns:
        side: Literal["left", "right"] = "right" if name in numbers else "left"
        made.add_column(printable(name), justify=side, overflow="fold", no_wrap=name not in wrapped)
    return made


def line(text: str = "", *, error: bool = False) -> None:
    """Prints one line, made safe."""
    click.echo(printable(text), err=error)


def counted(number: int, name: str) -> str:
    """ "1 row", "2 rows"."""
    return f"{number} {name}" if number == 1 else f"{number} {name}s"


def data(content: bytes) -> None:
    """Writes `content` (UTF-8) as it is; to a terminal, its lines made safe."""
    if sys.stdout.isatty():
        for row in content.decode("utf-8", "replace").splitlines():
            line(row)
    else:
        click.echo(content, nl=False)
