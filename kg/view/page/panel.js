// The panel beside the picture: what is told of the selected node or line, or the article with it marked.

function mountPanel(element, graph, state) {
  const tabs = PANES.map(function (pane) {
    return button(pane === "evidence" ? "Evidence" : graph.articles.length > 1 ? "Articles" : "Article", function () { state.update({ pane: pane }); }, {
      role: "tab", id: "tab-" + pane, "aria-controls": "pane",
    });
  });
  const steps = make("div", { class: "steps" },
    button("←", function () { history.back(); }, { "aria-label": "Back", title: "Back" }),
    button("→", function () { history.forward(); }, { "aria-label": "Forward", title: "Forward" }));
  const strip = make("div", { role: "tablist", "aria-label": "Evidence or article" }, tabs);
  const body = make("div", { id: "pane", role: "tabpanel", tabindex: "0" });
  element.append(make("div", { class: "strip" }, strip, steps), body);
  strip.addEventListener("keydown", function (event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    state.update({ pane: PANES[(PANES.indexOf(state.pane) + step + PANES.length) % PANES.length] });
    tabs[PANES.indexOf(state.pane)].focus();
  });

  let shown = null;
  function draw() {
    tabs.forEach(function (tab, i) {
      const on = PANES[i] === state.pane;
      tab.setAttribute("aria-selected", String(on));
      tab.tabIndex = on ? 0 : -1;
    });
    body.setAttribute("aria-labelledby", "tab-" + state.pane);
    const key = state.pane + " " + state.selected + (state.selected ? "" : filterKey(state.filters));
    if (key === shown) return;
    const inside = body.contains(document.activeElement);
    shown = key;
    if (state.pane === "reading") drawReading(body, graph, state);
    else {
      refill(body, told(graph, state));
      body.scrollTop = 0;
    }
    if (inside) (body.querySelector("h2") || body).focus({ preventScroll: true });
    const node = graph.node(state.selected);
    if (node) announce(short(node.label, 100) + ", " + spaced(node.kind) + ", " + counted(graph.edgesOf(node.id).length, "connection"));
  }

  function told() {
    const node = graph.node(state.selected);
    if (node) return nodePane(graph, node, state);
    const edge = graph.edge(state.selected);
    if (edge) return edgePane(graph, edge, state);
    if (state.selected.startsWith("pair ")) return pairPane(graph, state.selected, state);
    return overview(graph, state);
  }

  state.on(draw);
  draw();
}

function heading(text) { return make("h2", { dir: "auto", tabindex: "-1" }, short(text, 400)); }

function nodePane(graph, node, state) {
  const views = make("p", { class: "actions" },
    button("What is around it", function () { state.update({ view: "around", mode: "network" }); }),
    button(isSituation(node) ? "Its story line" : "Its events in time", function () { state.update({ view: "story", mode: "network" }); }));
  return [chips(node), heading(node.label), factList(graph, node, state), views, sentenceList(graph, node.sentences, state), connections(graph, node.id, state)];
}

function edgePane(graph, edge, state) {
  return [
    make("p", { class: "chips" }, make("span", { class: "chip" }, "Connection")), heading(edge.label),
    make("dl", {}, make("dt", {}, "From"), make("dd", {}, goTo(graph.node(edge.from), state)), make("dt", {}, "To"), make("dd", {}, goTo(graph.node(edge.to), state))),
    sentenceList(graph, edge.sentences, state) || make("p", { class: "soft" }, "Not in the text: context from the gazetteer."),
  ];
}

function pairPane(graph, id, state) {
  const pair = pairsOf(graph, state).get(id);
  if (!pair) return overview(graph, state);
  const ties = [...pair.ties].map(graph.edge);
  const situations = [...pair.situations].map(graph.node);
  const item = function (node) { return make("li", {}, goTo(node, state), node.start ? make("span", { class: "soft" }, " " + whenWords(node)) : ""); };
  return [
    make("p", { class: "chips" }, make("span", { class: "chip" }, "Two actors")),
    heading(graph.node(pair.from).label + " and " + graph.node(pair.to).label),
    make("p", { class: "actions" }, goTo(graph.node(pair.from), state), goTo(graph.node(pair.to), state)),
    situations.length ? make("section", {}, make("h3", {}, "In both of their events"), make("ul", { class: "links" }, situations.map(item))) : null,
    ties.length ? make("section", {}, make("h3", {}, "Ties"), make("ul", { class: "links" }, ties.map(function (tie) {
      return make("li", {}, button(tie.label, function () { state.update({ selected: tie.id }); }, { class: "go" }));
    }))) : null,
  ];
}
