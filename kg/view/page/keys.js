// The network by keyboard: arrows go to the nearest node that way, Enter to what is told of it.

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function mountKeys(element, graph, state, drawing) {
  element.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const way = ARROWS[event.key];
    if (way && event.shiftKey) pan(way);
    else if (way) go(way);
    else if (event.key === "Enter") byId("panel").focus();
    else if (event.key === "Escape") state.update({ selected: "" });
    else if (event.key === "+" || event.key === "=") drawing.zoom(1.25);
    else if (event.key === "-") drawing.zoom(0.8);
    else if (event.key === "0") drawing.fit();
    else return;
    event.preventDefault();
  });

  function pan(way) {
    const network = drawing.network();
    const at = network.getViewPosition();
    const step = 80 / network.getScale();
    network.moveTo({ position: { x: at.x + way[0] * step, y: at.y + way[1] * step } });
  }

  function go(way) {
    const scene = drawing.scene();
    const from = scene.nodes.get(state.selected);
    if (!from) return first(scene);
    let best = "";
    let least = Infinity;
    scene.nodes.forEach(function (at, id) {
      const ahead = (at[0] - from[0]) * way[0] + (at[1] - from[1]) * way[1];
      const aside = Math.abs((at[0] - from[0]) * way[1]) + Math.abs((at[1] - from[1]) * way[0]);
      if (ahead <= 0 || id === state.selected || !graph.node(id)) return;
      const far = ahead + 2.2 * aside;
      if (far < least) { least = far; best = id; }
    });
    if (best) state.update({ selected: best });
  }

  function first(scene) {
    const nodes = [...scene.nodes.keys()].map(graph.node).filter(Boolean);
    const told = nodes.sort(function (a, b) { return b.weight - a.weight; })[0];
    if (told) state.update({ selected: told.id });
  }
}
