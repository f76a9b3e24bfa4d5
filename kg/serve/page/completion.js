// What may stand at the caret: found from the tokens before it, without a full parser.

import { FUNCTIONS, KEYWORDS } from "./sparql.js";

const MOST = 60;
const TERMS = new Set(["variable", "name", "iri", "string", "number", "word"]);
const TYPE = new Set(["a", "rdf:type"]);

/**
 * Where in a query the text after these tokens stands: `kind` is "head" (outside of braces), "triples", "path",
 * "expression" or "values"; in triples `slot` is 0 for a subject, 1 a predicate, 2 an object, 3 what follows one, and
 * `property` is the predicate that the object belongs to.
 */
export function place(before) {
  const stack = [{ kind: "head", slot: 0, property: "" }];
  let last = null;
  for (const token of before) {
    const here = stack.at(-1);
    const { kind, text } = token;
    if (text === "{") {
      stack.push({ kind: stack.some((s) => s.values) ? "values" : "triples", slot: 0, property: "" });
      for (const level of stack) level.values = false;
    } else if (text === "(" ) {
      const path = here.kind === "path" || (here.kind === "triples" && here.slot === 1);
      stack.push({ kind: path ? "path" : here.kind === "values" ? "values" : "expression", slot: 1, property: "" });
    } else if (text === "[") {
      stack.push({ kind: "triples", slot: 1, property: "" });
    } else if (kind === "bracket") {
      if (stack.length > 1) stack.pop();
      const outer = stack.at(-1);
      if (text === "}") Object.assign(outer, { slot: 0, property: "" });
      else if (outer.kind === "triples") outer.slot = text === "]" || outer.slot === 1 ? outer.slot + 1 : 0;
    } else if (text === "." || text === ";" || text === ",") {
      here.slot = { ".": 0, ";": 1, ",": 2 }[text];
    } else if (here.slot === 2 && (text === "/" || text === "|")) {
      here.slot = 1;
    } else if (text === "a" && here.slot === 1) {
      Object.assign(here, { slot: 2, property: text });
    } else if (kind === "keyword" || kind === "function") {
      if (here.kind === "triples") here.slot = 0;
      if (text.toUpperCase() === "VALUES") here.values = true;
    } else if (TERMS.has(kind) && here.kind === "triples" && last?.text !== "^^") {
      if (here.slot === 1) here.property = text;
      here.slot = Math.min(here.slot + 1, 3);
    }
    last = token;
  }
  const { kind, slot, property } = stack.at(-1);
  return { kind, slot, property, after: last?.text.toUpperCase() ?? "" };
}

/**
 * The options at the caret, best first, or null: {from, to, options, sure}. `sure` says that the first may be taken for
 * what is meant; without `forced` there are none where nothing was begun and anything could follow.
 */
export function suggestions(tokens, caret, vocabulary, forced) {
  const touched = tokens.find((t) => t.start < caret && caret <= t.end);
  const closed = touched?.kind === "string" || touched?.kind === "iri" || touched?.kind === "number";
  if (touched?.kind === "comment" || (closed && caret < touched.end)) return null;
  if (closed && !touched.text.endsWith(">")) return null;
  const begun = touched && (["word", "name", "variable", "keyword", "function"].includes(touched.kind)
    || (touched.kind === "sign" && "?$".includes(touched.text)));
  const [from, to] = begun ? [touched.start, touched.end] : [caret, caret];
  const typed = begun ? touched.text.slice(0, caret - from) : "";
  const before = tokens.filter((t) => t.end <= from && t.kind !== "space" && t.kind !== "comment");
  const where = place(before);
  const { best, rest, few } = offered(where, tokens, from, vocabulary, typed);
  if (!typed && !forced && !few) return null;
  const found = ranked(typed, best, typed ? rest : forced && !few ? rest : []);
  if (!found.length || (!forced && found.some((o) => o.insert.toUpperCase() === typed.toUpperCase()))) return null;
  return { from, to, options: found.slice(0, MOST), sure: Boolean(typed) || forced };
}

function offered(where, tokens, from, vocabulary, typed) {
  const terms = vocabulary.terms.map((t) => ({ ...t, insert: t.name }));
  const variables = [...new Set(tokens.filter((t) => t.kind === "variable" && t.start !== from).map((t) => t.text))]
    .map((name) => option(name, "variable"));
  const of = (...kinds) => terms.filter((t) => kinds.includes(t.kind));
  const keywords = KEYWORDS.map((k) => option(k, "keyword"));
  const functions = FUNCTIONS.map((f) => option(f, "function"));
  const prefixes = Object.entries(vocabulary.prefixes).map(([p, iri]) => option(`${p}:`, "prefix", iri));
  if (where.after === "PREFIX") {
    return { best: prefixes.map((p) => ({ ...p, insert: `${p.name} <${p.definition}>` })), rest: [], few: true };
  }
  if (/^[?$]/.test(typed)) return { best: variables, rest: [], few: false };
  if (where.kind === "head") return { best: [...keywords, ...variables], rest: [...functions, ...terms, ...prefixes] };
  if (where.kind === "path") return { best: of("property"), rest: prefixes };
  if (where.kind === "values") return { best: terms.filter((t) => t.kind !== "property"), rest: [...of("property"), ...prefixes] };
  if (where.kind === "expression") return { best: [...variables, ...functions], rest: [...keywords, ...terms, ...prefixes] };
  if (where.slot === 1) {
    return { best: [option("a", "keyword", "The classes of a node."), ...of("property")], rest: [...variables, ...prefixes] };
  }
  if (where.slot === 2) {
    if (TYPE.has(where.property)) return { best: of("class", "event class"), rest: [...variables, ...prefixes], few: true };
    const range = terms.find((t) => t.name === where.property)?.range;
    const values = range ? terms.filter((t) => t.types.includes(range)) : [];
    if (values.length) return { best: values, rest: [...variables, ...prefixes], few: true };
    return { best: variables, rest: [...terms, ...prefixes] };
  }
  return { best: [...variables, ...keywords], rest: [...terms, ...prefixes] };
}

const option = (name, kind, definition = "") => ({ name, kind, definition, label: "", types: [], insert: name });

function ranked(typed, best, rest) {
  const wanted = typed.toLowerCase();
  const scored = [];
  for (const [pool, options] of [best, rest].entries()) {
    for (const one of options) {
      const score = fit(wanted, one);
      if (score >= 0) scored.push([pool * 2 + score, one]);
    }
  }
  return scored.sort(([a], [b]) => a - b).map(([, one]) => one);
}

/** How well an option fits what was typed, 0 best; -1 when it does not. */
function fit(wanted, { name, label, kind }) {
  const whole = name.toLowerCase();
  if (whole.startsWith(wanted)) return 0;
  const local = whole.slice(whole.indexOf(":") + 1);
  if (kind === "prefix" || kind === "variable") return -1;
  const [prefix, rest] = wanted.includes(":") ? wanted.split(/:(.*)/s) : [null, wanted];
  if (prefix !== null && !whole.startsWith(`${prefix}:`)) return -1;
  if (local.startsWith(rest)) return 1;
  if (rest.length > 1 && ` ${label.toLowerCase()}`.includes(` ${rest}`)) return 2;
  return rest.length > 1 && local.includes(rest) ? 3 : -1;
}
