// Words for what the model holds: kinds, days, sources, and pieces of text counted in characters.

// Offsets count characters (code points); a JavaScript string counts some of them twice.
function cut(text, start, end) {
  if (!/[\ud800-\udfff]/.test(text)) return text.slice(start, end);
  return Array.from(text).slice(start, end).join("");
}

// "MandateDecision" as "Mandate decision".
function spaced(kind) {
  return kind.replace(/([a-z])([A-Z])/g, function (_, a, b) { return a + " " + b.toLowerCase(); });
}

function short(text, length) {
  const letters = Array.from(text.slice(0, length * 2 + 2));
  return letters.length > length ? letters.slice(0, length - 1).join("") + "…" : text;
}

const GRADES = {
  Actual: "happened", Planned: "planned", Pledged: "pledged", Requested: "requested", Possible: "possible",
  Hypothetical: "hypothetical", Denied: "did not happen",
};

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

function dayWords(iso) {
  const found = /^(\d{4})-(\d\d)-(\d\d)$/.exec(iso);
  return found ? Number(found[3]) + " " + MONTHS[Number(found[2]) - 1] + " " + found[1] : iso;
}

// A date as precise as it is known, and no more.
function whenWords(node) {
  if (!node.start) return "";
  const month = MONTHS[Number(node.start.slice(5, 7)) - 1];
  if (node.precision === "year") return node.start.slice(0, 4);
  if (node.precision === "month") return month + " " + node.start.slice(0, 4);
  if (node.start === node.end || !node.end) return dayWords(node.start);
  return dayWords(node.start) + " to " + dayWords(node.end);
}

const BASES = {
  stated: "as stated", article: "told from the article’s date", narrative: "told from a date before",
  current: "the article’s present",
};

function sourceName(graph, source) {
  const article = /^article (\d+)$/.exec(source);
  if (!article) return graph.node(source) ? graph.node(source).label : source;
  const told = graph.articles[Number(article[1])];
  return told ? told.publisher || (graph.articles.length > 1 ? told.title : "the article itself") : source;
}

function counted(number, name) { return number.toLocaleString("en") + " " + name + (number === 1 ? "" : "s"); }
