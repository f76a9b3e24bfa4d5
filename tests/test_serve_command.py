"""`kg serve` as a command, and what its workers may not do."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest

pytest.importorskip("starlette")

from commands import run
from serving import ENDLESS, filled, until


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("command") / "archive")


CONFINED = """
import _socket, os, sys, resource
from pathlib import Path
from pyoxigraph import Store
from kg.answer.confine import confine
folder = Path(sys.argv[1])
taken = confine(folder, 2000)
def tried(what):
    try:
        what()
    except (OSError, RuntimeError) as error:
        return "refused"
    return "allowed"
import socket
print(" ".join(taken))
print("socket", tried(lambda: socket.socket()))
print("write", tried(lambda: (folder / "kg-store.json").write_text("x")))
if taken:
    print("kernel socket", tried(lambda: _socket.socket()))
    print("file", tried(lambda: open("/etc/passwd")))
    print("program", tried(lambda: os.execv(sys.executable, [sys.executable, "--version"])))
    print("service", tried(lambda: list(Store().query("SELECT * { SERVICE <" + sys.argv[2] + "> { ?s ?p ?o } }"))))
print("own", tried(lambda: (folder / "kg-store.json").read_bytes()))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's part is Linux's")
def test_a_worker_has_no_way_out(store: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as trap:
        trap.settimeout(0.2)
        url = f"http://127.0.0.1:{trap.getsockname()[1]}/"
        command = [sys.executable, "-c", CONFINED, str(store), url]
        done = subprocess.run(command, capture_output=True, text=True, timeout=30)
        assert done.returncode == 0, done.stderr
        taken, *tried = done.stdout.splitlines()
        assert tried.pop() == "own allowed"
        assert [
            t for t in tried if not t.endswith(" refused") and not (t.startswith("file") and "landlock" not in taken)
        ] == []
        assert len(tried) == (6 if taken else 2)
        with pytest.raises(TimeoutError):
            trap.accept()


def asked(port: int, path: str) -> bytes:
    """The whole answer to a GET over a connection of its own."""
    with socket.create_connection(("127.0.0.1", port), 10) as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        return b"".join(iter(lambda: connection.recv(4096), b""))


class TestCommand:
    def test_it_serves_and_stops_well(self, store: Path) -> None:
        command = [sys.executable, "-m", "kg", "serve", str(store), "--port", "0", "--timeout", "60"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            try:
                assert process.stdout is not None
                found = re.search(r"http://127\.0\.0\.1:(\d+)/", process.stdout.readline())
                assert found is not None
                port = int(found[1])
                assert asked(port, "/sparql?query=ASK%7B%7D").startswith(b"HTTP/1.1 200 ")
                with socket.create_connection(("127.0.0.1", port), 10) as connection:
                    connection.sendall(
                        f"GET /sparql?query={quote(ENDLESS)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
                    )
                    until(lambda: b'"busy":1' in asked(port, "/health"))
                until(lambda: b'"busy":0' in asked(port, "/health"))  # nobody waits for it any more
                again = run("serve", str(store), "--port", found[1])
                assert again.exit_code == 1
                assert "cannot be listened on: Address already in use" in again.stderr
                process.send_signal(signal.SIGTERM)
                _, errors = process.communicate(timeout=20)
            finally:
                process.kill()
        assert process.returncode == 0, errors
        assert {json.loads(line)["status"] for line in errors.splitlines()} == {200, 499}

    @pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.org"])
    def test_other_machines_need_a_word(self, host: str, store: Path) -> None:
        result = run("serve", str(store), "--host", host)
        assert result.exit_code == 1
        assert "add --allow-remote" in result.stderr

    def test_what_cannot_be_served_is_one_line(self, tmp_path: Path) -> None:
        for path in (tmp_path, tmp_path / "none"):
            result = run("serve", str(path), "--port", "0")
            assert result.exit_code == 1
            assert result.stderr.count("\n") == 1

    def test_without_the_extra_there_is_a_remedy(self, store: Path, tmp_path: Path) -> None:
        (tmp_path / "starlette").mkdir()
        (tmp_path / "starlette" / "__init__.py").write_text("raise ModuleNotFoundError('no', name='starlette')")
        environment = {**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"}
        command = [sys.executable, "-m", "kg", "serve", str(store)]
        done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=30)
        assert done.returncode == 1
        assert done.stderr == 'kg: kg serve: starlette is not installed; install it: pip install "kg[serve]"\n'
