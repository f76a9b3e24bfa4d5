"""The query page and the questions with their values; nothing hostile gets out of a request or a graph."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest

pytest.importorskip("starlette")

from pyoxigraph import parse_query_results
from serving import HTML, with_evil_actor
from starlette.testclient import TestClient

from kg.answer.formats import RESULTS
from kg.questions import packaged
from kg.serve import Settings, application

HOSTILE = ['"><script>alert(1)</script>', "</textarea><img src=x onerror=alert(1)>", "{{ 7 * 7 }}", "\u202e\x00\n'"]

MARKUP = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|https?://(?!w3id|www\.w3)"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    store = with_evil_actor(tmp_path_factory.mktemp("pages") / "archive")
    with TestClient(application(Settings(store, timeout=30, hosts=("testserver",)))) as made:
        yield made


def scripts(page: str) -> set[str]:
    """What stands inside the script elements of a page, and where they are loaded from."""
    found = re.findall(r"<script type=\"module\" src=\"([^\"]*)\" nonce=\"[^\"]*\">(.*?)</script>", page)
    assert len(found) == page.lower().count("<script")
    return {part for one in found for part in one}


class TestQuestions:
    def test_the_list(self, client: TestClient) -> None:
        told = client.get("/ask").json()
        assert [q["name"] for q in told] == list(packaged())
        assert set(told[0]) == {"name", "title", "question", "parameters", "columns"}
        page = client.get("/ask", headers=HTML).text
        assert all(f'href="/ask/{name}"' in page for name in packaged())
        assert client.get("/ask", headers={"Accept": "image/png"}).status_code == 406

    @pytest.mark.parametrize("name", packaged())
    def test_each_has_a_form_and_an_answer(self, name: str, client: TestClient) -> None:
        page = client.get(f"/ask/{name}", headers=HTML)
        assert page.status_code == 200
        for parameter in packaged()[name].parameters:
            assert f'name="{parameter.name}" type="' in page.text
            assert html.escape(parameter.meaning, quote=False) in html.unescape(page.text)
        assert ("<table" in page.text) == (not packaged()[name].parameters)  # the others wait for their values
        assert client.get(f"/ask/{name}").json()["head"]["vars"] == list(packaged()[name].columns)

    def test_every_format(self, client: TestClient) -> None:
        for media, form in RESULTS.items():
            answer = client.get("/ask/actors?kind=Person", headers={"Accept": media})
            assert answer.headers["content-type"].split(";")[0] == media
            if "csv" in media:
                rows = list(csv.DictReader(io.StringIO(answer.text)))
                assert {row["kind"] for row in rows} == {"Person"}
            elif "tab" not in media:
                assert parse_query_results(answer.content, format=form)
        assert client.get("/ask/actors", headers={"Accept": "text/turtle"}).status_code == 406

    def test_an_empty_form_is_asked_when_it_is_sent(self, client: TestClient) -> None:
        page = client.get("/ask/actors?actor=&kind=", headers=HTML).text
        assert "Ingrid Solheim" in page
        assert "Nothing in the graph fits these values." in client.get("/ask/actors?actor=nobody", headers=HTML).text

    def test_values_are_bound(self, client: TestClient) -> None:
        named = client.get("/ask/actors", params={"actor": "Solheim"}).json()["results"]["bindings"]
        assert {row["name"]["value"] for row in named} == {"Ingrid Solheim"}
        page = client.get("/ask/actors?actor=Solheim&kind=", headers=HTML).text
        assert 'value="Solheim"' in page
        assert "Ingrid Solheim" in page
        assert "1 row," in page
        assert quote('VALUES ?_actor { "Solheim" }', safe="/") in page

    @pytest.mark.parametrize(
        ("address", "status", "told"),
        [
            ("casualties?from=yesterday", 400, "--from 'yesterday': is no day; write it like 2024-05-31"),
            ("casualties?form=x", 400, "--form: casualties has no such parameter; it has --place, --from, --to"),
            ("casualties?place=a&place=b", 400, "parameters: one is given twice; give each once"),
            ("node-events?node=x%20y", 400, "--node 'x y': is no absolute IRI"),
            ("casualtys", 404, "casualtys: no packaged question is called so; did you mean casualties?"),
            ("casualties?place=%FF", 400, "the parameters are not UTF-8"),
        ],
    )
    def test_what_a_question_does_not_take(self, address: str, status: int, told: str, client: TestClient) -> None:
        answer = client.get(f"/ask/{address}")
        assert answer.status_code == status
        assert answer.text.startswith(told)
        assert answer.text.count("\n") == 1
        page = client.get(f"/ask/{address}", headers=HTML)
        assert page.status_code == status
        assert told in html.unescape(page.text)

    @pytest.mark.parametrize("value", HOSTILE)
    def test_hostile_values(self, value: str, client: TestClient) -> None:
        for question in ("actors", "casualties", "node-events"):
            parameter = packaged()[question].parameters[0].name
            page = client.get(f"/ask/{question}", params={parameter: value}, headers=HTML)
            assert scripts(page.text) == {"", "/page/page.js"}
            assert "<img" not in page.text
            assert ">49<" not in page.text
        plain = client.get("/ask/actors", params={"actor": value})
        assert plain.status_code == (400 if "\x00" in value else 200)

    def test_a_hostile_name_in_the_answer(self, client: TestClient) -> None:
        page = client.get("/ask/actors?kind=Person", headers=HTML).text
        assert "&lt;/title&gt;&lt;script&gt;alert(1)" in page
        assert scripts(page) == {"", "/page/page.js"}

    def test_only_reading(self, client: TestClient) -> None:
        for address in ("/ask", "/ask/actors", "/ontology", "/codes", "/page/page.css"):
            assert client.post(address).status_code == 405
            assert client.head(address).status_code == 200


class TestQueryPage:
    @pytest.mark.parametrize("query", [*HOSTILE, "\n\nASK {}", "SELECT * { ?s ?p '</textarea>' }"])
    def test_the_query_of_the_address(self, query: str, client: TestClient) -> None:
        page = client.get("/", params={"query": query}, headers=HTML).text
        assert scripts(page) == {"", "/page/page.js", "/page/query.js"}
        found = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.DOTALL)
        assert found is not None
        assert html.unescape(found[1]) == query or "\x00" in query

    def test_policy(self, client: TestClient) -> None:
        for address in ("/", "/ask", "/ask/actors", "/ontology", "/codes", "/id/person-evil"):
            answer = client.get(address, headers=HTML)
            nonces = set(re.findall(r'nonce="([^"]+)"', answer.text))
            assert len(nonces) == 1
            policy = answer.headers["content-security-policy"]
            assert f"script-src 'nonce-{nonces.pop()}';" in policy
            assert "default-src 'none'" in policy
            assert "require-trusted-types-for 'script'" in policy
            assert "unsafe" not in policy
            assert not re.search(r"<[^>]*\son[a-z]+=|<style|\sstyle=", answer.text)

    def test_files(self, client: TestClient) -> None:
        for name in ("query.js", "page.css", "icon.svg", "vocabulary.json"):
            answer = client.get(f"/page/{name}")
            assert answer.status_code == 200
            tag = answer.headers["etag"]
            assert client.get(f"/page/{name}", headers={"If-None-Match": tag}).status_code == 304
        for name in ("query.html.j2", "nothing.js", "..%2Fpages.py", "%2E%2E"):
            assert client.get(f"/page/{name}").status_code == 404

    def test_scripts_write_no_markup(self) -> None:
        from importlib.resources import files

        for path in files("kg.serve").joinpath("page").iterdir():
            if path.name.endswith(".js"):
                source = path.read_text("utf-8")
                assert not re.search(MARKUP, source), path.name
