// The words on the lines, in a size that does not change with the zoom: as many as find room, none on top of another.

const WORDS = 11; // pixels on the screen
const LINES_LIMIT = 500;

function drawEdgeLabels(ctx, network, scene, busy, selected, colours) {
  const near = scene.edges.filter(function (edge) { return selected && (edge.id === selected || edge.from === selected || edge.to === selected); });
  const edges = scene.edges.length <= LINES_LIMIT && !selected ? scene.edges : near;
  if (!edges.length || edges.length > LINES_LIMIT) return;
  const scale = network.getScale();
  const size = WORDS / scale;
  ctx.save();
  ctx.font = size + "px " + FONT;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  ctx.lineWidth = 3.5 / scale;
  ctx.strokeStyle = colours.paper;
  const taken = busy.slice();
  edges.forEach(function (edge) {
    const drawn = network.body.edges[edge.id];
    if (!drawn || !drawn.connected || drawn.options.hidden) return;
    const half = [ctx.measureText(edge.label).width / 2 + 2 / scale, size * 0.62];
    const at = [0.5, 0.42, 0.58, 0.34, 0.66].map(function (part) { return drawn.edgeType.getPoint(part); })
      .find(function (point) { return !taken.some(function (box) { return overlaps(point, half, box); }); });
    if (!at) return;
    taken.push([at.x - half[0], at.y - half[1], at.x + half[0], at.y + half[1]]);
    ctx.fillStyle = edge.id === selected ? colours.ink : colours.soft;
    ctx.strokeText(edge.label, at.x, at.y);
    ctx.fillText(edge.label, at.x, at.y);
  });
  ctx.restore();
}

function overlaps(point, half, box) {
  return point.x + half[0] > box[0] && point.x - half[0] < box[2] && point.y + half[1] > box[1] && point.y - half[1] < box[3];
}
