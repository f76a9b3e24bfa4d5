// The query page: asks what the editor holds, shows the answer, and keeps both in the address.

import { ROWS, TRIPLES, downloads, number, table } from "./answer.js";
import { byId, element, vocabulary } from "./dom.js";
import { Editor } from "./editor.js";

const LONGEST = 30_000; // characters of an address that every server takes
const PLACE = /^query, line (\d+), column (\d+): /;

const [form, stop, status, mistake, answer] = ["form", "stop", "status", "mistake", "answer"].map(byId);
const editor = new Editor(byId("query"));
const { base } = answer.dataset;
const start = editor.value;
let running = null;

vocabulary().then((told) => editor.offer(told), () => {}); // without it there is no completion, and all else works

const post = (accept, body, signal) =>
  fetch("/sparql", { method: "POST", headers: { "Content-Type": "application/sparql-query", Accept: accept }, body, signal });

async function run(sparql) {
  running?.abort();
  const mine = running = new AbortController();
  const began = performance.now();
  const seconds = () => ((performance.now() - began) / 1000).toFixed(2);
  clear();
  stop.hidden = false;
  answer.setAttribute("aria-busy", "true");
  status.textContent = "Asking …";
  const clock = element("span", { aria: { hidden: "true" } });
  status.append(clock);
  const ticking = setInterval(() => { clock.textContent = ` ${Math.round(seconds())} s`; }, 1000);
  try {
    const got = await post(`${ROWS.JSON}, text/turtle;q=0.9`, sparql, mine.signal);
    if (!got.ok) throw new Error((await got.text()).trim());
    const turtle = !got.headers.get("Content-Type").startsWith(ROWS.JSON);
    const found = turtle ? await got.text() : await got.json();
    const took = seconds();
    const { short: prefixes } = await vocabulary().catch(() => ({ short: {} }));
    if (running === mine) show(found, took, prefixes, sparql);
  } catch (error) {
    if (running === mine) fail(error, sparql);
  } finally {
    clearInterval(ticking);
    if (running === mine) {
      running = null;
      stop.hidden = true;
      answer.removeAttribute("aria-busy");
    }
  }
}

function clear() {
  answer.replaceChildren();
  mistake.replaceChildren();
  mistake.hidden = true;
}

function show(found, took, prefixes, sparql) {
  const save = (formats) => downloads(formats, (media) => post(media, sparql), "answer");
  if (typeof found === "string") {
    const empty = !found.replace(/^@prefix.*$/gm, "").trim();
    status.textContent = empty ? `Nothing found, in ${took} s` : `A graph, in ${took} s`;
    if (!empty) answer.append(save(TRIPLES), element("pre", { className: "turtle", tabIndex: 0, aria: { label: "Answer in Turtle" } }, found));
  } else if ("boolean" in found) {
    status.textContent = `Answered in ${took} s`;
    answer.append(element("p", { className: "boolean" }, found.boolean ? "Yes" : "No"));
  } else {
    const rows = found.results.bindings;
    const count = rows.length === 1 ? "1 row" : `${number(String(rows.length))} rows`;
    status.textContent = `${rows.length ? count : "Nothing found"}, in ${took} s`;
    if (rows.length) answer.append(save(ROWS), ...table(found.head.vars, rows, { base, prefixes }));
    else answer.append(element("p", { className: "soft" }, "The query is sound, but nothing in the graph fits it."));
  }
}

function fail(error, sparql) {
  if (error.name === "AbortError") {
    status.textContent = "Stopped";
    return;
  }
  status.textContent = "";
  mistake.hidden = false;
  mistake.append(error instanceof TypeError ? "The server cannot be reached." : error.message);
  const place = PLACE.exec(error.message);
  if (!place || sparql !== editor.value) return;
  editor.wrong(Number(place[1]), Number(place[2]));
  const go = element("button", { type: "button", className: "quiet" }, "Go there");
  go.addEventListener("click", () => editor.goToMistake());
  mistake.append(" ", go);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const sparql = editor.value;
  const address = `/?${new URLSearchParams({ query: sparql })}`;
  if (address.length < LONGEST && address !== location.pathname + location.search) history.pushState(null, "", address);
  run(sparql);
});

stop.addEventListener("click", () => running?.abort());

function fromAddress() {
  const sparql = new URLSearchParams(location.search).get("query");
  if (sparql !== null) {
    if (sparql !== editor.value) editor.value = sparql;
    run(sparql);
    return;
  }
  running?.abort();
  running = null;
  editor.value = start;
  clear();
  status.textContent = "";
}

window.addEventListener("popstate", fromAddress);
if (new URLSearchParams(location.search).has("query")) fromAddress();
