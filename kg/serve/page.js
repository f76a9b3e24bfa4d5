"use strict";
const [form, question, query, status, result] =
  ["form", "question", "query", "status", "result"].map((id) => document.getElementById(id));

function element(name, text) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  return made;
}

function cell(term) {
  const made = element("td");
  if (!term) return made;
  const base = result.dataset.base;
  if (term.type === "uri" && /^https?:/.test(term.value)) {
    const link = element("a", term.value);
    link.href = term.value.startsWith(base) && !term.value.includes("#")
      ? "/id/" + term.value.slice(base.length) : term.value;
    link.rel = "noreferrer";
    made.append(link);
  } else {
    made.append(element("bdi", typeof term.value === "string" ? term.value : JSON.stringify(term.value)));
  }
  return made;
}

function table(names, rows) {
  const made = element("table");
  const head = made.createTHead().insertRow();
  for (const name of names) {
    const title = element("th", name);
    title.scope = "col";
    head.append(title);
  }
  const body = made.createTBody();
  for (const row of rows) body.insertRow().append(...names.map((name) => cell(row[name])));
  return made;
}

async function ask() {
  status.className = "";
  status.textContent = "asking …";
  result.replaceChildren();
  const headers = {
    "Content-Type": "application/sparql-query",
    Accept: "application/sparql-results+json, text/turtle;q=0.9",
  };
  const answer = await fetch("/sparql", { method: "POST", headers, body: query.value });
  if (!answer.ok) throw new Error(await answer.text());
  if (!answer.headers.get("Content-Type").startsWith("application/sparql-results+json")) {
    result.append(element("pre", await answer.text()));
    status.textContent = "";
    return;
  }
  const found = await answer.json();
  if ("boolean" in found) {
    status.textContent = found.boolean ? "yes" : "no";
    return;
  }
  result.append(table(found.head.vars, found.results.bindings));
  const count = found.results.bindings.length;
  status.textContent = count === 1 ? "1 row" : `${count} rows`;
}

question.addEventListener("change", () => { if (question.value) query.value = question.value; });
form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask().catch((error) => {
    status.className = "error";
    status.textContent = error.message;
  });
});
