"""The query page of `kg serve` in a real browser: its editor and its answers."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from serving import EVIL

pytest.importorskip("playwright")

from browsing import NAMES, start
from playwright.sync_api import Page, expect

pytest_plugins = ("browsing",)

ENDLESS = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?s{i} ?p{i} ?o{i} ." for i in range(6)) + " }"


def rows(page: Page) -> list[str]:
    return page.locator("#answer tbody tr").all_inner_texts()


class TestEditor:
    def test_it_colours_what_is_typed(self, page: Page) -> None:
        start(page)
        text = (
            "# a comment\nPREFIX kg: <https://w3id.org/newskg/ontology#>\nSELECT (COUNT(?x) AS ?n) {\n"
            '\t?x a kg:Killing ; rdfs:label "it \\" ends"@en, """long\n"of" two lines""" ; kg:value 12.5e3 .\n}'
        )
        page.locator("#query").press_sequentially(text.replace("\t", "  "))
        kinds = {kind: page.locator(f".paint .{kind}").all_inner_texts() for kind in
                 ("comment", "iri", "keyword", "function", "variable", "name", "string", "tag", "number")}  # fmt: skip
        assert kinds["comment"] == ["# a comment"]
        assert kinds["iri"] == ["<https://w3id.org/newskg/ontology#>"]
        assert kinds["keyword"] == ["PREFIX", "SELECT", "AS", "a"]
        assert kinds["function"] == ["COUNT"]
        assert kinds["variable"] == ["?x", "?n", "?x"]
        assert kinds["name"] == ["kg:", "kg:Killing", "rdfs:label", "kg:value"]
        assert [words.strip() for words in kinds["string"]] == ['"it \\" ends"', '"""long', '"of" two lines"""']
        assert (kinds["tag"], kinds["number"]) == (["@en"], ["12.5e3"])

    def test_the_colours_lie_under_the_words(self, page: Page) -> None:
        start(page, "SELECT * {\n" + "  ?subject ?predicate ?object .\n" * 60 + "  # " + "wrap me " * 60 + "\n}")
        box, paint = page.locator("#query").bounding_box(), page.locator(".paint").bounding_box()
        assert box == paint
        area = page.locator("#query")
        assert area.evaluate("e => e.scrollHeight <= e.clientHeight + 1")
        same = ["font", "lineHeight", "tabSize", "paddingLeft", "paddingRight", "whiteSpace", "overflowWrap", "width"]
        style = "(e, names) => { const s = getComputedStyle(e); return names.map((n) => s[n]); }"
        assert area.evaluate(style, same) == page.locator(".paint").evaluate(style, same)
        assert page.locator(".paint").inner_text().rstrip("\n").replace("\n\n", "\n") == area.input_value()

    def test_brackets_are_matched(self, page: Page) -> None:
        start(page, "SELECT * { FILTER ( 1 < 2 ) }")
        assert page.locator(".paint .pair").all_inner_texts() == ["{", "}"]
        page.locator("#query").press("ArrowLeft")
        page.locator("#query").press("ArrowLeft")
        expect(page.locator(".paint .pair")).to_have_text(["(", ")"])

    @pytest.mark.parametrize(
        ("before", "typed", "offered", "kind", "accepted"),
        [
            ("", "sel", "SELECT", "keyword", "SELECT"),
            ("SELECT * { ?e a ", "kg:Ki", "kg:Killing", "event class", "kg:Killing"),
            ("SELECT * { ?e a ", "kill", "kg:Killing", "event class", "kg:Killing"),
            ("SELECT * { ?e rdf:type ", "arm", "kg:ArmedGroup", "class", "kg:ArmedGroup"),
            ("SELECT * { ?e kg:eventType ", "de", "kg:Death", "event class", "kg:Death"),
            ("SELECT * { ?e kg:factuality ", "pl", "kg:Planned", "value", "kg:Planned"),
            ("SELECT * { ?e kg:polarity ", "neg", "kg:Negated", "value", "kg:Negated"),
            ("SELECT * { ?e kg:bound ", "atl", "kg:AtLeast", "value", "kg:AtLeast"),
            ("SELECT * { ?e ", "attrib", "kg:attributedTo", "property", "kg:attributedTo"),
            ("SELECT * { ?e kg:evidence/", "anch", "nif:anchorOf", "property", "nif:anchorOf"),
            ("SELECT * { ?e skos:prefLabel ?name . FILTER (", "?na", "?name", "variable", "?name"),
            ("SELECT * { ?e skos:prefLabel ?name . FILTER (", "strst", "STRSTARTS", "function", "STRSTARTS"),
            ("PREFIX ", "sko", "skos:", "prefix", "skos: <http://www.w3.org/2004/02/skos/core#>"),
            ("SELECT * { ?e kg:patient ?who ; ", "skos:p", "skos:prefLabel", "property", "skos:prefLabel"),
        ],
    )
    def test_completion(self, before: str, typed: str, offered: str, kind: str, accepted: str, page: Page) -> None:
        start(page, before)
        page.locator("#query").press_sequentially(typed)
        first = page.get_by_role("option").first
        expect(first).to_have_attribute("aria-selected", "true")
        expect(first.locator(".name")).to_have_text(offered)
        expect(first.locator(".kind")).to_have_text(kind)
        page.locator("#query").press("Enter")
        expect(page.locator("#query")).to_have_value(before + accepted)
        expect(page.get_by_role("listbox")).to_be_hidden()

    def test_completion_by_keys_and_mouse(self, page: Page) -> None:
        start(page, "SELECT * { ?e kg:factuality ")
        area, options = page.locator("#query"), page.get_by_role("option")
        area.press("Control+ ")
        expect(options).to_have_count(6)
        active = page.locator("#query-options [aria-selected=true] .name")
        expect(active).to_have_text("kg:Actual")
        assert area.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
        area.press("ArrowDown")
        expect(active).to_have_text("kg:Planned")
        area.press("ArrowUp")
        area.press("ArrowUp")
        expect(active).to_have_text("kg:Hypothetical")
        area.press("Escape")
        expect(options).to_have_count(0)
        area.press("Control+ ")
        options.filter(has_text="kg:Pledged").click()
        expect(area).to_have_value("SELECT * { ?e kg:factuality kg:Pledged")
        expect(area).to_be_focused()
        area.press("Control+z")
        expect(area).to_have_value("SELECT * { ?e kg:factuality ")
        area.press("Tab")
        expect(area).not_to_be_focused()

    def test_what_begins_nothing_takes_no_key(self, page: Page) -> None:
        start(page, "SELECT * { ?e")
        area = page.locator("#query")
        area.press_sequentially(" a ")
        expect(page.get_by_role("option").first).to_be_visible()
        assert area.get_attribute("aria-activedescendant") is None
        area.press("Enter")
        expect(area).to_have_value("SELECT * { ?e a \n")

    def test_no_completion_inside_words_of_others(self, page: Page) -> None:
        for before in ("# SELE", 'SELECT ("sel', "ASK { <http://kg:", "SELECT * { ?x kg:value 1"):
            start(page, before)
            page.locator("#query").press("Control+ ")
            expect(page.get_by_role("option")).to_have_count(0)

    def test_a_line_keeps_the_indent_of_the_last(self, page: Page) -> None:
        start(page, "SELECT * {\n    ?s ?p ?o .")
        page.locator("#query").press("Enter")
        expect(page.locator("#query")).to_have_value("SELECT * {\n    ?s ?p ?o .\n    ")


class TestAnswers:
    def test_rows_with_hostile_names(self, page: Page) -> None:
        start(page, NAMES)
        page.locator("#query").press("Control+Enter")
        expect(page.locator("#status")).to_have_text(re.compile(r"^2 rows, in \d+\.\d\d s$"))
        assert EVIL in page.locator("#answer tbody").inner_text()
        links = page.locator("#answer td.iri a")
        assert links.first.get_attribute("href") == "/id/person-evil"
        expect(links.first).to_have_text("id:person-evil")
        head = page.get_by_role("button", name="name")
        head.click()
        head.click()
        expect(page.locator("#answer th").nth(1)).to_have_attribute("aria-sort", "descending")
        assert "person-evil" in rows(page)[-1]

    def test_other_answers(self, page: Page) -> None:
        for query, status, shown in (
            ("ASK { ?s a kg:Killing }", "Answered in", "Yes"),
            ("ASK { kg:a kg:b kg:c }", "Answered in", "No"),
            ("SELECT * { kg:a kg:b ?c }", "Nothing found, in", "nothing in the graph fits it"),
            ("CONSTRUCT { ?s a kg:Actor } { ?s a kg:Person }", "A graph, in", "id:person-evil a kg:Actor"),
            ("CONSTRUCT { ?s a kg:Actor } { ?s a kg:Nothing }", "Nothing found, in", ""),
            ('SELECT (12500 AS ?n) ("x"@ar AS ?w) ("2024-05-01"^^xsd:date AS ?d) {}', "1 row, in", "12,500"),
        ):
            start(page, query)
            page.get_by_role("button", name="Ask", exact=True).click()
            expect(page.locator("#status")).to_contain_text(status)
            expect(page.locator("#answer")).to_contain_text(shown)

    def test_many_rows_come_when_asked_for(self, page: Page) -> None:
        start(page, "SELECT * { VALUES ?a { " + " ".join(map(str, range(1500))) + " } }")
        page.get_by_role("button", name="Ask", exact=True).click()
        expect(page.locator("#answer tbody tr")).to_have_count(1000)
        page.get_by_role("button", name="Show all 1500 rows").click()
        expect(page.locator("#answer tbody tr")).to_have_count(1500)

    def test_a_mistake_is_marked_at_its_place(self, page: Page) -> None:
        start(page, 'SELECT * {\n  ?s rdfs:label "é𝄞" ; foo:bar ?o .\n}')
        page.get_by_role("button", name="Ask", exact=True).click()
        expect(page.get_by_role("alert")).to_contain_text("query, line 2, column ")
        column = int(re.findall(r"column (\d+)", page.get_by_role("alert").inner_text())[0])
        wrong = page.locator(".paint .wrong")
        expect(wrong).to_have_count(1)
        expect(page.locator(".paint .line").nth(1)).to_have_class("line bad")
        page.get_by_role("button", name="Go there").click()
        caret = page.locator("#query").evaluate("e => e.selectionStart")
        before = page.locator("#query").input_value().encode("utf-16-le")[: caret * 2].decode("utf-16-le")
        assert len(before.split("\n")[1]) == column - 1
        page.locator("#query").press("x")
        expect(wrong).to_have_count(0)

    @pytest.mark.parametrize(
        ("name", "starts"),
        [("CSV", "actor,name"), ("TSV", "?actor	?name"), ("JSON", "{"), ("XML", "<?xml")],
    )
    def test_downloads(self, name: str, starts: str, page: Page) -> None:
        start(page, NAMES)
        page.get_by_role("button", name="Ask", exact=True).click()
        with page.expect_download() as found:
            page.get_by_role("button", name=f"Download as {name}").click()
        content = Path(found.value.path()).read_text("utf-8")
        assert content.startswith(starts)
        assert "person-evil" in content
        if name == "JSON":
            assert len(json.loads(content)["results"]["bindings"]) == 2

    def test_a_query_can_be_stopped(self, page: Page, address: str) -> None:
        start(page, ENDLESS)
        page.get_by_role("button", name="Ask", exact=True).click()
        expect(page.locator("#status")).to_contain_text("Asking …")
        page.get_by_role("button", name="Stop").click()
        expect(page.locator("#status")).to_have_text("Stopped")
        expect(page.get_by_role("button", name="Stop")).to_be_hidden()
        for _ in range(100):
            if page.request.get(f"{address}/health").json()["busy"] == 0:
                break
            page.wait_for_timeout(100)
        else:
            pytest.fail("the server still works on it")

    def test_the_address_leads_back(self, page: Page) -> None:
        start(page, "ASK {}")
        area, status = page.locator("#query"), page.locator("#status")
        area.press("Control+Enter")
        expect(page.locator("#answer")).to_have_text("Yes")
        area.fill(NAMES)
        area.press("Control+Enter")
        expect(status).to_contain_text("2 rows")
        shared = page.url
        page.go_back()
        expect(area).to_have_value("ASK {}")
        expect(page.locator("#answer")).to_have_text("Yes")
        page.go_back()
        expect(status).to_have_text("")
        page.go_forward()
        page.go_forward()
        expect(area).to_have_value(NAMES)
        expect(status).to_contain_text("2 rows")
        page.goto("/ask")
        page.goto(shared)
        expect(status).to_contain_text("2 rows")
