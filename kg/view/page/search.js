// Search with suggestions: names and aliases, without regard to accents.

const SUGGESTED = 10;

function mountSearch(element, graph, state) {
  const list = byId("suggestions");
  let found = [];
  let active = -1;

  function suggest() {
    const needle = folded(element.value);
    found = needle ? best(graph, state, needle) : [];
    active = -1;
    refill(list, found.map(function (hit, i) {
      return make("li", { role: "option", id: "suggestion-" + i, "aria-selected": "false", pointerdown: function (event) { event.preventDefault(); choose(i); } },
        swatch(hit.node.look), make("span", { class: "name" }, quoted(short(hit.node.label, 70)), hit.alias ? make("span", { class: "soft" }, " as ", quoted(short(hit.alias, 40))) : ""),
        make("span", { class: "soft" }, spaced(hit.node.kind)));
    }));
    open(found.length > 0 && document.activeElement === element);
    announce(needle ? counted(found.length, "suggestion") : "");
  }

  function open(on) {
    list.hidden = !on;
    element.setAttribute("aria-expanded", String(on));
    if (!on) element.removeAttribute("aria-activedescendant");
  }

  function move(step) {
    if (!found.length) return;
    open(true);
    active = (active + step + found.length) % found.length;
    [...list.children].forEach(function (item, i) { item.setAttribute("aria-selected", String(i === active)); });
    list.children[active].scrollIntoView({ block: "nearest" });
    element.setAttribute("aria-activedescendant", "suggestion-" + active);
  }

  function choose(i) {
    open(false);
    state.update({ selected: found[i].node.id });
  }

  element.addEventListener("input", function () { state.update({ query: element.value }); suggest(); });
  element.addEventListener("keydown", function (event) {
    if (event.key === "ArrowDown") move(1);
    else if (event.key === "ArrowUp") move(-1);
    else if (event.key === "Enter" && found.length) choose(Math.max(active, 0));
    else if (event.key === "Escape" && !list.hidden) open(false);
    else return;
    event.preventDefault();
  });
  element.addEventListener("blur", function () { open(false); });
  element.addEventListener("focus", function () { if (found.length) open(true); });
  const follow = function () { if (element.value !== state.query) element.value = state.query; };
  state.on(follow);
  follow();
}

// Names that begin with what is typed before those with a word that does, before those that contain it.
function best(graph, state, needle) {
  const hits = [];
  graph.nodes.forEach(function (node) {
    if (!matching(node, needle)) return;
    const names = [node.label].concat(node.aliases);
    const ranks = node.folded.map(function (name) { return name.startsWith(needle) ? 0 : name.includes(" " + needle) ? 1 : name.includes(needle) ? 2 : 3; });
    const rank = Math.min(...ranks);
    const at = ranks.indexOf(rank);
    hits.push({ node: node, alias: at && ranks[0] > 2 ? names[at] : "", rank: rank });
  });
  return hits.sort(function (a, b) { return a.rank - b.rank || b.node.weight - a.node.weight; }).slice(0, SUGGESTED);
}
