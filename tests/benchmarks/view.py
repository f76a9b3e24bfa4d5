"""The page in Chromium: seconds until it can be used, frames a second while panning, and stock pyvis beside it.

    python tests/benchmarks/view.py [NODES ...]      default: 52 2000 10000, then 30000 as communities

Chromium runs without a graphics card, so each frame is drawn by the processor.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import networkx as nx
from playwright.sync_api import Browser, Error, Page, sync_playwright
from pyvis.network import Network

from kg.view import html

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
SIZES = (52, 2_000, 10_000, 30_000)
STOCK_LIMIT = 60.0  # seconds that stock pyvis may take to load
SHARES = (
    ("actor", "Person"), ("event", "Meeting"), ("event", "Statement"), ("prospect", "Election"), ("place", "Place"),
)  # fmt: skip
FRAMES = """(ready) => new Promise((done) => {
  const box = document.querySelector(ready).getBoundingClientRect();
  const canvas = document.querySelector(ready + ' canvas') || document.querySelector(ready);
  const at = (i) => ({ clientX: box.left + 300 + 2 * i, clientY: box.top + 300 + i, bubbles: true, pointerId: 1,
    pointerType: 'mouse', button: 0, buttons: 1 });
  const target = canvas;
  target.dispatchEvent(new PointerEvent('pointerdown', at(0)));
  let count = 0;
  const start = performance.now();
  const step = () => {
    count += 1;
    target.dispatchEvent(new PointerEvent('pointermove', at(count % 200)));
    if (performance.now() - start < 2000) return requestAnimationFrame(step);
    target.dispatchEvent(new PointerEvent('pointerup', at(count % 200)));
    done(count / (performance.now() - start) * 1000);
  };
  requestAnimationFrame(step);
})"""


def invented(count: int) -> Any:
    """A network of `count` nodes as news makes them: most linked with two others, some with many."""
    chance = random.Random(11)
    graph: Any = nx.MultiDiGraph(articles=())
    for i in range(count):
        group, kind = SHARES[i % len(SHARES)]
        told = {"label": f"{kind} {i}", "group": group, "kind": kind, "facts": (), "sentences": (), "weight": 1 + i % 7}
        graph.add_node(f"https://example.org/{i}", **told)
    for i in range(1, count):
        ends = int(i * chance.random() ** 2), chance.randrange(max(0, i - 40), i)
        for end in set(ends):
            graph.add_edge(
                f"https://example.org/{i}", f"https://example.org/{end}", label="agent", kind="agent", sentences=()
            )
    return graph


def stock(graph: Any, path: Path) -> None:
    """The page that pyvis itself writes, as its README does."""
    net: Any = Network(directed=True, cdn_resources="in_line")
    for node, told in graph.nodes(data=True):
        net.add_node(node, label=told["label"], title=told["kind"])
    net.edges = [{"from": source, "to": target, "arrows": "to"} for source, target in graph.edges()]
    path.write_text(net.generate_html(notebook=False), "utf-8")


def opened(browser: Browser, path: Path, ready: str, limit: float) -> tuple[Page, float]:
    """The page, and the seconds from asking for it until the condition holds and a frame was drawn."""
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    before = time.perf_counter()
    page.goto(path.as_uri(), wait_until="commit")
    page.wait_for_function(ready, timeout=limit * 1000)
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)))")
    return page, time.perf_counter() - before


def measured(browser: Browser, count: int, folder: Path) -> None:
    graph = invented(count)
    path = folder / f"{count}.html"
    before = time.perf_counter()
    path.write_text(html(graph, "Invented"), "utf-8")
    made = time.perf_counter() - before
    page, seconds = opened(browser, path, "document.body && document.body.dataset.ready", 60)
    frames = page.evaluate(FRAMES, "#canvas")
    page.close()
    size = path.stat().st_size / 1e6
    told = f"ready in {seconds:5.2f} s, {frames:5.1f} frames a second"
    print(f"{count:>7,} nodes  ours   {size:4.1f} MB, made in {made:5.2f} s, {told}")
    stock(graph, path)
    try:
        page, seconds = opened(browser, path, "window.network && network.body.nodeIndices.length", STOCK_LIMIT)
        frames = page.evaluate(FRAMES, "#mynetwork")
        print(f"{'':>13}  pyvis  ready in {seconds:5.2f} s (still moving), {frames:5.1f} frames a second")
        page.close()
    except Error as error:  # whatever stops it is the result
        print(f"{'':>13}  pyvis  does not load in {STOCK_LIMIT:.0f} s ({type(error).__name__})")


def main() -> None:
    sizes = [int(argument) for argument in sys.argv[1:]] or SIZES
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        for count in sizes:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
            measured(browser, count, Path(folder))
            browser.close()


if __name__ == "__main__":
    main()
