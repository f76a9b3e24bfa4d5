// The bar of switches: network, timeline, map or table; and which part of the network.

function mountBars(graph, state, drawing) {
  const pressed = function (buttons, name) {
    buttons.forEach(function (one) {
      one.addEventListener("click", function () {
        state.update(one.value === "all" ? { view: "all", open: new Set() } : { [name]: one.value });
      });
    });
    return function () { buttons.forEach(function (one) { one.setAttribute("aria-pressed", String(one.value === state[name])); }); };
  };
  const modes = pressed([...document.querySelectorAll("#modes button")], "mode");
  const views = pressed([...document.querySelectorAll("#views button")], "view");
  const toggleFilters = byId("filter-toggle");
  const filters = byId("filters");
  const showFilters = function (on) {
    filters.hidden = !on;
    toggleFilters.setAttribute("aria-expanded", String(on));
  };
  toggleFilters.addEventListener("click", function () { showFilters(filters.hidden); });
  filters.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    showFilters(false);
    toggleFilters.focus();
  });
  byId("clear").addEventListener("click", function () { state.reset(); toggleFilters.focus(); });
  byId("skip").addEventListener("click", function () { byId("panel").focus(); });
  byId("zoom-in").addEventListener("click", function () { drawing.zoom(1.3); });
  byId("zoom-out").addEventListener("click", function () { drawing.zoom(1 / 1.3); });
  byId("zoom-fit").addEventListener("click", function () { drawing.fit(); });

  function draw() {
    modes();
    views();
    MODES.forEach(function (mode) { byId(mode).hidden = mode !== state.mode; });
    byId("views").hidden = state.mode !== "network";
    const narrowed = state.filtered() || state.query !== "";
    byId("clear").hidden = !narrowed;
    const shown = graph.nodes.filter(function (node) { return state.visible(node.id); }).length;
    byId("shown").textContent = state.filtered() ? shown.toLocaleString("en") + " of " + counted(graph.nodes.length, "node") : "";
  }
  state.on(draw);
  draw();
}
