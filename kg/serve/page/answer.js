// Answers as elements: tables that can be sorted, and downloads. Words of the graph become text, never markup.

import { element } from "./dom.js";

const AT_ONCE = 1000; // rows drawn at a time
const XSD = "http://www.w3.org/2001/XMLSchema#";
const NUMBERS = new Set(["integer", "decimal", "nonNegativeInteger", "int", "long"].map((name) => XSD + name));
const DATES = new Set(["date", "dateTime"].map((name) => XSD + name));
const PAGES = { "https://w3id.org/newskg/ontology#": "/ontology", "https://w3id.org/newskg/codes#": "/codes" };
const GROUPED = 5; // digits from which a number is grouped: 12,500, but 2025

export const ROWS = { CSV: "text/csv", TSV: "text/tab-separated-values", JSON: "application/sparql-results+json",
  XML: "application/sparql-results+xml" };
export const TRIPLES = { Turtle: "text/turtle", "N-Triples": "application/n-triples", "JSON-LD": "application/ld+json",
  "RDF/XML": "application/rdf+xml" };
const ENDINGS = { CSV: "csv", TSV: "tsv", JSON: "srj", XML: "srx", Turtle: "ttl", "N-Triples": "nt", "JSON-LD": "jsonld",
  "RDF/XML": "rdf" };

/** Where an IRI has its page: here, or where its address leads on the web; "" for other schemes. */
function link(iri, base) {
  if (iri.startsWith(base)) {
    const [, local, fragment] = /^([^#]*)(.*)$/s.exec(iri.slice(base.length));
    return `/id/${encodeURI(local).replaceAll("?", "%3F")}${fragment}`;
  }
  for (const [namespace, page] of Object.entries(PAGES)) {
    if (iri.startsWith(namespace)) return `${page}#${iri.slice(namespace.length)}`;
  }
  return /^https?:\/\//.test(iri) ? iri : "";
}

function short(iri, prefixes) {
  for (const [prefix, namespace] of Object.entries(prefixes)) {
    const local = iri.startsWith(namespace) ? iri.slice(namespace.length) : "";
    if (/^[\p{L}\p{N}_-]+$/u.test(local)) return `${prefix}:${local}`;
  }
  return "";
}

export function number(value) {
  const found = /^([+-]?)([0-9]+)(\.[0-9]+)?$/.exec(value);
  if (!found || found[2].length < GROUPED || found[2].length > 39) return value;
  return found[1] + BigInt(found[2]).toLocaleString("en") + (found[3] ?? "");
}

function cell(term, { base, prefixes }) {
  if (!term) return element("td");
  const { type, value, datatype } = term;
  if (type === "uri") {
    const words = element("bdi", {}, short(value, prefixes) || (value.startsWith(base) && value.slice(base.length)) || value);
    const href = link(value, base);
    const shown = href ? element("a", { href, rel: "noreferrer", title: value }, words) : words;
    const article = value.startsWith(`${base}article-`) && !value.includes("#");
    const view = article ? [" ", element("a", { className: "view", href: `/view?graph=${encodeURIComponent(value)}` }, "graph")] : [];
    return element("td", { className: "iri" }, shown, ...view);
  }
  if (typeof value !== "string") return element("td", {}, element("bdi", {}, JSON.stringify(value)));
  if (NUMBERS.has(datatype)) return element("td", { className: "number", title: value }, number(value));
  if (DATES.has(datatype)) {
    return element("td", { className: "date", title: value }, value.replace("T", " ").replace("Z", " UTC"));
  }
  const words = element("bdi", {}, type === "bnode" ? `_:${value}` : value);
  const lang = term["xml:lang"];
  const long = value.length > 60 ? "long" : "text";
  if (!lang) return element("td", { className: long }, words);
  words.lang = lang;
  return element("td", { className: long }, words, " ", element("span", { className: "lang" }, lang));
}

/** A table of SPARQL's JSON results; of many rows the first, with a button for the others. */
export function table(names, rows, context) {
  const head = element("tr", {}, ...names.map((name) => element("th", { scope: "col" }, name)));
  const body = element("tbody");
  const made = element("table", {}, element("thead", {}, head), body);
  const frame = element("div", { className: "table", tabIndex: 0, role: "region", aria: { label: "Answer" } }, made);
  const add = (some) => body.append(...some.map((row) => element("tr", {}, ...names.map((name) => cell(row[name], context)))));
  add(rows.slice(0, AT_ONCE));
  const parts = [frame];
  if (rows.length > AT_ONCE) {
    const more = element("button", { type: "button" }, `Show all ${number(String(rows.length))} rows`);
    more.addEventListener("click", () => {
      add(rows.slice(AT_ONCE));
      more.remove();
      frame.focus();
    });
    parts.push(more);
  }
  sortable(made);
  return parts;
}

const collator = new Intl.Collator("en", { numeric: true });

/** Makes the heads of a table buttons that sort its rows; a third click brings back the order of the answer. */
export function sortable(made) {
  const body = made.tBodies[0];
  let original = null;
  for (const [i, head] of [...made.tHead.rows[0].cells].entries()) {
    const button = element("button", { type: "button" }, ...head.childNodes);
    head.append(button);
    if ([...body.rows].find((one) => one.cells[i].textContent)?.cells[i].className === "number") head.className = "number";
    button.addEventListener("click", () => {
      const rows = [...body.rows];
      original = original?.length === rows.length ? original : rows;
      const next = { ascending: "descending", descending: "none" }[head.ariaSort] ?? "ascending";
      for (const other of made.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      if (next === "none") {
        body.append(...original);
        return;
      }
      head.setAttribute("aria-sort", next);
      const sign = next === "ascending" ? 1 : -1;
      const key = (row) => row.cells[i].title && row.cells[i].className !== "iri" ? row.cells[i].title : row.cells[i].textContent;
      body.append(...rows.sort((a, b) => sign * (row(a, i) - row(b, i) || collator.compare(key(a), key(b)))));
    });
  }
}

/** Numbers by their value, before all else; so that 9.5 comes before 10.25 and -3 before 2. */
const row = (one, i) => (one.cells[i].className === "number" ? Number(one.cells[i].title) : Number.MAX_VALUE);

/** Buttons that fetch the same answer in other formats and save it; `get` is given a media type and answers as fetch does. */
export function downloads(formats, get, name) {
  const told = element("span", { role: "status", className: "mistake" });
  const buttons = Object.entries(formats).map(([format, media]) => {
    const button = element("button", { type: "button", className: "quiet", aria: { label: `Download as ${format}` } }, format);
    button.addEventListener("click", async () => {
      told.textContent = "";
      try {
        const answer = await get(media);
        if (!answer.ok) throw new Error(await answer.text());
        save(await answer.blob(), `${name}.${ENDINGS[format]}`);
      } catch (error) {
        told.textContent = error.message;
      }
    });
    return button;
  });
  return element("div", { className: "downloads" }, element("span", { className: "soft" }, "Download"), ...buttons, told);
}

function save(content, name) {
  const address = URL.createObjectURL(content);
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
