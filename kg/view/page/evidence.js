// The pieces of the evidence panel: facts, sentences with the words marked, and what is connected.

function chips(node) {
  const told = [make("span", { class: "chip " + node.look }, spaced(node.kind))];
  if (isSituation(node)) told.push(make("span", { class: "chip grade" + (node.group === "prospect" ? " not" : "") }, GRADES[grade(node)] || grade(node)));
  return make("p", { class: "chips" }, told);
}

function goTo(node, state) {
  return button(quoted(short(node.label, 120)), function () { state.update({ selected: node.id }); }, { class: "go " + node.look });
}

// Rows of the panel whose values are words; those with links of their own are added by the others.
const LINKED = new Set(["Status", "When", "Figure", "According to", "Note"]);

function factList(graph, node, state) {
  const rows = [];
  const add = function (name, ...values) { rows.push(make("dt", {}, name), ...values.map(function (value) { return make("dd", { dir: "auto" }, value); })); };
  if (node.start) add("When", [whenWords(node), BASES[node.basis] ? make("span", { class: "soft" }, " " + BASES[node.basis]) : ""]);
  rolesOf(graph, node).forEach(function (ids, label) {
    add(label[0].toUpperCase() + label.slice(1), ...ids.map(function (id) { return goTo(graph.node(id), state); }));
  });
  node.figures.forEach(function (figure) { add("Figure", figureWords(figure)); });
  if (isSituation(node)) add("Who says so", ...node.sources.map(function (source) {
    return graph.node(source) ? goTo(graph.node(source), state) : sourceName(graph, source);
  }));
  node.facts.forEach(function (fact) { if (!LINKED.has(fact[0])) add(fact[0], fact[1]); });
  node.facts.forEach(function (fact) { if (fact[0] === "Note") add(fact[0], fact[1]); });
  return rows.length ? make("dl", {}, rows) : null;
}

// "at least 40 medic": the bound and what is counted; then the article's own words.
function figureWords(figure) {
  const parts = figure.text.split(": “");
  return [make("strong", {}, parts[0]), figure.words ? make("span", { class: "soft" }, " “", quoted(figure.words), "”") : ""];
}

function rolesOf(graph, node) {
  const roles = new Map();
  if (!isSituation(node)) return roles;
  graph.edgesOf(node.id).forEach(function (edge) {
    if (edge.from !== node.id || edge.kind === "attributedTo") return;
    roles.set(edge.label, (roles.get(edge.label) || []).concat(edge.to));
  });
  return roles;
}

function markedText(sentence, marks) {
  const parts = [];
  let at = 0;
  marks.forEach(function (mark) {
    parts.push(cut(sentence.text, at, mark[0]), make("mark", {}, cut(sentence.text, mark[0], mark[1])));
    at = mark[1];
  });
  return parts.concat(cut(sentence.text, at, Infinity));
}

function sentenceList(graph, supported, state) {
  if (!supported.length) return null;
  const shown = supported.slice(0, SENTENCES_SHOWN);
  const rest = supported.slice(SENTENCES_SHOWN);
  const list = make("div", { class: "quotes" }, shown.map(function (one) { return quote(graph, one, state); }));
  if (rest.length) list.append(button("Show " + counted(rest.length, "more sentence"), function (event) {
    event.target.replaceWith(...rest.map(function (one) { return quote(graph, one, state); }));
  }, { class: "plain" }));
  return make("section", {}, make("h3", {}, supported.length > 1 ? "The sentences that say so" : "The sentence that says so"), list);
}

const SENTENCES_SHOWN = 40;

function quote(graph, one, state) {
  const sentence = graph.sentences[one.sentence];
  const article = graph.articles[sentence.article];
  const text = make("blockquote", { dir: "auto" }, markedText(sentence, one.marks));
  if (!article) return make("figure", {}, text);
  const read = button("In the article", function () { state.update({ pane: "reading" }); scrollToSentence(one.sentence); }, { class: "plain" });
  return make("figure", {}, text, make("figcaption", {}, make("cite", {}, quoted(article.title)), make("span", {}, articleLine(article), " ", read)));
}

// Everything linked with a node: the other end leads there, the word of the line to the sentences behind it.
function connections(graph, id, state) {
  const edges = graph.edgesOf(id);
  if (!edges.length) return null;
  const row = function (edge) {
    const other = graph.other(edge, id);
    const out = edge.from === id;
    const named = edge.label + (out ? " →" : " ←");
    const why = button(named, function () { state.update({ selected: edge.id }); }, { class: "role", "aria-label": "The line “" + edge.label + "” " + (out ? "to " : "from ") + short(other.label, 80) });
    return make("li", {}, why, goTo(other, state));
  };
  const list = make("ul", { class: "links" }, edges.slice(0, LINKS_SHOWN).map(row));
  const rest = edges.slice(LINKS_SHOWN);
  if (rest.length) list.append(make("li", {}, button("Show " + counted(rest.length, "more connection"), function (event) {
    event.target.parentElement.replaceWith(...rest.map(row));
  }, { class: "plain" })));
  return make("section", {}, make("h3", {}, "Connected with"), list);
}

const LINKS_SHOWN = 60;
