// The places on a map of the world: outlines from the payload, everything drawn as SVG, nothing fetched.

const EARTH = 180; // pixels of the earth's radius at scale 1
const APART = 26; // pixels between two marks; nearer ones become one (targets of 24 pixels may not overlap)
const MANY = 300; // places up to which also those outside the view have a mark that keys reach
const CROWD = 44; // pixels between the marks of more, each of which is large
const SCALES = [0.3, 60];

function mountMap(element, graph, state) {
  let countries = [], shapes = new Map(), middle = 0; // read and drawn when the map is first looked at
  let found = { spots: [], placeless: [], unlocated: [] };
  const marks = new Map();
  const view = { scale: 0, x: 0, y: 0, width: 0, height: 0 };
  let focused = "";
  let frame = 0;

  const world = drawn("g", { class: "world", "aria-hidden": "true" });
  const names = drawn("g", { class: "names", "aria-hidden": "true" });
  const spots = drawn("g", { class: "spots" });
  const counts = drawn("g", { class: "counts", "aria-hidden": "true" });
  const svg = drawn("svg", { class: "map-svg", role: "group", tabindex: "0", "aria-label":
    "Map of places. Arrow keys move it, plus and minus zoom, 0 shows where the events are. Tab goes to the places." }, world, names, spots, counts);
  const stage = make("div", { class: "map-stage" }, svg, make("div", { class: "map-buttons" },
    button("+", function () { zoom(1.6); }, { "aria-label": "Zoom in", title: "Zoom in" }),
    button("−", function () { zoom(1 / 1.6); }, { "aria-label": "Zoom out", title: "Zoom out" }),
    button("Events", function () { fit(true); }, { title: "Show where the events are" }),
    button("World", function () { fit(false); }, { title: "Show the whole world" })));
  const side = make("div", { class: "beside" });
  element.classList.add("map");
  refill(element, stage, side);

  new ResizeObserver(resized).observe(stage);
  steer(svg, { view: view, moved: redraw, zoom: zoom, home: function () { fit(true); } });
  svg.addEventListener("keydown", onKey);
  state.on(function () { if (view.width && stage.clientWidth) refresh(); });

  function open() {
    countries = readOutlines(graph.outlines);
    middle = middleOf(gatherPlaces(graph, state).spots);
    shapes = drawWorld(world, countries, middle);
    refresh();
    fit(true);
  }

  function refresh() {
    found = gatherPlaces(graph, state);
    const related = relatedEvents(graph, state.selected);
    found.spots.forEach(function (spot) {
      spot.at = projected(spot.node);
      spot.own = spot.node.id === state.selected;
      spot.related = spot.own || spot.events.some(function (event) { return related.has(event.id); });
    });
    tint();
    mapSide(side, state, found, countries.length > 0);
    spots.classList.toggle("choosing", found.spots.some(function (spot) { return spot.related; }));
    const wanted = found.spots.filter(function (spot) { return spot.related; });
    if (view.scale && wanted.length && !wanted.some(inView)) centre(wanted[0]);
    redraw();
  }

  function projected(node) {
    return equalEarth(node.latitude, turned(node.longitude, middle), middle).map(function (x) { return x * EARTH; });
  }

  function tint() {
    const counts = new Map();
    found.spots.forEach(function (spot) {
      const country = countryOf(spot.node, countries);
      if (!country || !spot.events.length) return;
      const told = counts.get(country) || { events: new Set(), own: false };
      spot.events.forEach(function (event) { told.events.add(event.id); });
      told.own = told.own || spot.own;
      counts.set(country, told);
    });
    const most = Math.max(1, ...[...counts.values()].map(function (told) { return told.events.size; }));
    shapes.forEach(function (path, country) {
      const told = counts.get(country);
      path.setAttribute("class", "land" + (told ? " told tint-" + Math.ceil(4 * Math.sqrt(told.events.size / most)) : "") + (told && told.own ? " own" : ""));
    });
  }

  function resized() {
    const before = { width: view.width, height: view.height };
    if (!stage.clientWidth || !stage.clientHeight) return;
    view.width = stage.clientWidth;
    view.height = stage.clientHeight;
    svg.setAttribute("viewBox", "0 0 " + view.width + " " + view.height);
    if (!before.width) open();
    view.x += before.width ? (view.width - before.width) / 2 : 0;
    view.y += before.width ? (view.height - before.height) / 2 : 0;
    refresh();
  }

  function fit(events) {
    const box = events ? eventsBox(found.spots) : null;
    const edge = equalEarth(0, middle + 180, middle)[0] * EARTH, pole = equalEarth(90, middle, middle)[1] * EARTH;
    const shown = box || [-edge, pole, edge, -pole];
    view.scale = limited(Math.min(view.width / (shown[2] - shown[0]), view.height / (shown[3] - shown[1])));
    view.x = view.width / 2 - view.scale * (shown[0] + shown[2]) / 2;
    view.y = view.height / 2 - view.scale * (shown[1] + shown[3]) / 2;
    redraw();
  }

  function zoom(factor, x, y) {
    const scale = limited(view.scale * factor);
    const at = [x === undefined ? view.width / 2 : x, y === undefined ? view.height / 2 : y];
    view.x = at[0] - (at[0] - view.x) * scale / view.scale;
    view.y = at[1] - (at[1] - view.y) * scale / view.scale;
    view.scale = scale;
    redraw();
  }

  function onScreen(spot) { return [spot.at[0] * view.scale + view.x, spot.at[1] * view.scale + view.y]; }

  function inView(spot) {
    const xy = onScreen(spot);
    return xy[0] > 0 && xy[1] > 0 && xy[0] < view.width && xy[1] < view.height;
  }

  function nearView(spot) {
    const xy = onScreen(spot);
    return xy[0] > -APART && xy[1] > -APART && xy[0] < view.width + APART && xy[1] < view.height + APART;
  }

  function centre(spot) {
    view.x = view.width / 2 - spot.at[0] * view.scale;
    view.y = view.height / 2 - spot.at[1] * view.scale;
  }

  function redraw() {
    if (frame || !view.scale) return;
    frame = requestAnimationFrame(function () {
      frame = 0;
      place();
    });
  }

  function place() {
    world.setAttribute("transform", "translate(" + view.x.toFixed(2) + " " + view.y.toFixed(2) + ") scale(" + view.scale.toFixed(4) + ")");
    const many = found.spots.length > MANY;
    const groups = grouped(many ? found.spots.filter(nearView) : found.spots, onScreen, many ? CROWD : APART);
    const labels = new Labels(view.width, view.height);
    groups.forEach(function (group) { labels.block(group.x, group.y, group.radius + 2); });
    const ids = new Set(groups.map(function (group) { return group.id; }));
    marks.forEach(function (mark, id) {
      if (ids.has(id)) return;
      mark.remove();
      marks.delete(id);
    });
    if (!ids.has(focused)) focused = groups.length ? groups[0].id : "";
    groups.forEach(function (group) {
      if (!marks.has(group.id)) marks.set(group.id, makeMark(group.id));
      fillMark(marks.get(group.id), group, labels, group.id === focused);
      marks.get(group.id).group = group;
    });
    drawCounts(counts, groups);
    nameCountries(names, countries, view, labels, found.spots);
    element.dataset.marks = String(groups.length);
  }

  function makeMark(id) {
    const mark = drawn("g", { class: "spot", role: "button" });
    mark.addEventListener("click", function () { choose(mark); });
    mark.addEventListener("focus", function () { focused = id; });
    mark.addEventListener("keydown", function (event) {
      const aim = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
      if (event.key === "Enter" || event.key === " ") choose(mark);
      else if (!aim || !step(mark.group, aim)) return;
      event.preventDefault();
      event.stopPropagation();
    });
    spots.append(mark);
    return mark;
  }

  // Several places in one mark: nearer, until they part; when they never do, one after the other.
  function choose(mark) {
    const group = mark.group;
    if (svg.dataset.dragged === "yes") return;
    if (group.spots.length > 1 && group.spread > 0 && view.scale < SCALES[1] / 2) {
      zoom(Math.min(APART * 1.4 / group.spread, SCALES[1] / view.scale), group.x, group.y);
      return;
    }
    const at = group.spots.findIndex(function (spot) { return spot.own; });
    state.update({ selected: group.spots[(at + 1) % group.spots.length].node.id });
  }

  function step(group, aim) {
    let best = null, least = Infinity;
    marks.forEach(function (mark) {
      const dx = mark.group.x - group.x, dy = mark.group.y - group.y;
      const along = dx * aim[0] + dy * aim[1], across = Math.abs(dx * aim[1] + dy * aim[0]);
      if (along <= 0 || along + 2 * across >= least) return;
      least = along + 2 * across;
      best = mark;
    });
    if (!best) return false;
    marks.get(focused).setAttribute("tabindex", "-1");
    best.setAttribute("tabindex", "0");
    best.focus();
    if (!inView(best.group.spots[0])) {
      centre(best.group.spots[0]);
      redraw();
    }
    return true;
  }

  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const moves = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };
    if (moves[event.key]) {
      view.x += moves[event.key][0];
      view.y += moves[event.key][1];
      redraw();
    } else if (event.key === "+" || event.key === "=") zoom(1.4);
    else if (event.key === "-") zoom(1 / 1.4);
    else if (event.key === "0") fit(true);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

