// A large network is moved as the picture that it is, and drawn anew when it comes to rest: fluent at any size.

const REST = 140; // milliseconds without a move after which it is drawn anew

function mountGlide(element, drawing, active) {
  let from = null;
  let offset = [0, 0];
  let zoomed = 1;
  let origin = [0, 0];
  let timer = 0;

  const canvas = function () { return element.querySelector("canvas"); };
  const show = function () {
    canvas().style.transformOrigin = origin[0] + "px " + origin[1] + "px";
    canvas().style.transform = "translate(" + offset[0] + "px, " + offset[1] + "px) scale(" + zoomed + ")";
    clearTimeout(timer);
    timer = setTimeout(settle, REST);
  };

  function settle() {
    clearTimeout(timer);
    if (!offset[0] && !offset[1] && zoomed === 1) return;
    const network = drawing.network();
    const scale = network.getScale();
    const at = network.getViewPosition();
    const middle = [element.clientWidth / 2, element.clientHeight / 2];
    // The point below the middle of the window, in the network's own measure.
    const back = [0, 1].map(function (i) { return origin[i] + (middle[i] - offset[i] - origin[i]) / zoomed - middle[i]; });
    network.moveTo({ position: { x: at.x + back[0] / scale, y: at.y + back[1] / scale }, scale: scale * zoomed });
    if (from) from = [from[0] + offset[0], from[1] + offset[1]];
    offset = [0, 0];
    zoomed = 1;
    canvas().style.transform = "";
    network.redraw();
  }

  element.addEventListener("pointerdown", function (event) {
    if (!active() || event.button || !event.isPrimary) return;
    settle();
    from = [event.clientX, event.clientY];
  });
  window.addEventListener("pointermove", function (event) {
    if (!from || !event.isPrimary) return;
    offset = [event.clientX - from[0], event.clientY - from[1]];
    show();
  });
  ["pointerup", "pointercancel"].forEach(function (name) {
    window.addEventListener(name, function () {
      if (!from) return;
      from = null;
      settle();
    });
  });
  element.addEventListener("wheel", function (event) {
    if (!active()) return;
    event.preventDefault();
    event.stopPropagation();
    const box = element.getBoundingClientRect();
    if (zoomed === 1) origin = [event.clientX - box.left, event.clientY - box.top];
    zoomed = Math.min(Math.max(zoomed * Math.exp(-event.deltaY / 500), 0.2), 5);
    show();
  }, { capture: true, passive: false });
}
