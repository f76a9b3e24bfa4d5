// Items of the timeline side by side in lanes, so that no mark and no label covers another.

const LANE = 28; // pixels from lane to lane
const LEAST = 24; // width of a target
const BIN = 48; // width in which items without room are counted together
const LABEL = 40; // characters of a label

// items: [{ left, right (of the mark, in pixels), words (width of the label), rank }], in order of time. Each is given its `lane` (-1: no room) and
// whether its label is drawn (`labelled`, at `labelAt`); those without room are returned in bins [{ x, items }].
function intoLanes(items, width, lanes) {
  items.forEach(function (item) { measure(item, width); });
  let rows = emptyRows(lanes);
  if (items.length < lanes * 30 && items.every(function (item) { return item.labelled = laid(rows, item, item.start, item.end); })) return [];
  // More than there is room for: what matters most first, some without a label, the rest counted.
  rows = emptyRows(lanes);
  const bins = new Map();
  items.slice().sort(function (a, b) { return b.rank - a.rank; }).forEach(function (item) {
    item.labelled = laid(rows, item, item.start, item.end);
    if (item.labelled || laid(rows, item, item.left, item.markEnd)) return;
    const bin = Math.floor(Math.min(Math.max((item.left + item.right) / 2, 0), width - 1) / BIN);
    if (!bins.has(bin)) bins.set(bin, { x: (bin + 0.5) * BIN, items: [] });
    bins.get(bin).items.push(item);
  });
  return [...bins.values()].sort(function (a, b) { return a.x - b.x; });
}

// Where the label goes: inside a bar, else to the right, or to the left where the right edge would cut it.
function measure(item, width) {
  const words = item.words;
  const shown = Math.max(item.left, 0);
  item.markEnd = Math.max(item.right, item.left + LEAST);
  item.start = item.left;
  item.end = item.markEnd;
  item.anchor = "start";
  const ink = item.dot ? 5 : 0; // a dot is narrower than its target
  if (Math.min(item.right, width) - shown > words + 14) item.labelAt = shown + 8;
  else if (item.right + words + 6 - ink > width && item.left - words > 4) {
    item.anchor = "end";
    item.labelAt = item.left - 5 + ink;
    item.start = item.labelAt - words;
  } else {
    const after = Math.min(item.right, width) + 5 - ink;
    item.labelAt = item.dot ? after : Math.max(shown + 8, Math.min(after, width - words)); // rather over the bar than cut off
    item.end = Math.max(item.end, item.labelAt + words);
  }
}

function emptyRows(lanes) { return Array.from({ length: lanes }, function () { return []; }); }

function laid(rows, item, from, to) {
  item.lane = rows.findIndex(function (row) {
    return row.every(function (taken) { return to + 3 < taken[0] || from - 3 > taken[1]; });
  });
  if (item.lane >= 0) rows[item.lane].push([from - 3, to + 3]);
  return item.lane >= 0;
}

// The days to open with: all, or, when a few dates lie far from the rest, the shortest time that holds most of them.
function openingWindow(spans) {
  const starts = spans.map(function (span) { return span.from; }).sort(function (a, b) { return a - b; });
  const all = [starts[0], Math.max(...spans.map(function (span) { return span.to; }))];
  const held = Math.ceil(starts.length * 0.7);
  let best = all;
  for (let i = 0; i + held <= starts.length; i++) {
    const end = starts[i + held - 1] + DAY;
    if (end - starts[i] < best[1] - best[0]) best = [starts[i], end];
  }
  if (all[1] - all[0] < 3 * Math.max(best[1] - best[0], 7 * DAY)) best = all;
  const pad = Math.max((best[1] - best[0]) * 0.06, 1.5 * DAY);
  return [best[0] - pad, best[1] + 2 * pad]; // labels stand to the right
}
