// Beside the map: the places by name, and the events that no map can show.

function mapSide(side, state, found, outlined) {
  const told = found.spots.filter(function (spot) { return spot.events.length; });
  refillSide(side,
    make("h2", {}, "Places with events: " + told.length),
    make("ul", { class: "map-places" }, told.slice(0, SIDE_LIMIT).map(function (spot) { return placeRow(spot, state); }), more(told.length)),
    apart("placeless", "No place in the text: " + found.placeless.length, found.placeless, state, false),
    apart("unlocated", "Place not on the map: " + found.unlocated.length, found.unlocated, state, false),
    make("p", { class: "hint" }, mapKey(outlined)));
}

function mapKey(outlined) {
  return "A filled mark is a place, a ring a country as a whole, a dashed mark what did not happen or has not yet. "
    + "Darker countries have more events. " + (outlined ? "Outlines: Natural Earth, public domain." : "Outlines are not installed (package mapcraft).");
}

function placeRow(spot, state) {
  const row = eventButton(spot.node, state);
  row.append(make("span", { class: "soft" }, " " + eventCounts(spot.events)));
  return make("li", {}, row, spot.related ? eventList(spot.events, state) : null);
}
