// Places for the nodes of a part of the graph, worked out when it is asked for.

function boxOf(node, dated) {
  const lines = node.lines.split("\n");
  const longest = Math.max(...lines.map(function (line) { return line.length; }));
  const round = node.group === "place" ? 1.28 : 1;
  const extra = dated && node.start ? 1 : 0; // the story line writes the date below
  return [(Math.max(longest, extra * 16) * 0.56 * node.size + 20) * round, ((lines.length + extra) * 1.22 * node.size + 13) * round];
}

const APART_LIMIT = 600;

// Boxes pushed apart along the axis on which they overlap least.
function pushedApart(graph, places, dated) {
  if (places.size > APART_LIMIT) return places;
  const boxes = [...places].map(function (entry) {
    return { id: entry[0], at: entry[1].slice(), box: boxOf(graph.node(entry[0]), dated) };
  });
  for (let round = 0; round < 120; round += 1) {
    let moved = false;
    boxes.sort(function (a, b) { return a.at[0] - b.at[0] || (a.id < b.id ? -1 : 1); });
    boxes.forEach(function (a, i) {
      boxes.slice(i + 1).forEach(function (b) {
        const overlap = [0, 1].map(function (axis) {
          return (a.box[axis] + b.box[axis]) / 2 + 24 - Math.abs(a.at[axis] - b.at[axis]);
        });
        if (Math.min(...overlap) <= 0.5) return;
        const axis = overlap[0] < overlap[1] ? 0 : 1;
        const step = overlap[axis] / 2 * (a.at[axis] <= b.at[axis] ? 1 : -1);
        a.at[axis] -= step;
        b.at[axis] += step;
        moved = true;
      });
    });
    if (!moved) break;
  }
  return new Map(boxes.map(function (box) { return [box.id, box.at]; }));
}

// Nodes without a line, in a row below the others.
function beside(graph, placed, nodes) {
  const all = [...placed];
  const left = all.length ? Math.min(...all.map(function (entry) { return entry[1][0] - boxOf(graph.node(entry[0]))[0] / 2; })) : 0;
  const right = Math.max(left + 700, ...all.map(function (entry) { return entry[1][0]; }));
  let x = left;
  let y = all.length ? Math.max(...all.map(function (entry) { return entry[1][1] + boxOf(graph.node(entry[0]))[1] / 2; })) + 70 : 0;
  nodes.forEach(function (node) {
    const box = boxOf(node);
    if (x > left && x + box[0] > right) { x = left; y += 64; }
    placed.set(node.id, [x + box[0] / 2, y]);
    x += box[0] + 26;
  });
}

// The centre, what it is linked with on an ellipse around it, and the rest outside, each near what it belongs to.
function rings(graph, centre, first, outer) {
  const places = new Map([[centre.id, [0, 0]]]);
  const angle = function (node) { return Math.atan2(node.y - centre.y, node.x - centre.x); };
  const spread = function (nodes, radius, turnOf) {
    const sorted = nodes.slice().sort(function (a, b) { return turnOf(a) - turnOf(b) || (a.id < b.id ? -1 : 1); });
    sorted.forEach(function (node, i) {
      const turn = -Math.PI + 2 * Math.PI * i / sorted.length;
      places.set(node.id, [radius * 1.45 * Math.cos(turn), radius * Math.sin(turn)]);
    });
  };
  const near = Math.max(150, first.length * 22);
  spread(first, near, angle);
  const turnTo = function (node) {
    const link = graph.edgesOf(node.id).map(function (edge) { return places.get(graph.other(edge, node.id).id); }).find(Boolean);
    return link ? Math.atan2(link[1], link[0] / 1.45) : angle(node);
  };
  spread(outer, Math.max(near * 1.75, outer.length * 26), turnTo);
  return pushedApart(graph, places);
}

// Situations from left to right in time, those without a date where they are linked; who and where above and below.
function inTime(graph, situations, state) {
  const dated = situations.filter(function (node) { return node.start; }).sort(function (a, b) {
    return a.start < b.start ? -1 : a.start > b.start ? 1 : a.id < b.id ? -1 : 1;
  });
  const undated = situations.filter(function (node) { return !node.start; });
  const places = new Map();
  dated.concat(undated).forEach(function (node, i) { places.set(node.id, [i * 150, (i % 2) * 90]); });
  const others = new Set(situations.flatMap(function (node) { return neighbours(graph, node.id, state); }));
  const rows = { actor: -150, place: 240 };
  [...others].filter(function (node) { return !places.has(node.id); }).forEach(function (node) {
    const mine = graph.edgesOf(node.id).map(function (edge) { return graph.other(edge, node.id); })
      .filter(function (other) { return isSituation(other) && places.has(other.id); });
    const x = mine.reduce(function (sum, other) { return sum + places.get(other.id)[0]; }, 0) / (mine.length || 1);
    if (node.group in rows) places.set(node.id, [x, rows[node.group]]);
  });
  return pushedApart(graph, places, true);
}
