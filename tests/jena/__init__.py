"""Apache Jena as Debian packages it (libapache-jena-java, and a JDK): found where it is installed, else tests skip."""

from __future__ import annotations

import json
import shutil
import subprocess
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import pytest

JARS: Final = Path("/usr/share/java")
NEEDED: Final = (
    "jena-arq", "jena-base", "jena-core", "jena-iri", "jena-cmds", "jena-shacl", "jena-shex", "jena-tdb",
    "jena-dboe-base", "jena-dboe-storage", "jena-dboe-trans-data", "jena-dboe-transaction", "jena-dboe-index",
    "jena-rdfconnection", "libthrift", "thrift", "dexx.collection", "commons-cli", "commons-codec", "commons-compress",
    "commons-csv", "commons-io", "commons-lang3", "gson", "guava", "httpclient", "httpcore", "jackson-annotations",
    "jackson-core", "jackson-databind", "jakarta.json-api", "jcl-over-slf4j", "jsonld-java", "protobuf", "slf4j-api",
    "slf4j-nop", "titanium-json-ld",
)  # fmt: skip
PROGRAM: Final = Path(__file__).parent / "Answers.java"


def classpath(away: Path) -> str:
    """The jars that Jena needs; skips the test where Jena or a JDK is missing.

    Debian's jena-core has the classes of its own Xerces in one package and looks for their resources in another: a jar
    in `away` has them there.
    """
    if not (JARS / "jena-arq.jar").is_file() or not shutil.which("javac"):
        pytest.skip("needs libapache-jena-java and a JDK")
    inside = "org/apache/jena/ext/xerces/"
    moved = away / "xerces.jar"
    with zipfile.ZipFile(JARS / "jena-core.jar") as core, zipfile.ZipFile(moved, "w") as jar:
        for name in core.namelist():
            if name.startswith(inside) and not name.endswith("/"):
                jar.writestr(f"xerces/{name.removeprefix(inside)}", core.read(name))
    return ":".join(str(jar) for jar in (*(JARS / f"{name}.jar" for name in NEEDED), moved) if jar.is_file())


def answers(queries: Mapping[str, str], graphs: Sequence[Path], away: Path) -> dict[str, dict[str, Any]]:
    """What Jena answers to each query, as W3C JSON: one process for all of them."""
    jars = classpath(away)
    for name, text in queries.items():
        (away / f"{name}.rq").write_text(text, "utf-8")
    command = ["java", "-Dfile.encoding=UTF-8", "-cp", jars, str(PROGRAM), str(away), *map(str, graphs)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return {name: json.loads((away / f"{name}.srj").read_text("utf-8")) for name in queries}
