// Which nodes pass the filters, and which match what is searched for.

function applied(graph, filters) {
  const passed = new Set();
  graph.nodes.filter(isSituation).forEach(function (node) {
    if (typed(node, filters) && told(node, filters)) passed.add(node.id);
  });
  // Who and where: all, or, when happenings are narrowed, those that take part in what is left.
  const narrowed = filters.sources.size || filters.factuality.size || filters.from || filters.to || filters.minSources > 1;
  graph.nodes.forEach(function (node) {
    if (isSituation(node) || !typed(node, filters)) return;
    const part = function (edge) { return passed.has(edge.from === node.id ? edge.to : edge.from); };
    if (!narrowed || graph.edgesOf(node.id).some(function (edge) { return isSituation(graph.other(edge, node.id)) && part(edge); })) passed.add(node.id);
  });
  return passed;
}

function isSituation(node) { return node.group === "event" || node.group === "prospect"; }

function typed(node, filters) {
  return (!filters.types.size || filters.types.has(node.look)) && (!filters.kinds.size || filters.kinds.has(node.kind));
}

function told(node, filters) {
  if (filters.factuality.size && !filters.factuality.has(grade(node))) return false;
  if (filters.sources.size && !node.sources.some(function (source) { return filters.sources.has(source); })) return false;
  if (filters.minSources > 1 && node.sources.length < filters.minSources) return false;
  if (filters.from && !(node.end || node.start) || filters.to && !node.start) return false;
  return !(filters.from && (node.end || node.start) < filters.from) && !(filters.to && node.start > filters.to);
}

// "Actual", "Pledged" ..., or "Denied" for what is said not to have happened.
function grade(node) { return node.polarity === "Negated" ? "Denied" : node.factuality; }

// Letters as people type them: no case, no accents, and none of the marks that nobody sees.
function folded(text) {
  return text.normalize("NFKD").replace(/[\p{M}\p{Cf}\p{Cc}]+/gu, "").toLowerCase().replace(/ı/g, "i").replace(/[ø]/g, "o")
    .replace(/[ł]/g, "l").replace(/ß/g, "ss").replace(/đ/g, "d").replace(/æ/g, "ae").replace(/\s+/g, " ").trim();
}

function matching(node, needle) {
  if (!node.folded) node.folded = [node.label].concat(node.aliases).map(folded);
  return node.folded.some(function (name) { return name.includes(needle); });
}
