// A graph too large to draw at once: its communities as one node each, drawn as their members once opened.

function communityScene(graph, state) {
  const nodes = new Map();
  const opens = openCommunities(graph, state);
  const middles = opened(graph, opens);
  const supers = new Map();
  const home = new Map(); // node id -> what stands for it
  graph.communities.forEach(function (community, number) {
    const members = community.members.map(function (index) { return graph.nodes[index]; }).filter(function (node) { return state.visible(node.id); });
    if (!members.length) return;
    const id = "community " + number;
    const open = opens.has(String(number));
    members.forEach(function (node) {
      home.set(node.id, open ? node.id : id);
      if (open) nodes.set(node.id, middles.place(number, node));
    });
    if (open) return;
    nodes.set(id, middles.at[number]);
    supers.set(id, { id: id, label: community.label, count: members.length });
  });
  const edges = [];
  const bundles = new Map();
  graph.edges.forEach(function (edge) {
    const from = home.get(edge.from);
    const to = home.get(edge.to);
    if (!from || !to || from === to) return;
    if (from === edge.from && to === edge.to) edges.push(edge);
    else {
      const pair = [from, to].sort().join(" ");
      if (!bundles.has(pair)) bundles.set(pair, { id: "bundle " + bundles.size, from: from, to: to, label: "", kind: "bundle", strength: 0 });
      bundles.get(pair).strength += 1;
    }
  });
  edges.push(...bundles.values());
  return { nodes: nodes, edges: edges, supers: supers, centre: "" };
}

// Those that were opened, and the selected node's own: else it could not be seen.
function openCommunities(graph, state) {
  const opens = new Set(state.open);
  const selected = graph.nodes.findIndex(function (node) { return node.id === state.selected; });
  const own = graph.communities.findIndex(function (community) { return community.members.includes(selected); });
  if (own >= 0) opens.add(String(own));
  return opens;
}

// Where the communities lie once some are open: an open one takes room, the others make way for it.
function opened(graph, opens) {
  const at = graph.communities.map(function (community) { return [community.x, community.y]; });
  const scales = new Map();
  opens.forEach(function (text) {
    const number = Number(text);
    const community = graph.communities[number];
    if (!community) return;
    const members = community.members.map(function (index) { return graph.nodes[index]; });
    const mean = [0, 1].map(function (axis) { return members.reduce(function (sum, node) { return sum + (axis ? node.y : node.x); }, 0) / members.length; });
    const far = Math.max(1, ...members.map(function (node) { return Math.hypot(node.x - mean[0], node.y - mean[1]); }));
    const radius = 34 * Math.sqrt(members.length);
    scales.set(number, { mean: mean, scale: radius / far });
    at.forEach(function (place, other) {
      if (other === number) return;
      const away = [place[0] - at[number][0], place[1] - at[number][1]];
      const distance = Math.hypot(away[0], away[1]) || 1;
      at[other] = [0, 1].map(function (axis) { return place[axis] + away[axis] / distance * (radius + 80); });
    });
  });
  return {
    at: at,
    place: function (number, node) {
      const told = scales.get(number);
      return [at[number][0] + (node.x - told.mean[0]) * told.scale, at[number][1] + (node.y - told.mean[1]) * told.scale];
    },
  };
}

function superStyle(one, colours) {
  return {
    id: one.id, shape: "dot", size: superSize(one), borderWidth: 1.6,
    color: { background: colours.rule, border: colours.soft, highlight: { background: colours.rule, border: colours.ink } },
  };
}

function superSize(one) { return 10 + Math.sqrt(one.count) * 0.9; }

function bundleStyle(bundle, colours) {
  const width = Math.min(0.4 + Math.log2(1 + bundle.strength) * 0.6, 6);
  return { id: bundle.id, from: bundle.from, to: bundle.to, width: width, color: { color: colours.role, highlight: colours.role, opacity: 0.3 } };
}
