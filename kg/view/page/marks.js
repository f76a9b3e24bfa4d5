// Marks and names on the map: near ones become one, and no name covers another.

function grouped(spots, onScreen, apart) {
  const groups = [];
  const order = spots.slice().sort(function (a, b) { return b.own - a.own || b.related - a.related || b.events.length - a.events.length; });
  order.forEach(function (spot) {
    const xy = onScreen(spot);
    const near = groups.find(function (group) { return Math.hypot(group.x - xy[0], group.y - xy[1]) < apart + (group.radius > 12 ? group.radius - 12 : 0); });
    if (!near) {
      groups.push({ id: spot.node.id, x: xy[0], y: xy[1], spots: [spot], spread: 0, radius: radiusOf(spot.events.length) });
      return;
    }
    near.spots.push(spot);
    near.spread = Math.max(near.spread, Math.hypot(near.x - xy[0], near.y - xy[1]));
  });
  groups.forEach(function (group) {
    group.events = [...new Set(group.spots.flatMap(function (spot) { return spot.events; }))];
    group.related = group.spots.some(function (spot) { return spot.related; });
    group.own = group.spots.some(function (spot) { return spot.own; });
    group.radius = radiusOf(group.events.length);
  });
  return groups;
}

function radiusOf(events) { return events ? Math.min(6 + 2.6 * Math.sqrt(events), 20) : 4; }

function fillMark(mark, group, labels, focusable) {
  const first = group.spots[0].node;
  const more = group.spots.length - 1;
  const only = group.events.length && group.events.every(function (event) { return event.group === "prospect"; });
  const kinds = { spot: true, area: group.spots[0].area && !more, prospect: only, empty: !group.events.length, related: group.related, own: group.own };
  mark.setAttribute("class", Object.keys(kinds).filter(function (kind) { return kinds[kind]; }).join(" "));
  mark.setAttribute("transform", "translate(" + group.x.toFixed(1) + " " + group.y.toFixed(1) + ")");
  mark.setAttribute("tabindex", focusable ? "0" : "-1");
  mark.setAttribute("aria-pressed", String(group.own));
  const r = group.radius;
  const name = short(first.label, 32) + (more ? " +" + more : "");
  if (mark.said !== name || mark.saidOf !== group.spots[0]) mark.setAttribute("aria-label", spokenName(first.label, name) + (more ? " more " + (more > 1 ? "places" : "place") : "") + ": " + eventCounts(group.events));
  mark.said = name;
  mark.saidOf = group.spots[0]; // made anew whenever filters or the selection change
  const strong = group.own || group.related;
  const at = labels.beside(group.x, group.y, r, name, strong ? 13 : 12, group.own);
  const parts = [drawn("circle", { class: "hit", r: Math.max(r, 12.5) }), drawn("circle", { class: "dot", r: r })];
  if (at) parts.push(drawn("text", { class: "name", x: at.x - group.x, y: at.y - group.y, "text-anchor": at.anchor }, name));
  mark.replaceChildren(...parts);
}

// Beside the marks, not in them: a number is no part of a mark's name.
function drawCounts(layer, groups) {
  layer.replaceChildren(...groups.filter(function (group) { return group.events.length > 1; }).map(function (group) {
    const hollow = group.spots[0].area && group.spots.length === 1 || group.events.every(function (event) { return event.group === "prospect"; });
    return drawn("text", { class: hollow ? "hollow" : "", x: group.x.toFixed(1), y: (group.y + 4.2).toFixed(1) }, String(group.events.length));
  }));
}

// Where there is room for text: boxes already taken are kept, the first free one of several beside a mark is used.
class Labels {
  constructor(width, height) {
    this.width = width;
    this.height = height;
    this.taken = [];
  }

  block(x, y, radius) { this.taken.push([x - radius, y - radius, x + radius, y + radius]); }

  free(box) {
    if (box[0] < 2 || box[1] < 2 || box[2] > this.width - 2 || box[3] > this.height - 2) return false;
    return !this.taken.some(function (other) { return box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]; });
  }

  // `must`: rather over another mark than not at all.
  beside(x, y, radius, text, size, must) {
    const width = textWidth(text, size), gap = radius + 4, half = size * 0.6;
    const tries = [
      { x: x + gap, y: y + size * 0.35, anchor: "start", box: [x + gap, y - half, x + gap + width, y + half] },
      { x: x - gap, y: y + size * 0.35, anchor: "end", box: [x - gap - width, y - half, x - gap, y + half] },
      { x: x, y: y - gap, anchor: "middle", box: [x - width / 2, y - gap - size, x + width / 2, y - gap + 2] },
      { x: x, y: y + gap + size * 0.8, anchor: "middle", box: [x - width / 2, y + gap - 2, x + width / 2, y + gap + size] },
    ];
    const found = tries.find(function (one) { return this.free(one.box); }, this) || (must ? tries[0] : null);
    if (found) this.taken.push(found.box);
    return found;
  }

  over(x, y, text, size) {
    const width = textWidth(text, size);
    const box = [x - width / 2 - 3, y - size * 0.7, x + width / 2 + 3, y + size * 0.7];
    if (!this.free(box)) return false;
    this.taken.push(box);
    return true;
  }
}

const pen = document.createElement("canvas").getContext("2d");
function textWidth(text, size) {
  if (!pen) return text.length * size * 0.56;
  pen.font = size + "px " + FONT;
  return pen.measureText(text).width + 4;
}

// Names of countries where they fit into their largest part, for orientation.
function nameCountries(layer, countries, view, labels, spots) {
  const texts = [];
  const named = new Set(spots.filter(function (spot) { return spot.area; }).map(function (spot) { return spot.node.outline; }));
  countries.forEach(function (country) {
    if (named.has(country)) return;
    const width = country.heart.width * view.scale;
    if (texts.length > 40 || width < 40 || width < textWidth(country.name, 11) * 1.15) return;
    const x = country.heart.x * view.scale + view.x, y = country.heart.y * view.scale + view.y;
    if (labels.over(x, y, country.name, 11)) texts.push(drawn("text", { x: x.toFixed(1), y: (y + 4).toFixed(1) }, country.name));
  });
  layer.replaceChildren(...texts);
}
