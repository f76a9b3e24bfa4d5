// The dated events along a line of time.

function mountTimeline(element, graph, state) {
  const draw = function () { element.textContent = ""; };
  state.on(draw);
  draw();
}
