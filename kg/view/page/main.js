// The page: the data read once, each view mounted once, all of them following one state.

const graph = readModel(JSON.parse(byId("data").textContent));
const state = makeState(graph);
state.on(function () { document.body.dataset.mode = state.mode; });
document.body.dataset.mode = state.mode;
const drawing = mountNetwork(byId("canvas"), graph, state);
mountBars(graph, state, drawing);
mountPanel(byId("panel"), graph, state);
mountSearch(byId("query"), graph, state);
mountFilters(byId("filters"), graph, state);
mountLegend(byId("legend"), state);
mountTable(byId("table"), graph, state);
mountTimeline(byId("timeline"), graph, state);
mountMap(byId("map"), graph, state);
requestAnimationFrame(function () { document.body.dataset.ready = String(graph.nodes.length); });
