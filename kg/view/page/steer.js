// Drawings: their elements, and moving and zooming them with mouse, wheel and fingers; used by the map and the timeline.

const SVG = "http://www.w3.org/2000/svg";

function drawn(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  Object.entries(attributes || {}).forEach(function (pair) { element.setAttribute(pair[0], pair[1]); });
  element.append(...children);
  return element;
}

// target: { view: { x, y }, moved(), zoom(factor, x, y), flat: only sideways }
function steer(svg, target) {
  const fingers = new Map();
  let start = null;

  function at(event) {
    const box = svg.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  svg.addEventListener("wheel", function (event) {
    if (target.flat && !event.ctrlKey && (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY))) {
      target.view.x -= event.deltaX || event.deltaY;
      target.moved();
    } else {
      const xy = at(event);
      const unit = event.deltaMode === 1 ? 18 : 1;
      target.zoom(Math.exp(-Math.max(-120, Math.min(120, event.deltaY * unit)) * 0.0022), xy[0], xy[1]);
    }
    event.preventDefault();
  }, { passive: false });

  svg.addEventListener("pointerdown", function (event) {
    if (event.button > 0) return;
    fingers.set(event.pointerId, at(event));
    if (fingers.size === 1) {
      start = at(event);
      svg.dataset.dragged = "no";
    }
  });

  window.addEventListener("pointermove", function (event) {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const now = at(event);
    if (fingers.size === 1) {
      if (svg.dataset.dragged !== "yes" && Math.hypot(now[0] - start[0], now[1] - start[1]) < 5) return;
      svg.dataset.dragged = "yes";
      target.view.x += now[0] - before[0];
      if (!target.flat) target.view.y += now[1] - before[1];
    } else {
      svg.dataset.dragged = "yes";
      const other = [...fingers].find(function (pair) { return pair[0] !== event.pointerId; })[1];
      const factor = Math.hypot(now[0] - other[0], now[1] - other[1]) / Math.max(1, Math.hypot(before[0] - other[0], before[1] - other[1]));
      target.zoom(factor, (now[0] + other[0]) / 2, (now[1] + other[1]) / 2);
    }
    fingers.set(event.pointerId, now);
    target.moved();
  });

  function lifted(event) {
    fingers.delete(event.pointerId);
    // The click that ends a drag comes after this.
    if (!fingers.size) setTimeout(function () { svg.dataset.dragged = "no"; }, 0);
  }
  window.addEventListener("pointerup", lifted);
  window.addEventListener("pointercancel", lifted);
}
