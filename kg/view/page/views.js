// What each view shows: which nodes, where, and which lines between them.

// { key, nodes: Map of id -> [x, y], edges: [{ id, from, to, label, kind, strength }], centre }
function sceneOf(graph, state) {
  const shown = graph.nodes.filter(function (node) { return state.visible(node.id); });
  if (state.view === "actors") return actorScene(graph, shown.filter(function (node) { return node.group === "actor"; }), state);
  const centre = state.view === "all" ? null : centreOf(graph, state);
  if (!centre) return sceneFor(graph, new Map(shown.map(function (node) { return [node.id, [node.x, node.y]]; })));
  const near = state.view === "around" ? aroundIt(graph, centre, state) : storyOf(graph, centre, state);
  return Object.assign(sceneFor(graph, near), { centre: centre.id });
}

function sceneFor(graph, nodes) {
  const edges = graph.edges.filter(function (edge) { return nodes.has(edge.from) && nodes.has(edge.to); });
  return { nodes: nodes, edges: edges, centre: "" };
}

// The selected node, an end of the selected line, or who is told of most.
function centreOf(graph, state) {
  const selected = graph.node(state.selected);
  if (selected) return selected;
  const edge = graph.edge(state.selected);
  if (edge) return graph.node(edge.from);
  const group = state.view === "story" ? ["event", "prospect"] : ["actor"];
  const first = graph.nodes.filter(function (node) { return group.includes(node.group) && state.visible(node.id); });
  return first.sort(function (a, b) { return b.weight - a.weight; })[0] || null;
}

function neighbours(graph, id, state) {
  const found = graph.edgesOf(id).map(function (edge) { return graph.other(edge, id); });
  return [...new Set(found)].filter(function (node) { return node.id !== id && state.visible(node.id); });
}

const WITH_ROLES = new Set(["agent", "patient", "recipient", "instrument"]);

function participants(graph, situation) {
  const found = graph.edgesOf(situation.id).filter(function (edge) { return edge.from === situation.id && WITH_ROLES.has(edge.kind); });
  return found.map(function (edge) { return edge.to; });
}

// Pairs of actors with the situations that both have a part in, and the ties between them.
function pairsOf(graph, state) {
  const pairs = new Map();
  const add = function (a, b, what, id) {
    if (a === b || !state.visible(a) || !state.visible(b)) return;
    const ends = [a, b].sort();
    const key = "pair " + ends.join(" ");
    if (!pairs.has(key)) pairs.set(key, { id: key, from: ends[0], to: ends[1], situations: new Set(), ties: new Set() });
    pairs.get(key)[what].add(id);
  };
  graph.nodes.filter(isSituation).forEach(function (node) {
    if (!state.visible(node.id)) return;
    const actors = [...new Set(graph.edgesOf(node.id).filter(function (edge) {
      return edge.from === node.id && graph.node(edge.to).group === "actor";
    }).map(function (edge) { return edge.to; }))];
    actors.forEach(function (a, i) { actors.slice(i + 1).forEach(function (b) { add(a, b, "situations", node.id); }); });
  });
  graph.edges.forEach(function (edge) {
    if (graph.node(edge.from).group === "actor" && graph.node(edge.to).group === "actor") add(edge.from, edge.to, "ties", edge.id);
  });
  return pairs;
}

function actorScene(graph, actors, state) {
  const pairs = [...pairsOf(graph, state).values()];
  const joined = new Set(pairs.flatMap(function (pair) { return [pair.from, pair.to]; }));
  const together = actors.filter(function (node) { return joined.has(node.id); });
  const places = new Map(together.map(function (node) { return [node.id, [node.x * 0.5, node.y * 0.5]]; }));
  const placed = pushedApart(graph, places);
  beside(graph, placed, actors.filter(function (node) { return !joined.has(node.id); }));
  const edges = pairs.map(function (pair) {
    const number = pair.situations.size;
    const label = number ? counted(number, "event") : graph.edge([...pair.ties][0]).label;
    return { id: pair.id, from: pair.from, to: pair.to, label: label, kind: "shared", strength: number + pair.ties.size };
  });
  return { nodes: placed, edges: edges, centre: "" };
}

function aroundIt(graph, centre, state) {
  const first = neighbours(graph, centre.id, state);
  const inner = new Set(first.map(function (node) { return node.id; }).concat(centre.id));
  const outer = first.filter(isSituation).flatMap(function (node) { return neighbours(graph, node.id, state); })
    .filter(function (node) { return !inner.has(node.id); });
  return rings(graph, centre, first, [...new Set(outer)]);
}

// What a situation led to and came from, and what else its actors did and met, in the order of time.
function storyOf(graph, centre, state) {
  const line = new Map();
  const add = function (node) { if (isSituation(node) && state.visible(node.id)) line.set(node.id, node); };
  const follow = function (node) {
    graph.edgesOf(node.id).forEach(function (edge) {
      const other = graph.other(edge, node.id);
      if ((edge.kind === "cause" || edge.kind === "content") && !line.has(other.id)) { add(other); if (line.has(other.id)) follow(other); }
    });
  };
  if (isSituation(centre)) {
    add(centre);
    follow(centre);
    const actors = new Set([...line.values()].flatMap(function (node) { return participants(graph, node); }));
    actors.forEach(function (id) { neighbours(graph, id, state).filter(function (node) { return node.start; }).forEach(add); });
  } else neighbours(graph, centre.id, state).forEach(add);
  return inTime(graph, [...line.values()], state);
}
