// How nodes and lines look; the colours stand in the style sheet, by day and by night.

const SHAPES = { event: "box", prospect: "box", person: "box", state: "box", force: "box", organization: "box", place: "ellipse" };
const POINTS = { event: "square", prospect: "square", person: "dot", state: "dot", force: "dot", organization: "dot", place: "triangle" };
const TIES = { attributedTo: "says", content: "says", cause: "cause" };
const ROLES = new Set(["agent", "patient", "recipient", "instrument", "place", "origin", "destination", "shared"]);
const FONT = "system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif";

function palette() {
  const style = getComputedStyle(document.documentElement);
  const colour = function (name) { return style.getPropertyValue("--" + name).trim(); };
  const told = { ink: colour("ink"), soft: colour("soft"), paper: colour("paper"), rule: colour("rule"), accent: colour("accent") };
  Object.keys(SHAPES).forEach(function (look) { told[look] = { fill: colour(look + "-fill"), line: colour(look + "-line") }; });
  ["role", "tie", "says", "cause"].forEach(function (name) { told[name] = colour("edge-" + name); });
  return told;
}

function nodeStyle(node, colours, large) {
  if (large) return { id: node.id, group: node.look, size: pointSize(node) * large };
  const own = colours[node.look];
  const dashed = node.look === "prospect";
  const denied = node.polarity === "Negated";
  const colour = { background: own.fill, border: own.line };
  const style = {
    id: node.id,
    color: Object.assign({ highlight: { background: own.fill, border: colours.ink }, hover: { background: own.fill, border: colours.ink } }, colour),
    font: { size: node.size, color: colours.ink, face: FONT },
    borderWidth: 1.4,
    borderWidthSelected: 3,
    shapeProperties: { borderDashes: denied ? [2, 4] : dashed ? [7, 4] : false, borderRadius: node.group === "actor" ? 14 : 3 },
  };
  return Object.assign(style, { shape: SHAPES[node.look], label: node.lines });
}

function pointSize(node) { return 5 + 11 * node.weight; }

function edgeStyle(edge, colours, large) {
  if (edge.kind === "bundle") return bundleStyle(edge, colours);
  if (large) return { id: edge.id, from: edge.from, to: edge.to };
  const colour = colours[TIES[edge.kind] || (ROLES.has(edge.kind) ? "role" : "tie")];
  const told = {
    id: edge.id, from: edge.from, to: edge.to,
    color: { color: colour, highlight: colours.ink, hover: colours.ink, opacity: 1 },
    dashes: edge.kind === "attributedTo" || edge.kind === "within" ? [4, 4] : false,
  };
  if (edge.kind === "shared") Object.assign(told, { arrows: "", width: Math.min(1 + edge.strength, 6) });
  return told;
}

// Lines between the same two nodes are bent by different amounts, so that each can be seen and clicked.
function bowed(styles) {
  const seen = new Map();
  styles.forEach(function (style) {
    const pair = [style.from, style.to].sort().join(" ");
    const nth = seen.get(pair) || 0;
    seen.set(pair, nth + 1);
    if (!nth) return;
    const turned = (nth % 2 === 1) === (style.from < style.to);
    style.smooth = { enabled: true, type: turned ? "curvedCW" : "curvedCCW", roundness: 0.1 + 0.12 * Math.ceil(nth / 2) };
  });
  return styles;
}

const VIS_OPTIONS = {
  physics: { enabled: false },
  layout: { improvedLayout: false },
  interaction: { hover: true, multiselect: false, tooltipDelay: 3600000, keyboard: false, zoomSpeed: 0.7 },
  nodes: { margin: { top: 6, bottom: 6, left: 9, right: 9 }, chosen: true, scaling: { label: { enabled: false, drawThreshold: 6 } } },
  edges: { arrows: { to: { enabled: true, scaleFactor: 0.5 } }, smooth: false, width: 1.2, selectionWidth: 0.8, hoverWidth: 0.4 },
};

// A large network is drawn in points, whose looks stand once for each kind: thousands of them are read in no time.
function largeOptions(colours, large) {
  const groups = {};
  Object.keys(POINTS).forEach(function (look) {
    const own = colours[look];
    const hollow = look === "prospect";
    const colour = { background: hollow ? own.fill : own.line, border: hollow ? own.line : colours.paper };
    const selected = { background: own.fill, border: colours.ink };
    groups[look] = { shape: POINTS[look], borderWidth: 1.4 * large, color: Object.assign({ highlight: selected, hover: selected }, colour) };
  });
  return {
    groups: groups,
    interaction: { hover: false, hideEdgesOnDrag: true, hideEdgesOnZoom: true, dragView: false, dragNodes: false },
    edges: { arrows: { to: { enabled: false } }, width: 0.7 * large, color: { color: colours.role, highlight: colours.ink, opacity: 0.6 } },
  };
}
