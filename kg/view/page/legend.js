// The legend is a filter: an unchecked look is not drawn, in any view.

function mountLegend(element, state) {
  const boxes = [...element.querySelectorAll("input")];
  const values = boxes.map(function (box) { return box.value; });
  boxes.forEach(function (box) {
    box.addEventListener("change", function () { toggle(state, "types", box.value, values, box.checked); });
  });
  const draw = function () {
    const chosen = state.filters.types;
    boxes.forEach(function (box) { box.checked = !chosen.size || chosen.has(box.value); });
  };
  state.on(draw);
  draw();
}
