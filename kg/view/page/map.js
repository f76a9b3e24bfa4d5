// The places on a map of the world.

function mountMap(element, graph, state) {
  const draw = function () { element.textContent = ""; };
  state.on(draw);
  draw();
}
