// What happened where: events by the places that the text gives them, for the map.

const PLACED = new Set(["place", "origin", "destination"]);
const PLACES_DEEP = 12; // a place within a place within ... ends somewhere, also where the data runs in a circle

// Found for each visible event: { spots: [{ node, events: [node], area: a country }], placeless: [node] (the text names no
// place), unlocated: [node] (its places have no coordinates, nor has what they lie in) }; most events first.
function gatherPlaces(graph, state) {
  const spots = new Map();
  const passed = applied(graph, state.filters);
  const found = { spots: [], placeless: [], unlocated: [] };
  function spotOf(node) {
    if (!spots.has(node.id)) spots.set(node.id, { node: node, events: [], area: node.kind === "Country" });
    return spots.get(node.id);
  }
  graph.nodes.forEach(function (node) {
    if (!isSituation(node)) {
      if (node.group === "place" && node.latitude !== null && passed.has(node.id)) spotOf(node);
      return;
    }
    if (!passed.has(node.id)) return;
    const places = placesOf(graph, node);
    const located = new Set(places.map(function (place) { return locatedAround(graph, place); }).filter(Boolean));
    if (!places.length) found.placeless.push(node);
    else if (!located.size) found.unlocated.push(node);
    located.forEach(function (place) { spotOf(place).events.push(node); });
  });
  found.spots = [...spots.values()].sort(function (a, b) {
    return b.events.length - a.events.length || (a.node.label < b.node.label ? -1 : 1);
  });
  return found;
}

function placesOf(graph, event) {
  return graph.edgesOf(event.id).filter(function (edge) { return edge.from === event.id && PLACED.has(edge.kind); })
    .map(function (edge) { return graph.node(edge.to); });
}

// The place itself, or the nearest around it that has coordinates.
function locatedAround(graph, place) {
  for (let i = 0; place && i < PLACES_DEEP; i++) {
    if (place.latitude !== null && place.longitude !== null) return place;
    place = graph.node(place.within[0]);
  }
  return null;
}

// The events that what is selected takes part in: itself, or those that it is joined with; of a pair, those of both.
function relatedEvents(graph, selected) {
  const edge = graph.edge(selected);
  if (edge) return new Set([edge.from, edge.to].filter(function (id) { return isSituation(graph.node(id)); }));
  const pair = selected.startsWith("pair ") ? selected.split(" ").slice(1) : [selected];
  const each = pair.map(function (id) {
    const node = graph.node(id);
    if (!node) return [];
    if (isSituation(node)) return [id];
    return graph.edgesOf(id).map(function (own) { return graph.other(own, id); })
      .filter(function (other) { return other && isSituation(other); }).map(function (other) { return other.id; });
  });
  return new Set(each[0].filter(function (id) { return each.every(function (ids) { return ids.includes(id); }); }));
}

function eventCounts(events) {
  const happened = events.filter(function (event) { return event.group === "event"; }).length;
  const rest = events.length - happened;
  if (!events.length) return "no events";
  return [happened ? counted(happened, "event") : "", rest ? counted(rest, "prospect") : ""].filter(Boolean).join(", ");
}
