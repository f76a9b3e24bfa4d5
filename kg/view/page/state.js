// What the reader looks at. All of it stands in the URL's fragment, so that it can be shared, and back and forward work.
//
// state.selected: id of a node or an edge, "pair A B" for what two actors share, or ""
// state.view: "all" | "actors" | "around" | "story"; state.mode: "network" | "timeline" | "map" | "table"
// state.pane: "evidence" | "reading"; state.open: Set of communities (of a large graph) that are drawn as their members
// state.filters: { types: Set of looks, kinds: Set of classes, sources: Set of sources, factuality: Set, from, to (ISO days
//   or ""), minSources }; an empty set lets everything through
// state.on(listener): listener(state) after each change; state.update({ selected: id }) or state.update({ filters: { from } })
const VIEWS = ["all", "actors", "around", "story"];
const MODES = ["network", "timeline", "map", "table"];
const PANES = ["evidence", "reading"];
const SETS = ["types", "kinds", "sources", "factuality"];

function makeState(graph) {
  const listeners = [];
  const state = Object.assign(fromFragment(location.hash), {
    on: function (listener) { listeners.push(listener); },
    update: update,
    visible: function (id) { return passing().has(id); },
    matches: function (id) { return !state.query || matching(graph.node(id), folded(state.query)); },
    filtered: function () { return isFiltered(state.filters); },
    reset: function () { update({ query: "", filters: noFilters() }); },
    fragment: function () { return toFragment(state); },
  });
  let passed = null;
  let passedFor = "";

  // Filters are applied once for each change of them, not once for each node asked for.
  function passing() {
    const key = filterKey(state.filters);
    if (!passed || key !== passedFor) {
      passed = applied(graph, state.filters);
      passedFor = key;
    }
    return passed;
  }

  function update(changes) {
    const before = toFragment(state);
    const steps = ["selected", "view", "mode", "pane", "open"].some(function (name) { return name in changes && changes[name] !== state[name]; });
    const filters = Object.assign({}, state.filters, changes.filters || {});
    Object.assign(state, changes, { filters: filters });
    const after = toFragment(state);
    if (after === before) return;
    remember(after, steps);
    tell();
  }

  function tell() { listeners.forEach(function (listener) { listener(state); }); }

  // A selection is a step that "back" undoes; a letter typed into the search is none.
  function remember(fragment, step) {
    try {
      history[step ? "pushState" : "replaceState"](null, "", fragment || location.href.split("#")[0]);
    } catch (error) {
      if (error.name !== "SecurityError") throw error; // a page inside a notebook has no history of its own
    }
  }

  function reread() {
    const next = fromFragment(location.hash);
    if (toFragment(next) === toFragment(state)) return;
    Object.assign(state, next);
    tell();
  }
  window.addEventListener("popstate", reread);
  window.addEventListener("hashchange", reread);
  return state;
}

function noFilters() {
  return { types: new Set(), kinds: new Set(), sources: new Set(), factuality: new Set(), from: "", to: "", minSources: 1 };
}

function isFiltered(filters) {
  return SETS.some(function (name) { return filters[name].size; }) || filters.from !== "" || filters.to !== "" || filters.minSources > 1;
}

function filterKey(filters) {
  return JSON.stringify(SETS.map(function (name) { return [...filters[name]].sort(); }).concat(filters.from, filters.to, filters.minSources));
}

function toFragment(state) {
  const told = new URLSearchParams();
  if (state.selected) told.set("at", state.selected);
  if (state.view !== "all") told.set("view", state.view);
  if (state.mode !== "network") told.set("mode", state.mode);
  if (state.pane !== "evidence") told.set("pane", state.pane);
  [...state.open].sort().forEach(function (number) { told.append("open", number); });
  if (state.query) told.set("q", state.query);
  SETS.forEach(function (name) { [...state.filters[name]].sort().forEach(function (value) { told.append(name, value); }); });
  ["from", "to"].forEach(function (name) { if (state.filters[name]) told.set(name, state.filters[name]); });
  if (state.filters.minSources > 1) told.set("voices", String(state.filters.minSources));
  const text = told.toString();
  return text ? "#" + text : "";
}

function fromFragment(fragment) {
  const told = new URLSearchParams(fragment.replace(/^#/, ""));
  const one = function (name, known) { return known.includes(told.get(name)) ? told.get(name) : known[0]; };
  const day = function (name) { return /^\d{4}-\d\d-\d\d$/.test(told.get(name) || "") ? told.get(name) : ""; };
  const filters = noFilters();
  SETS.forEach(function (name) { filters[name] = new Set(told.getAll(name)); });
  filters.from = day("from");
  filters.to = day("to");
  filters.minSources = Math.min(Math.max(parseInt(told.get("voices"), 10) || 1, 1), 99);
  return {
    selected: told.get("at") || "", view: one("view", VIEWS), mode: one("mode", MODES), pane: one("pane", PANES),
    open: new Set(told.getAll("open")), query: told.get("q") || "", filters: filters,
  };
}
