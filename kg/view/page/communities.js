// A graph too large to draw at once: its communities as one node each, drawn as their members once opened.

function communityScene(graph, state) {
  const nodes = new Map();
  const supers = new Map();
  const home = new Map(); // node id -> what stands for it
  graph.communities.forEach(function (community, number) {
    const members = community.members.map(function (index) { return graph.nodes[index]; }).filter(function (node) { return state.visible(node.id); });
    if (!members.length) return;
    const id = "community " + number;
    const open = state.open.has(String(number));
    members.forEach(function (node) {
      home.set(node.id, open ? node.id : id);
      if (open) nodes.set(node.id, [node.x, node.y]);
    });
    if (open) return;
    nodes.set(id, [community.x, community.y]);
    supers.set(id, { id: id, label: community.label, count: members.length });
  });
  const edges = [];
  const bundles = new Map();
  graph.edges.forEach(function (edge) {
    const from = home.get(edge.from);
    const to = home.get(edge.to);
    if (!from || !to || from === to) return;
    if (from === edge.from && to === edge.to) edges.push(edge);
    else bundles.set([from, to].sort().join(" "), { from: from, to: to });
  });
  [...bundles.values()].forEach(function (bundle, i) {
    edges.push({ id: "bundle " + i, from: bundle.from, to: bundle.to, label: "", kind: "shared", strength: 1 });
  });
  return { nodes: nodes, edges: edges, supers: supers, centre: "" };
}

function superStyle(one, colours) {
  return {
    id: one.id, shape: "dot", size: 10 + Math.sqrt(one.count) * 2, label: short(one.label, 28) + "\n" + counted(one.count, "node"),
    color: { background: colours.rule, border: colours.soft, highlight: { background: colours.rule, border: colours.ink } },
    font: { size: 14, color: colours.ink, face: FONT, strokeWidth: 3, strokeColor: colours.paper }, borderWidth: 1.4,
    scaling: { label: { enabled: false, drawThreshold: 3 } },
  };
}
