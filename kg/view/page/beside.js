// Lists beside the timeline and the map.

const SIDE_LIMIT = 100;

function eventButton(node, state) {
  const made = button("", function () { state.update({ selected: node.id }); }, { "data-id": node.id, "aria-current": state.selected === node.id ? "true" : false });
  made.append(swatch(node.look), quoted(short(node.label, 160)));
  return made;
}

function eventList(events, state) {
  return make("ul", {}, events.slice(0, SIDE_LIMIT).map(function (event) { return make("li", {}, eventButton(event, state)); }), more(events.length));
}

function more(count) {
  return count > SIDE_LIMIT ? make("li", { class: "soft" }, "and " + (count - SIDE_LIMIT).toLocaleString("en") + " more, see the table") : null;
}

function apart(name, title, events, state, open) {
  if (!events.length) return null;
  return make("details", { "data-part": name, open: open }, make("summary", {}, title), eventList(events, state));
}

// Fills the list anew and leaves the reader where he was: what was open stays open, what had the focus keeps it.
function refillSide(side, ...parts) {
  const closed = new Map([...side.querySelectorAll("details")].map(function (part) { return [part.dataset.part, part.open]; }));
  const had = side.contains(document.activeElement) ? document.activeElement.dataset.id : "";
  const scrolled = side.scrollTop;
  refill(side, ...parts);
  side.querySelectorAll("details").forEach(function (part) { if (closed.has(part.dataset.part)) part.open = closed.get(part.dataset.part); });
  side.scrollTop = scrolled;
  const again = had && [...side.querySelectorAll("button")].find(function (one) { return one.dataset.id === had; });
  if (again) again.focus();
}

// A name as it is drawn, so that speaking what one sees finds it, and then in full where that was cut.
function spokenName(text, drawn) {
  return drawn === text || !drawn.includes("…") ? drawn : drawn + " (" + short(text, 200) + ")";
}
