// The filters: class, time, source, factuality, number of sources. An unchecked box takes what it names away.

const CHOICES_SHOWN = 200;

function mountFilters(element, graph, state) {
  const kinds = counts(graph.nodes.map(function (node) { return node.kind; }));
  const situations = graph.nodes.filter(isSituation);
  const sources = counts(situations.flatMap(function (node) { return node.sources; }));
  const grades = counts(situations.map(grade).filter(Boolean));
  const most = Math.max(1, ...situations.map(function (node) { return node.sources.length; }));
  const boxes = [
    choice("factuality", "Did it happen?", grades, function (value) { return GRADES[value] || value; }),
    choice("sources", "Who says so", sources, function (value) { return sourceName(graph, value); }),
    choice("kinds", "Kind", kinds, spaced),
  ];
  const from = make("input", { type: "date", change: function () { state.update({ filters: { from: from.value } }); } });
  const to = make("input", { type: "date", change: function () { state.update({ filters: { to: to.value } }); } });
  const voices = make("input", { type: "number", min: "1", max: String(most), change: function () {
    state.update({ filters: { minSources: Math.min(Math.max(parseInt(voices.value, 10) || 1, 1), most) } });
  } });
  refill(element,
    make("div", { class: "filterhead" }, make("h2", {}, "Filters"), button("Clear", function () { state.reset(); }, { class: "plain" })),
    make("fieldset", {}, make("legend", {}, "Time"), make("label", {}, "From ", from), make("label", {}, "To ", to)),
    make("fieldset", {}, make("legend", {}, "Number of sources"), make("label", {}, "At least ", voices)),
    boxes.map(function (one) { return one.element; }));

  function choice(name, title, found, words) {
    const values = [...found.keys()];
    const inputs = values.slice(0, CHOICES_SHOWN).map(function (value) {
      const input = make("input", { type: "checkbox", value: value, change: function () { toggle(state, name, value, values, input.checked); } });
      return { value: value, input: input, element: make("label", {}, input, make("span", { class: "name" }, quoted(short(words(value), 60))), make("span", { class: "soft" }, String(found.get(value)))) };
    });
    return { name: name, inputs: inputs, element: make("fieldset", {}, make("legend", {}, title), inputs.map(function (one) { return one.element; })) };
  }

  function draw() {
    boxes.forEach(function (one) {
      const chosen = state.filters[one.name];
      one.inputs.forEach(function (box) { box.input.checked = !chosen.size || chosen.has(box.value); });
    });
    from.value = state.filters.from;
    to.value = state.filters.to;
    voices.value = String(state.filters.minSources);
  }
  state.on(draw);
  draw();
}

// From the most to the least.
function counts(values) {
  const found = new Map();
  values.forEach(function (value) { found.set(value, (found.get(value) || 0) + 1); });
  return new Map([...found].sort(function (a, b) { return b[1] - a[1] || (a[0] < b[0] ? -1 : 1); }));
}

// An empty set lets everything through, so a set that lets nothing through holds a word that is no value.
function toggle(state, name, value, values, on) {
  const chosen = state.filters[name];
  const next = new Set(chosen.size ? chosen : values);
  next.delete("none");
  if (on) next.add(value);
  else next.delete(value);
  const all = values.every(function (one) { return next.has(one); });
  state.update({ filters: { [name]: all ? new Set() : next.size ? next : new Set(["none"]) } });
}
