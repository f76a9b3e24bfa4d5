// The network, drawn by vis-network at places worked out beforehand.

const READABLE = 0.5; // zoom below which names cannot be read
const LARGE = 400; // nodes from which on they are drawn as points, with their names when one comes nearer

function mountNetwork(element, graph, state) {
  let nodes = null;
  let edges = null;
  let drawn = null; // the scene that vis-network has, while it has one
  let network = null;
  let scene = null;
  let sceneKey = "";
  let colours = palette();
  let selected = null;
  let query = "";
  let faded = new Set();
  let order = [];

  function draw() {
    if (state.mode !== "network") return;
    const key = JSON.stringify([state.view, filterKey(state.filters), [...openCommunities(graph, state)].sort(), follows() ? state.selected : ""]);
    if (key !== sceneKey) show(key);
    if (state.selected !== selected || state.query !== query) select();
  }

  function follows() { return state.view === "around" || state.view === "story"; }

  function show(key) {
    const first = !network;
    const before = scene;
    scene = graph.communities.length && state.view === "all" ? communityScene(graph, state) : sceneOf(graph, state);
    sceneKey = key;
    const large = isLarge(scene) ? pointFactor() : 0;
    const look = function (id) {
      const at = scene.nodes.get(id);
      const style = scene.supers && scene.supers.has(id) ? superStyle(scene.supers.get(id), colours) : nodeStyle(graph.node(id), colours, large);
      if (state.view === "story" && graph.node(id).start) style.label += "\n" + whenWords(graph.node(id));
      return Object.assign(style, { x: at[0], y: at[1] });
    };
    const lines = scene.edges.map(function (edge) { return edgeStyle(edge, colours, large); });
    const styles = large ? lines : bowed(lines);
    faded = new Set();
    drawn = null;
    nodes = new vis.DataSet([...scene.nodes.keys()].map(look));
    edges = new vis.DataSet(styles);
    if (first) start(large);
    else exchange(large);
    order = large ? namingOrder(scene, graph, large) : [];
    drawn = scene;
    selected = null;
    // What only loses or gains nodes keeps its place on the screen.
    if (first || !before || before.centre !== scene.centre || scene.supers || before.view !== state.view) fit();
    scene.view = state.view;
    element.dataset.nodes = String(scene.nodes.size);
    byId("empty").hidden = scene.nodes.size > 0;
  }

  // Other nodes in the same window: vis-network would move to the middle of them.
  function exchange(large) {
    const at = { position: network.getViewPosition(), scale: network.getScale() };
    network.setOptions(large ? combined(VIS_OPTIONS, largeOptions(colours, large)) : VIS_OPTIONS);
    network.setData({ nodes: nodes, edges: edges });
    network.moveTo(at);
  }

  function start(large) {
    const options = large ? combined(VIS_OPTIONS, largeOptions(colours, large)) : VIS_OPTIONS;
    network = new vis.Network(element, { nodes: nodes, edges: edges }, options);
    network.on("click", function (event) {
      const id = event.nodes.length ? event.nodes[0] : event.edges.length ? event.edges[0] : "";
      if (scene.supers && scene.supers.has(id)) state.update({ open: new Set([...state.open, id.slice(10)]) });
      else if (!String(id).startsWith("bundle ")) state.update({ selected: id });
      if (id && matchMedia("(max-width: 800px)").matches) byId("stage").scrollIntoView({ behavior: calm() ? "auto" : "smooth" });
    });
    network.on("doubleClick", function (event) {
      if (graph.node(event.nodes[0])) state.update({ selected: event.nodes[0], view: "around" });
    });
    network.on("hoverNode", function () { element.style.cursor = "pointer"; });
    network.on("blurNode", function () { element.style.cursor = ""; });
    network.on("afterDrawing", function (ctx) {
      if (!drawn) return;
      if (isLarge(drawn)) drawNames(ctx, network, order, state.selected, colours, element);
      const busy = isLarge(drawn) ? [] : [...drawn.nodes.keys()].map(function (id) {
        const box = network.getBoundingBox(id);
        return [box.left, box.top, box.right, box.bottom];
      });
      drawEdgeLabels(ctx, network, drawn, busy, state.selected, colours);
    });
    element.querySelector("canvas").setAttribute("aria-hidden", "true");
    new ResizeObserver(fit).observe(element);
  }

  // What is not linked with the selected one steps back.
  function select() {
    const moved = selected !== state.selected && (selected !== null || isLarge(scene));
    selected = state.selected;
    query = state.query;
    const edge = edges.get(selected);
    const had = network.getSelection();
    if (had.nodes.length || had.edges.length) network.unselectAll();
    if (nodes.get(selected)) network.selectNodes([selected]);
    else if (edge) network.selectEdges([selected]);
    fade(edge);
    if (moved && nodes.get(selected)) reveal(selected);
  }

  function fade(edge) {
    if (isLarge(scene)) return;
    const lines = edge ? [scene.edges.find(function (one) { return one.id === selected; })]
      : scene.edges.filter(function (one) { return one.from === selected || one.to === selected; });
    const kept = new Set(lines.flatMap(function (one) { return [one.id, one.from, one.to]; }).concat(selected));
    const chosen = (nodes.get(selected) || edge) && selected !== scene.centre;
    const none = !chosen && !query;
    if (!chosen && query) scene.nodes.forEach(function (_, id) { if (state.matches(id)) kept.add(id); });
    const changed = function (id) {
      const out = !none && !kept.has(id);
      if (out === faded.has(id)) return null;
      if (out) faded.add(id);
      else faded.delete(id);
      return { id: id, out: out };
    };
    nodes.update([...scene.nodes.keys()].map(changed).filter(Boolean).map(function (one) {
      return { id: one.id, opacity: one.out ? 0.3 : 1, font: Object.assign({}, nodes.get(one.id).font, { color: one.out ? colours.soft : colours.ink }) };
    }));
    edges.update(scene.edges.map(function (one) {
      const told = changed(one.id);
      return told && { id: one.id, color: Object.assign({}, edges.get(one.id).color, { opacity: told.out ? 0.2 : 1 }) };
    }).filter(Boolean));
  }

  // Moves only when the node cannot be seen.
  function reveal(id) {
    const at = network.getPosition(id);
    const on = network.canvasToDOM(at);
    const small = network.getScale() < 0.45;
    const inside = on.x > 60 && on.y > 40 && on.x < element.clientWidth - 60 && on.y < element.clientHeight - 40;
    if (inside && !small) return;
    network.moveTo({ position: at, scale: small ? 0.8 : network.getScale(), animation: calm() ? false : { duration: 300, easingFunction: "easeInOutQuad" } });
  }

  // vis-network's own fit() does not count the width of the boxes.
  function frame() {
    const edge = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
    scene.nodes.forEach(function (at, id) {
      const node = graph.node(id);
      const box = isLarge(scene) || !node ? [120, 60] : boxOf(node);
      edge.left = Math.min(edge.left, at[0] - box[0] / 2);
      edge.right = Math.max(edge.right, at[0] + box[0] / 2);
      edge.top = Math.min(edge.top, at[1] - box[1] / 2);
      edge.bottom = Math.max(edge.bottom, at[1] + box[1] / 2);
    });
    edge.scale = Math.min((element.clientWidth - 28) / (edge.right - edge.left), (element.clientHeight - 28) / (edge.bottom - edge.top), 1.1);
    return edge;
  }

  // How much larger points are drawn, so that they can be seen when all are.
  function pointFactor() {
    return Math.min(Math.max(0.55 / (frame().scale || 1), 1), scene.supers ? 1.5 : 4);
  }

  function fit() {
    if (!network || !scene || !scene.nodes.size || !element.clientWidth) return;
    const edge = frame();
    const scale = edge.scale;
    const middle = { x: (edge.left + edge.right) / 2, y: (edge.top + edge.bottom) / 2 };
    // On a phone all would be too small to read: what is told of most comes first, in a size that can be read.
    const close = !isLarge(scene) && scale < READABLE;
    network.moveTo({ position: close ? centreOfScene(middle) : middle, scale: close ? READABLE * 1.25 : scale });
  }

  function centreOfScene(middle) {
    const told = [...scene.nodes.keys()].map(graph.node).filter(Boolean).sort(function (a, b) { return b.weight - a.weight; })[0];
    const at = scene.nodes.get(scene.nodes.has(state.selected) || !told ? state.selected : told.id);
    return at ? { x: at[0], y: at[1] } : middle;
  }

  function zoom(factor) {
    network.moveTo({ scale: Math.min(Math.max(network.getScale() * factor, 0.02), 5), animation: calm() ? false : { duration: 150 } });
  }

  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", function () {
    colours = palette();
    sceneKey = "";
    draw();
  });
  state.on(draw);
  draw();
  const drawing = { fit: fit, zoom: zoom, network: function () { return network; }, scene: function () { return scene; } };
  mountGlide(element, drawing, function () { return isLarge(scene); });
  mountKeys(element, graph, state, drawing);
  return drawing;
}

function isLarge(scene) { return scene.nodes.size > LARGE || Boolean(scene.supers); }

function combined(a, b) {
  const result = Object.assign({}, a);
  Object.keys(b).forEach(function (name) {
    const deep = result[name] && typeof b[name] === "object" && typeof result[name] === "object";
    result[name] = deep ? combined(result[name], b[name]) : b[name];
  });
  return result;
}
