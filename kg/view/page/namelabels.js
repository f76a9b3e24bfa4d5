// The names in a large network, like those on a map: the most told of first, none on top of another, in one size.

const NAMES = 90; // at most so many at once
const NAME_SIZE = 12;

function drawNames(ctx, network, order, selected, colours, element) {
  const scale = network.getScale();
  const taken = [];
  const middle = network.getViewPosition();
  const half = [element.clientWidth / 2 / scale, element.clientHeight / 2 / scale];
  ctx.save();
  ctx.font = NAME_SIZE / scale + "px " + FONT;
  ctx.textAlign = "center";
  ctx.textBaseline = "top";
  ctx.lineJoin = "round";
  ctx.lineWidth = 3 / scale;
  ctx.strokeStyle = colours.paper;
  ctx.fillStyle = colours.ink;
  const name = function (one) {
    if (Math.abs(one.at[0] - middle.x) > half[0] || Math.abs(one.at[1] - middle.y) > half[1]) return;
    const top = one.at[1] + one.radius + 2 / scale;
    const wide = one.text.length * NAME_SIZE * 0.29 / scale;
    const box = [one.at[0] - wide, one.at[1] - one.radius, one.at[0] + wide, top + NAME_SIZE * 1.25 / scale];
    if (taken.some(function (other) { return box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]; })) return;
    taken.push(box);
    ctx.strokeText(one.text, one.at[0], top);
    ctx.fillText(one.text, one.at[0], top);
  };
  order.filter(function (one) { return one.id === selected; }).forEach(name);
  for (let i = 0; i < order.length && taken.length < NAMES; i += 1) name(order[i]);
  ctx.restore();
}

// The nodes of a scene with what is needed to write their names, the most told of first.
function namingOrder(scene, graph, large) {
  return [...scene.nodes].map(function (entry) {
    const node = graph.node(entry[0]);
    const weight = node ? node.weight + Math.min(graph.edgesOf(node.id).length, 200) / 100 : 0;
    if (node) return { id: entry[0], at: entry[1], weight: weight, radius: pointSize(node) * large, text: short(node.label, 28) };
    const one = scene.supers.get(entry[0]);
    return { id: one.id, at: entry[1], weight: 10 + one.count, radius: superSize(one), text: short(one.label, 28) + " (" + one.count.toLocaleString("en") + ")" };
  }).sort(function (a, b) { return b.weight - a.weight; });
}
