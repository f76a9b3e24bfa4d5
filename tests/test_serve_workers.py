"""How a worker ends tells what is answered, and short queries get their turn whatever else is asked."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("starlette")

from serving import ENDLESS, filled, until
from starlette.testclient import TestClient

from kg.answer.frames import HEAD, Frame
from kg.answer.refused import Refused
from kg.answer.worker import GRACE
from kg.serve import Settings, application
from kg.serve.line import Line
from kg.serve.pool import Pool

LATE = "the query took longer than {} seconds and was ended\n"
STARVED = "the query needs more memory or depth than it is allowed, and was ended\n"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("workers") / "archive")


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(8) as made:
        yield made


def served(store: Path, *, timeout: float, workers: int = 2, memory: int = 2000) -> TestClient:
    settings = Settings(store, timeout=timeout, max_workers=workers, memory=memory, hosts=("testserver",))
    return TestClient(application(settings))


def pool(client: TestClient) -> Pool:
    found = client.app.state.pool  # type: ignore[attr-defined]
    assert isinstance(found, Pool)
    return found


def query(sparql: str) -> dict[str, Any]:
    """A query as the server hands it to a worker."""
    return {
        "do": "query", "sparql": sparql, "default": (), "named": (), "base": "http://example.org/",
        "result": "application/json", "graph": None, "max_rows": 10, "max_bytes": 1000,
    }  # fmt: skip


def asked(client: TestClient, threads: ThreadPoolExecutor, query: str) -> Future[tuple[int, str]]:
    """The status and text that a query will be answered with; it runs, or waits, when this returns."""

    def ask() -> tuple[int, str]:
        answer = client.get("/sparql", params={"query": query})
        return answer.status_code, answer.text

    before = len(pool(client).busy) + pool(client).waiting
    future = threads.submit(ask)
    until(lambda: len(pool(client).busy) + pool(client).waiting > before)
    return future


class TestHowItEnded:
    @pytest.mark.parametrize(
        ("number", "status", "text"),
        [
            (signal.SIGALRM, 504, LATE.format(60)),
            (signal.SIGABRT, 500, STARVED),
            (signal.SIGSEGV, 500, STARVED),
            (signal.SIGKILL, 500, STARVED),
            (signal.SIGTERM, 500, "the query could not be answered: its worker ended\n"),
        ],
    )
    def test_the_signal_tells(
        self, number: int, status: int, text: str, store: Path, threads: ThreadPoolExecutor
    ) -> None:
        with served(store, timeout=60) as client:
            answer = asked(client, threads, ENDLESS)
            until(lambda: bool(pool(client).busy))
            (worker,) = pool(client).busy
            os.kill(worker.pid, number)
            assert answer.result(20) == (status, text)
            assert client.get("/sparql", params={"query": "ASK {}"}).status_code == 200

    @pytest.mark.parametrize("number", [signal.SIGALRM, signal.SIGABRT])
    def test_the_clock_counts_when_the_server_comes_late(
        self, number: int, store: Path, threads: ThreadPoolExecutor
    ) -> None:
        limit = 1.5

        def busy() -> None:
            """Keeps the event loop from all else until the limit is over; meanwhile the worker ends."""
            (worker,) = pool(client).busy
            os.kill(worker.pid, number)
            time.sleep(limit)

        with served(store, timeout=limit) as client:
            answer = asked(client, threads, ENDLESS)
            until(lambda: bool(pool(client).busy))
            assert client.portal is not None
            client.portal.call(busy)
            assert answer.result(20) == (504, LATE.format(limit))

    def test_a_worker_ends_by_its_own_clock(self, store: Path) -> None:
        job = {**query(ENDLESS), "timeout": 0.5 - GRACE}
        command = [sys.executable, "-m", "kg.answer.worker", "query", str(store), "2000"]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            told, _ = HEAD.unpack(process.stdout.read(HEAD.size))
            assert json.loads(process.stdout.read(told))["state"].startswith("g")
            process.stdin.write(Frame(job).packed())
            process.stdin.flush()
            assert process.stdout.read() == b""
            assert process.wait(20) == -signal.SIGALRM

    def test_too_little_memory_is_told_as_that(self, store: Path) -> None:
        deep = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a"
        with served(store, timeout=60, memory=500) as client:
            answer = client.get("/sparql", params={"query": deep})
            assert (answer.status_code, answer.text) == (500, STARVED)


class TestTurns:
    def test_a_short_query_does_not_wait_for_endless_ones(self, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("kg.serve.pool.WAITED", 1000)  # however busy the machine is, each has its whole slice

        async def ask() -> None:
            pool = Pool(Settings(store, timeout=120, memory=2000), "query", 2)
            await pool.start()
            endless = [asyncio.create_task(pool.ask(query(f"{ENDLESS} # {i}"))) for i in range(4)]
            while pool.waiting < 2:
                await asyncio.sleep(0)
            for _ in range(3):
                assert (await pool.ask(query("ASK {}"))).told["status"] == 200
            while (len(pool.busy), pool.waiting) != (1, 3):  # until each had its slice
                await asyncio.sleep(0.01)
            assert not any(task.done() for task in endless)
            endless.append(asyncio.create_task(pool.ask(query(f"{ENDLESS} # 3"))))
            while pool.waiting < 4:
                await asyncio.sleep(0)
                assert len(pool.busy) == 1  # which takes no second one
            assert (await pool.ask(query("ASK {}"))).told["status"] == 200
            for task in endless:
                task.cancel()
            await asyncio.gather(*endless, return_exceptions=True)
            await pool.close()

        asyncio.run(asyncio.wait_for(ask(), 100))

    @pytest.mark.parametrize("workers", [1, 2])
    def test_long_queries_are_answered_too(self, workers: int, store: Path) -> None:
        numbers = " ".join(map(str, range(150)))  # so that it takes several slices
        values = " ".join(f"VALUES ?{name} {{ {numbers} }}" for name in "abc")
        sparql = f"SELECT (COUNT(*) AS ?n) {{ {values} }}"

        async def ask() -> list[Frame]:
            pool = Pool(Settings(store, timeout=120, slice=0.02), "query", workers)
            await pool.start()
            found = await asyncio.gather(*(pool.ask(query(f"{sparql} # {i % 2}")) for i in range(4)))
            await pool.close()
            return found

        for answer in asyncio.run(ask()):
            assert json.loads(answer.body)["results"]["bindings"][0]["n"]["value"] == str(150**3)

    def test_the_line(self) -> None:
        async def wait() -> list[str]:
            line, seen = Line(1, most=2, patience=60, again=6.5), []

            async def someone(name: str) -> None:
                try:
                    async with line.place():
                        seen.append(name)
                except Refused as error:
                    seen.append(f"{name} {error.status} {error.headers['Retry-After']}")

            assert await line.entered()
            assert not await line.entered()
            waiting = [asyncio.create_task(someone(name)) for name in "abc"]
            while line.waiting < 2 or not seen:
                await asyncio.sleep(0)
            line.leave()
            await asyncio.gather(*waiting)
            assert await line.entered()
            impatient = Line(0, most=1, patience=0.01, again=1)
            with pytest.raises(Refused):
                await impatient.enter()
            assert impatient.waiting == 0
            return seen

        assert asyncio.run(wait()) == ["c 503 7", "a", "b"]
