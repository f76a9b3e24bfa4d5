// Everything as a table, with the same filters: for those who cannot see the picture, and for looking things up.

const ROWS = 200;
const COLUMNS = [
  ["Name", function (graph, node) { return node.label; }],
  ["Kind", function (graph, node) { return spaced(node.kind); }],
  ["Status", function (graph, node) { return isSituation(node) ? GRADES[grade(node)] || grade(node) : ""; }],
  ["When", function (graph, node) { return whenWords(node); }, function (node) { return node.start || "~"; }],
  ["Who and where", function (graph, node) { return rolesWords(graph, node); }],
  ["Figures", function (graph, node) { return node.figures.map(function (figure) { return figure.words || figure.text; }).join("; "); }],
  ["Who says so", function (graph, node) { return node.sources.map(function (source) { return sourceName(graph, source); }).join("; "); }],
];

function rolesWords(graph, node) {
  const parts = [];
  rolesOf(graph, node).forEach(function (ids, label) {
    parts.push(label + ": " + ids.map(function (id) { return short(graph.node(id).label, 60); }).join(", "));
  });
  return parts.join("; ");
}

// The other names of an actor or place; an event's words stand in its name already.
function also(node) {
  const names = isSituation(node) ? [] : node.aliases.filter(function (name) { return name !== node.label; });
  return names.length ? make("div", { class: "soft", dir: "auto" }, "also ", quoted(short(names.join("; "), 160))) : "";
}

function mountTable(element, graph, state) {
  const body = make("tbody");
  const more = button("Show more rows", function () { shown += ROWS; fill(); });
  const caption = make("caption");
  let order = -1;
  let down = false;
  let shown = ROWS;
  let key = "";
  const heads = COLUMNS.map(function (column, i) {
    return make("th", { scope: "col" }, button(column[0], function () {
      down = order === i ? !down : false;
      order = i;
      fill();
    }));
  });
  const scroll = make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Table of everything" },
    make("table", {}, caption, make("thead", {}, make("tr", {}, heads)), body), more);
  element.append(scroll);

  function rows() {
    const found = graph.nodes.filter(function (node) { return state.visible(node.id) && state.matches(node.id); });
    if (order < 0) return found;
    const value = COLUMNS[order][2] || function (node) { return folded(COLUMNS[order][1](graph, node)) || "\uffff"; };
    const keyed = found.map(function (node, i) { return [value(node), i, node]; });
    keyed.sort(function (a, b) { return (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0) * (down ? -1 : 1) || a[1] - b[1]; });
    return keyed.map(function (row) { return row[2]; });
  }

  function fill() {
    const found = rows();
    heads.forEach(function (head, i) {
      if (i === order) head.setAttribute("aria-sort", down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
    caption.textContent = found.length === graph.nodes.length ? counted(found.length, "node") : found.length.toLocaleString("en") + " of " + counted(graph.nodes.length, "node");
    refill(body, found.slice(0, shown).map(function (node) {
      const cells = COLUMNS.slice(1).map(function (column, i) { return make("td", { dir: "auto", "data-name": COLUMNS[i + 1][0] }, short(column[1](graph, node), 300)); });
      const on = node.id === state.selected;
      const name = button(quoted(short(node.label, 160)), function () { state.update({ selected: node.id }); }, { "aria-current": on ? "true" : false });
      return make("tr", { class: on ? "on" : false, "data-id": node.id }, make("th", { scope: "row" }, make("div", { class: "named" }, swatch(node.look), name), also(node)), cells);
    }));
    more.hidden = found.length <= shown;
  }

  function draw() {
    if (state.mode !== "table") return;
    const now = filterKey(state.filters) + state.query;
    if (now !== key || !body.children.length) {
      key = now;
      shown = ROWS;
      fill();
    }
    [...body.children].forEach(function (row) {
      const on = row.dataset.id === state.selected;
      row.classList.toggle("on", on);
      const name = row.querySelector("button");
      if (on) name.setAttribute("aria-current", "true");
      else name.removeAttribute("aria-current");
    });
  }
  state.on(draw);
  draw();
}