function limited(scale) { return Math.min(Math.max(scale, SCALES[0]), SCALES[1]); }

// The meridian in the middle of the map: where most is told.
function middleOf(spots) {
  const told = spots.flatMap(function (spot) { return spot.events.map(function () { return spot.node.longitude; }); }).sort(function (a, b) { return a - b; });
  return told.length ? Math.round(told[told.length >> 1] / 10) * 10 : 10;
}

// The part of the map where three quarters of the events are, with some land around it.
function eventsBox(spots) {
  const told = spots.filter(function (spot) { return spot.events.length; });
  if (!told.length) return null;
  const all = told.flatMap(function (spot) { return spot.events.map(function () { return spot; }); });
  const median = [0, 1].map(function (i) {
    return all.map(function (spot) { return spot.at[i]; }).sort(function (a, b) { return a - b; })[all.length >> 1];
  });
  const far = function (spot) { return Math.hypot(spot.at[0] - median[0], spot.at[1] - median[1]); };
  const near = all.sort(function (a, b) { return far(a) - far(b); }).slice(0, Math.ceil(all.length * 0.75));
  const least = [0, 1].map(function (i) { return Math.min(...near.map(function (spot) { return spot.at[i]; })); });
  const most = [0, 1].map(function (i) { return Math.max(...near.map(function (spot) { return spot.at[i]; })); });
  const pad = Math.max(0.045 * EARTH, 0.3 * Math.max(most[0] - least[0], most[1] - least[1]));
  return [least[0] - pad * 1.3, least[1] - pad, most[0] + pad * 1.3, most[1] + pad];
}

function countryOf(node, countries) {
  if (node.outline !== undefined) return node.outline;
  const names = [node.label].concat(node.aliases);
  const named = node.kind === "Country" && countries.find(function (one) { return one.names.some(function (name) { return names.includes(name); }); });
  node.outline = named || countries.find(function (one) { return inCountry(one, node.latitude, node.longitude); }) || null;
  return node.outline;
}

function drawWorld(world, countries, middle) {
  const edge = earthPath(EARTH);
  const shapes = new Map();
  world.append(
    drawn("clipPath", { id: "map-edge" }, drawn("path", { d: edge })),
    drawn("path", { class: "sea", d: edge }),
    drawn("path", { class: "graticule", d: graticulePath(middle, EARTH) }));
  const land = drawn("g", { "clip-path": "url(#map-edge)" });
  countries.forEach(function (country) {
    const path = drawn("path", { class: "land", d: countryPath(country, middle, EARTH) });
    country.heart = heartOf(country, middle, EARTH);
    shapes.set(country, path);
    land.append(path);
  });
  world.append(land);
  return shapes;
}
