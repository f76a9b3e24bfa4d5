// Beside the map: the places by name, and the events that no map can show.

const SIDE_LIMIT = 100;

function mapSide(side, graph, state, found, outlined) {
  const told = found.spots.filter(function (spot) { return spot.events.length; });
  const open = new Set([...side.querySelectorAll("details[open]")].map(function (part) { return part.dataset.part; }));
  const had = side.contains(document.activeElement) ? document.activeElement.dataset.id : "";
  refill(side,
    make("h3", {}, "Places with events: " + told.length),
    make("ul", { class: "map-places" }, told.slice(0, SIDE_LIMIT).map(function (spot) { return placeRow(spot, state); }), more(told.length)),
    apart("placeless", "No place in the text: " + found.placeless.length, found.placeless, state, open),
    apart("unlocated", "Place not on the map: " + found.unlocated.length, found.unlocated, state, open),
    make("p", { class: "hint" }, mapKey(outlined)));
  const again = had && [...side.querySelectorAll("button")].find(function (one) { return one.dataset.id === had; });
  if (again) again.focus();
}

function mapKey(outlined) {
  return "A filled mark is a place, a ring a country as a whole, a dashed mark what did not happen or has not yet. "
    + "Darker countries have more events. " + (outlined ? "Outlines: Natural Earth, public domain." : "Outlines are not installed (package mapcraft).");
}

function placeRow(spot, state) {
  const row = eventButton(spot.node, state);
  row.append(make("span", { class: "soft" }, " " + eventCounts(spot.events)));
  if (!spot.related) return make("li", {}, row);
  return make("li", {}, row, make("ul", {}, spot.events.slice(0, SIDE_LIMIT).map(function (event) {
    return make("li", {}, eventButton(event, state));
  }), more(spot.events.length)));
}

function apart(name, title, events, state, open) {
  if (!events.length) return null;
  return make("details", { "data-part": name, open: open.has(name) }, make("summary", {}, title),
    make("ul", {}, events.slice(0, SIDE_LIMIT).map(function (event) { return make("li", {}, eventButton(event, state)); }), more(events.length)));
}

function more(count) {
  return count > SIDE_LIMIT ? make("li", { class: "soft" }, "and " + (count - SIDE_LIMIT).toLocaleString("en") + " more, see the table") : null;
}

function eventButton(node, state) {
  const made = button("", function () { state.update({ selected: node.id }); }, { "data-id": node.id, "aria-pressed": String(state.selected === node.id) });
  made.append(swatch(node.look), quoted(short(node.label, 160)));
  return made;
}
