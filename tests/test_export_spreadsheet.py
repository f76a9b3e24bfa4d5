"""Our CSV opened by a real spreadsheet, Gnumeric: every cell is what was written, and none is computed."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from facts import FACTS, hostile
from lxml import etree
from pyoxigraph import Store
from tools import needed, ran

from kg.export import EXPORTERS
from kg.export.tables import cell, sheet
from kg.rdf import quads
from kg.store import from_quads

GNM = "{http://www.gnumeric.org/v10.dtd}"
STORES = {"lumbala": from_quads(quads(FACTS)), "hostile": from_quads(quads(hostile()))}
FORMULAS = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1+1",
    "@SUM(1;1)",
    "\t=1+1",
    "\r=1+1",
    " =1+1",
    "＝1+1",
    '=HYPERLINK("x")',
]


def opened(data: bytes, folder: Path) -> tuple[list[list[str]], list[str]]:
    """The cells as the spreadsheet shows them, and the formulas that it would compute."""
    needed("ssconvert")
    (folder / "a.csv").write_bytes(data)
    kinds = ("--import-type=Gnumeric_stf:stf_csvtab", "--export-type=Gnumeric_XmlIO:sax:0")
    ran("ssconvert", *kinds, str(folder / "a.csv"), str(folder / "a.xml"), warnings=True)
    rows: dict[int, dict[int, str]] = {}
    formulas = []
    for found in etree.parse(folder / "a.xml", etree.XMLParser(recover=True)).iter(f"{GNM}Cell"):
        rows.setdefault(int(found.get("Row")), {})[int(found.get("Col"))] = found.text or ""
        if found.get("ValueType") is None:
            formulas.append(found.text)
    width = max(column for row in rows.values() for column in row) + 1
    return [[rows[r].get(c, "") for c in range(width)] for r in sorted(rows)], formulas


def csv_files(store: Store) -> dict[str, bytes]:
    return {name: data for kind in ("csv", "acled", "neo4j") for name, data in EXPORTERS[kind](store, "a").items()}


@pytest.mark.parametrize("store", STORES)
def test_no_table_has_a_cell_that_is_computed(store: str, tmp_path: Path) -> None:
    for name, data in csv_files(STORES[store]).items():
        rows, formulas = opened(data, tmp_path)
        assert formulas == [], name
        written = list(csv.reader(io.StringIO(data.decode(), newline="")))
        assert len(rows) == len(written), f"{name}: a line feed in a cell is no new row"
        assert rows[0] == written[0], name


def test_what_would_be_a_formula_is_text(tmp_path: Path) -> None:
    rows, formulas = opened(sheet(("text",), [(text,) for text in FORMULAS]), tmp_path)
    assert formulas == []
    # the apostrophe that says "text" is none of the text for this program
    assert [row[0] for row in rows[1:]] == [cell(text).removeprefix("'").replace("\r", "\n") for text in FORMULAS]


def test_the_spreadsheet_does_compute(tmp_path: Path) -> None:
    """Without our apostrophe it would: else the tests above would show nothing."""
    _, formulas = opened(b"text,number\r\n=1+1,2\r\n", tmp_path)
    assert formulas == ["=1+1"]
