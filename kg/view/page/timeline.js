// The dated events along a line of time: a day is a point, a month or a year a bar as long, what has no end fades.

const AXIS = 44; // pixels above the lanes
const FADE = 70; // pixels in which an open end fades

function mountTimeline(element, graph, state) {
  const view = { x: 0, y: 0, scale: 0, width: 0, height: 0 }; // scale: pixels of a day
  const shared = { domain: null, window: shownWindow, show: show };
  let events = [], undated = [], related = new Set(), shown = new Map(), focused = "", frame = 0, origin = 0, fresh = true, wanted = "", narrowed = "";

  const fades = drawn("defs", {}, fade("fade-end", "event", false), fade("fade-start", "event", true));
  const axis = drawn("g", { class: "axis", "aria-hidden": "true" });
  const layer = drawn("g", { class: "items" });
  const svg = drawn("svg", { class: "time-svg", role: "group", tabindex: "0", "aria-label":
    "Timeline. Arrow keys move it, plus and minus zoom, 0 shows all dates. Tab goes to the events." }, fades, axis, layer);
  const empty = make("p", { class: "hint", hidden: true }, "No dated event passes the filters.");
  const keep = button("Only these dates", filterToWindow, { title: "Filter by the dates in view" });
  const clear = button("All dates", function () { state.update({ filters: { from: "", to: "" } }); }, { title: "Take the time filter off" });
  const stage = make("div", { class: "time-stage" }, svg, empty);
  const strip = make("div", { class: "time-strip" });
  const side = make("div", { class: "beside" });
  element.classList.add("timeline");
  refill(element, make("div", { class: "time-main" }, make("div", { class: "time-buttons" },
    button("+", function () { zoom(1.6); }, { "aria-label": "Zoom in", title: "Zoom in" }),
    button("−", function () { zoom(1 / 1.6); }, { "aria-label": "Zoom out", title: "Zoom out" }),
    button("Whole time", function () { show(shared.domain[0], shared.domain[1]); }, { title: "Show all dates" }), keep, clear),
  stage, strip), side);
  const drawBrush = mountBrush(strip, state, shared);

  new ResizeObserver(resized).observe(stage);
  steer(svg, { view: view, moved: redraw, zoom: zoom, flat: true });
  const itemOf = function (event) { return event.target.closest("[data-id]"); };
  svg.addEventListener("keydown", onKey);
  // Not on the layer: Chromium lets Tab stop at a part of an SVG that listens for the focus.
  svg.addEventListener("click", function (event) { if (itemOf(event) && svg.dataset.dragged !== "yes") itemOf(event).go(); });
  svg.addEventListener("focusin", function (event) { if (itemOf(event)) focused = itemOf(event).dataset.id; });
  state.on(function () { if (view.width && stage.clientWidth) refresh(); });

  function refresh() {
    const filters = Object.assign({}, state.filters, { from: "", to: "" });
    const passed = applied(graph, filters), kept = applied(graph, state.filters);
    const all = graph.nodes.filter(function (node) { return isSituation(node) && passed.has(node.id); });
    const dated = all.map(function (node) { return { node: node, span: spanOf(node) }; }).filter(function (event) { return event.span; });
    dated.forEach(measured);
    undated = all.filter(function (node) { return !spanOf(node); });
    events = dated.filter(function (event) { return kept.has(event.node.id); })
      .sort(function (a, b) { return a.span.from - b.span.from || a.span.to - b.span.to || (a.node.label < b.node.label ? -1 : 1); });
    shared.domain = dated.length ? wholeTime(dated) : null;
    related = state.selected ? relatedEvents(graph, state.selected) : new Set();
    layer.classList.toggle("choosing", events.some(function (event) { return related.has(event.node.id); }));
    empty.hidden = events.length > 0;
    keep.disabled = !shared.domain;
    clear.disabled = !state.filters.from && !state.filters.to;
    refillSide(side, make("h2", {}, "No date in the text: " + undated.length), eventList(undated, state),
      make("p", { class: "hint" }, "A dot is a day. A bar is a month, a year or another time within which it was. A bar that fades has no told "
        + "beginning or end. Dashed: planned, pledged, denied or otherwise not told as happened. Dotted line: an article’s date."));
    if (fresh && view.width && dated.length) {
      fresh = false;
      origin = shared.domain[0];
      show(...openingWindow(dated.map(function (event) { return event.span; })));
    }
    if (state.filters.from + " " + state.filters.to !== narrowed) follow();
    narrowed = state.filters.from + " " + state.filters.to;
    if (state.selected !== wanted) reveal();
    wanted = state.selected;
    drawBrush(dated.map(function (event) { return event.span; }));
    redraw();
  }

  // A time filter is looked at as a whole, with a little on both sides; without one, so are all dates.
  function follow() {
    const from = dayNumber(state.filters.from), to = dayNumber(state.filters.to);
    if (!shared.domain || !view.scale || Number.isNaN(from) && Number.isNaN(to) && !narrowed.trim()) return;
    const first = Number.isNaN(from) ? shared.domain[0] : from, last = Number.isNaN(to) ? shared.domain[1] : to + DAY;
    const pad = (last - first) * 0.06;
    show(first - pad, last + pad);
  }

  function reveal() {
    const chosen = events.filter(function (event) { return related.has(event.node.id); });
    const now = shownWindow();
    if (!view.scale || !chosen.length || chosen.some(function (event) { return event.span.to > now[0] && event.span.from < now[1]; })) return;
    const middle = (chosen[0].span.from + chosen[0].span.to) / 2;
    show(middle - (now[1] - now[0]) / 2, middle + (now[1] - now[0]) / 2);
  }

  function resized() {
    const before = shownWindow(), first = !view.width;
    if (!stage.clientWidth || !stage.clientHeight) return;
    view.width = stage.clientWidth;
    view.height = stage.clientHeight;
    svg.setAttribute("viewBox", "0 0 " + view.width + " " + view.height);
    if (!first && view.scale) show(before[0], before[1]);
    refresh();
  }

  function xOf(time) { return (time - origin) / DAY * view.scale + view.x; }
  function timeOf(x) { return origin + (x - view.x) / view.scale * DAY; }
  function shownWindow() { return view.scale ? [timeOf(0), timeOf(view.width)] : shared.domain || [0, DAY]; }

  function show(from, to) {
    if (!view.width || !shared.domain) return;
    view.scale = limited(view.width / ((to - from) / DAY));
    view.x = view.width / 2 - ((from + to) / 2 - origin) / DAY * view.scale;
    redraw();
  }

  // From two days to twice all dates.
  function limited(scale) {
    const whole = (shared.domain[1] - shared.domain[0]) / DAY;
    return Math.min(Math.max(scale, view.width / Math.max(2 * whole, 60)), view.width / 2);
  }

  function zoom(factor, x) {
    if (!shared.domain) return;
    const at = x === undefined ? view.width / 2 : x;
    const scale = limited(view.scale * factor);
    view.x = at - (at - view.x) * scale / view.scale;
    view.scale = scale;
    redraw();
  }

  function filterToWindow() {
    const now = shownWindow();
    state.update({ filters: { from: isoDay(Math.floor(now[0] / DAY) * DAY), to: isoDay(Math.ceil(now[1] / DAY) * DAY - DAY) } });
  }

  function redraw() {
    if (frame || !view.scale || !shared.domain) return;
    frame = requestAnimationFrame(function () {
      frame = 0;
      drawAxis();
      drawItems();
      drawBrush(null);
    });
  }

  function drawAxis() {
    const now = shownWindow();
    const told = ticks(now[0], now[1], view.width);
    const parts = [drawn("path", { class: "rule", d: "M0 " + (AXIS - 0.5) + "H" + view.width })];
    told.minor.forEach(function (tick) {
      const x = xOf(tick.at).toFixed(1);
      parts.push(drawn("path", { class: "tick", d: "M" + x + " " + (AXIS - 6) + "V" + view.height }), drawn("text", { x: Number(x) + 4, y: AXIS - 9 }, tick.text));
    });
    told.major.forEach(function (tick, i) {
      const next = told.major[i + 1] ? xOf(told.major[i + 1].at) : view.width;
      const x = Math.max(xOf(tick.at), 0);
      if (xOf(tick.at) > 0) parts.push(drawn("path", { class: "tick long", d: "M" + x.toFixed(1) + " 0V" + view.height }));
      if (next - x > textWidth(tick.text, 13) + 8) parts.push(drawn("text", { class: "major", x: (x + 4).toFixed(1), y: 15 }, tick.text));
    });
    graph.articles.slice(0, 40).forEach(function (article) {
      const x = xOf(dayNumber(article.issued || "") + DAY / 2);
      if (x > 0 && x < view.width) parts.push(drawn("path", { class: "issued", d: "M" + x.toFixed(1) + " " + AXIS + "V" + view.height }));
    });
    axis.replaceChildren(...parts);
  }

  function drawItems() {
    const now = shownWindow(), fading = FADE / view.scale * DAY;
    const inside = events.filter(function (event) {
      return event.span.to > now[0] - fading && event.span.from < now[1] + fading;
    }).map(function (event) {
      const left = event.span.open[0] && !event.span.open[1] ? xOf(event.span.to) - FADE : xOf(event.span.from);
      const right = event.span.open[1] && !event.span.open[0] ? xOf(event.span.from) + FADE : xOf(event.span.to);
      const dot = right - left < 12;
      const middle = (left + right) / 2;
      const chosen = event.node.id === state.selected;
      return {
        event: event, id: event.node.id, dot: dot, left: dot ? middle - 12 : left, right: dot ? middle + 12 : right,
        text: event.text, words: event.words, rank: (chosen ? 100 : 0) + (related.has(event.node.id) ? 10 : 0) + event.node.weight,
      };
    }).filter(function (item) { return item.right > 0 && item.left < view.width; });
    const lanes = Math.max(1, Math.floor((view.height - AXIS - LANE - 10) / LANE));
    const bins = intoLanes(inside, view.width, lanes);
    const placed = inside.filter(function (item) { return item.lane >= 0; });
    const order = placed.map(function (item) { return item.id; }).concat(bins.map(function (bin) { return "bin " + bin.x; }));
    if (!order.includes(focused)) focused = order[0] || "";
    const had = layer.contains(document.activeElement) ? document.activeElement.dataset.id : "";
    shown = new Map(placed.map(function (item) { return [item.id, drawItem(item)]; }));
    bins.forEach(function (bin) { shown.set("bin " + bin.x, drawBin(bin, AXIS + 10 + lanes * LANE)); });
    layer.replaceChildren(...shown.values());
    if (had && shown.has(had)) shown.get(had).focus();
    element.dataset.items = String(placed.length);
  }

  function target(id, label, attributes, parts, go) {
    const made = drawn("g", Object.assign({ role: "button", tabindex: id === focused ? "0" : "-1", "aria-label": label, "data-id": id }, attributes), ...parts);
    made.go = go;
    return made;
  }

  function drawItem(item) {
    const node = item.event.node, span = item.event.span;
    const y = AXIS + 10 + item.lane * LANE, middle = y + LANE / 2;
    const parts = [drawn("rect", { class: "hit", x: item.left, y: y + 1, width: item.markEnd - item.left, height: LANE - 2, rx: 4 })];
    if (item.dot) parts.push(drawn("circle", { class: "mark", cx: (item.left + item.right) / 2, cy: middle, r: 6 }));
    else parts.push(...bar(item, span, middle));
    if (item.labelled) parts.push(drawn("text", { x: item.labelAt.toFixed(1), y: middle + 4.5, "text-anchor": item.anchor }, item.text));
    const kind = "item " + node.group + (related.has(node.id) ? " related" : "") + (node.id === state.selected ? " own" : "") + (node.polarity === "Negated" ? " denied" : "");
    const basis = BASES[node.basis] ? ", " + BASES[node.basis] : "";
    const name = spokenName(node.label, item.text) + ": " + timeWords(node) + basis;
    parts.push(drawn("title", {}, name));
    return target(node.id, name, { class: kind, "aria-pressed": String(node.id === state.selected) }, parts, function () { state.update({ selected: node.id }); });
  }

  function bar(item, span, middle) {
    const left = Math.max(item.left, -20), right = Math.min(item.right, view.width + 20);
    const open = span.open[0] !== span.open[1];
    const rect = drawn("rect", { class: "mark bar" + (open ? " open" : ""), x: left.toFixed(1), y: middle - 9, width: Math.max(right - left, 2).toFixed(1), height: 18, rx: open ? 0 : 5 });
    if (open) rect.setAttribute("fill", "url(#" + (span.open[0] ? "fade-start" : "fade-end") + ")");
    return [rect];
  }

  function drawBin(bin, y) {
    const text = "+" + bin.items.length;
    const from = Math.min(...bin.items.map(function (item) { return item.event.span.from; }));
    const to = Math.max(...bin.items.map(function (item) { return item.event.span.to; }));
    const parts = [drawn("rect", { class: "hit", x: bin.x - BIN / 2 + 2, y: y + 1, width: BIN - 4, height: LANE - 2, rx: 12 }), drawn("text", { x: bin.x, y: y + LANE / 2 + 4.5 }, text)];
    const name = counted(bin.items.length, "more event") + " around " + dayWords(isoDay(timeOf(bin.x))) + ": zoom in";
    return target("bin " + bin.x, name, { class: "bin" }, parts, function () {
      const pad = Math.max((to - from) * 0.1, DAY / 2);
      if (to - from < (shownWindow()[1] - shownWindow()[0]) * 0.7) show(from - pad, to + pad);
      else zoom(3, bin.x);
    });
  }

  function onItemKey(event, go) {
    const ids = [...shown.keys()];
    const at = ids.indexOf(focused);
    const next = { ArrowLeft: at - 1, ArrowUp: at - 1, ArrowRight: at + 1, ArrowDown: at + 1, Home: 0, End: ids.length - 1 }[event.key];
    if (event.key === "Enter" || event.key === " ") go();
    else if (next === undefined) return;
    else if (ids[next] !== undefined) {
      shown.get(focused).setAttribute("tabindex", "-1");
      focused = ids[next];
      shown.get(focused).setAttribute("tabindex", "0");
      shown.get(focused).focus();
    }
    event.preventDefault();
    event.stopPropagation();
  }

  function onKey(event) {
    if (itemOf(event)) onItemKey(event, itemOf(event).go);
    if (event.defaultPrevented) return;
    if (event.ctrlKey || event.metaKey || event.altKey || !shared.domain) return;
    if (event.key === "ArrowLeft") view.x += 80;
    else if (event.key === "ArrowRight") view.x -= 80;
    else if (event.key === "+" || event.key === "=") zoom(1.4);
    else if (event.key === "-") zoom(1 / 1.4);
    else if (event.key === "0") show(shared.domain[0], shared.domain[1]);
    else return;
    redraw();
    event.preventDefault();
    event.stopPropagation();
  }
}

const measuredTexts = new Map(); // widths by text: measuring is slow

function measured(event) {
  event.text = short(event.node.label, LABEL);
  if (!measuredTexts.has(event.text)) measuredTexts.set(event.text, textWidth(event.text, 13) + 4);
  event.words = measuredTexts.get(event.text);
}

function wholeTime(dated) {
  const from = Math.min(...dated.map(function (event) { return event.span.from; }));
  const to = Math.max(...dated.map(function (event) { return event.span.to; }));
  const pad = Math.max(1, Math.round((to - from) / DAY * 0.02)) * DAY;
  return [from - pad, to + pad];
}

function fade(id, look, reversed) {
  const stops = [["0", "1"], ["0.35", "1"], ["1", "0"]].map(function (pair) {
    const at = reversed ? String(1 - Number(pair[0])) : pair[0];
    return drawn("stop", { offset: at, "stop-opacity": pair[1], class: "fade-" + look });
  });
  return drawn("linearGradient", { id: id }, ...(reversed ? stops.reverse() : stops));
}
