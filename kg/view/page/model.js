// The graph as the page works with it: rows of the payload spelled out as objects, found by id, each with its edges.
//
// node: { id, iri, group: "event" | "prospect" | "actor" | "place", look (a key of the legend), kind (its class), label
//   (one line), lines (the label as drawn), aliases: [text], facts: [[name, text]], sentences: [{ sentence, marks: [[from,
//   to]] }], start, end (ISO days or ""), edtf, precision ("day" | "month" | "year" | "interval" | ""), basis, latitude,
//   longitude (numbers or null), within: [id], sources: [id of an actor, or "article n"], articles: [index], factuality,
//   polarity, weight (0 to 1), figures: [{ text, words, value, bound, lower, upper, unit, measures }], x, y, width, height }
// edge: { id, from, to, label, kind, sentences }; marks count characters (code points) from the sentence's start.
function readModel(payload) {
  const defaults = {
    aliases: [], facts: [], sentences: [], start: "", end: "", edtf: "", precision: "", basis: "", latitude: null,
    longitude: null, within: [], sources: [], articles: [], factuality: "", polarity: "", weight: 0, figures: [],
    drawn: "",
  };
  const ids = payload.nodes.map(function (row) { return row[0]; });
  const idOf = function (index) { return ids[index]; };

  function supported(rows) {
    return rows.map(function (row) {
      const marks = [];
      for (let i = 1; i < row.length; i += 2) marks.push([row[i], row[i + 1]]);
      return { sentence: row[0], marks: marks };
    });
  }

  const nodes = payload.nodes.map(function (row) {
    const node = { id: row[0] };
    payload.fields.forEach(function (field, i) {
      const value = row[i + 1];
      node[field] = value === undefined || value === null ? defaults[field] : value;
    });
    node.iri = /^[a-z]+:/i.test(node.id) ? node.id : payload.base + node.id;
    node.lines = node.drawn || node.label;
    node.label = node.label.replace(/\s+/g, " ");
    node.sentences = supported(node.sentences);
    node.within = node.within.map(idOf);
    node.sources = node.sources.map(function (source) { return source < 0 ? "article " + (-1 - source) : ids[source]; });
    return node;
  });
  const edges = payload.edges.map(function (row, i) {
    return {
      id: "edge " + i, from: ids[row[0]], to: ids[row[1]], label: payload.labels[row[2]], kind: payload.kinds[row[3]],
      sentences: supported(row[4] || []),
    };
  });
  const byId = new Map(nodes.map(function (node) { return [node.id, node]; }));
  const edgeById = new Map(edges.map(function (edge) { return [edge.id, edge]; }));
  const touching = new Map(nodes.map(function (node) { return [node.id, []]; }));
  edges.forEach(function (edge) {
    touching.get(edge.from).push(edge);
    if (edge.to !== edge.from) touching.get(edge.to).push(edge);
  });
  return {
    title: payload.title,
    communities: payload.communities || [], // { members: [index], label, x, y } of a graph too large to draw at once
    nodes: nodes,
    edges: edges,
    articles: payload.articles, // { iri, title, issued, publisher, url, text ("" when only passages are known) }
    sentences: payload.sentences.map(function (row) { // offsets in the article's text, in characters
      return { article: row[0], start: row[1], end: row[2], text: row[3] };
    }),
    outlines: payload.outlines || {},
    node: function (id) { return byId.get(id); },
    edge: function (id) { return edgeById.get(id); },
    edgesOf: function (id) { return touching.get(id) || []; },
    other: function (edge, id) { return byId.get(edge.from === id ? edge.to : edge.from); },
  };
}
