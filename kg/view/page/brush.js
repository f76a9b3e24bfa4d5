// All dates at a glance: how many events when, which part the timeline shows, and two handles that filter by time.

const BRUSH = { height: 58, top: 6, base: 44 };

// shared: { domain: [from, to], window() of the timeline, show(from, to) }
function mountBrush(element, state, shared) {
  const svg = drawn("svg", { class: "brush", role: "group", "aria-label": "Time filter: all dates, with two handles" });
  const bars = drawn("g", { class: "bars", "aria-hidden": "true" });
  const shade = drawn("path", { class: "shade", "aria-hidden": "true" });
  const seen = drawn("rect", { class: "seen", y: BRUSH.top - 4, height: BRUSH.base - BRUSH.top + 4, rx: 2, "aria-hidden": "true" });
  const scale = drawn("g", { class: "scale", "aria-hidden": "true" });
  const handles = ["from", "to"].map(makeHandle);
  svg.append(bars, scale, seen, shade, handles[0], handles[1]);
  element.append(svg);
  let width = 0;
  let drag = null;

  svg.addEventListener("pointerdown", function (event) {
    if (event.button > 0 || !shared.domain) return;
    const end = handles.findIndex(function (handle) { return handle.contains(event.target); });
    drag = { end: end, from: timeAt(event), x: event.clientX, moved: false };
    svg.setPointerCapture(event.pointerId);
  });
  svg.addEventListener("pointermove", function (event) {
    if (!drag) return;
    drag.moved = drag.moved || Math.abs(event.clientX - drag.x) > 4;
    if (!drag.moved) return;
    const at = timeAt(event);
    if (drag.end >= 0) set(drag.end, at);
    else range(Math.min(at, drag.from), Math.max(at, drag.from));
  });
  svg.addEventListener("pointerup", function (event) {
    if (drag && !drag.moved && drag.end < 0) {
      const now = shared.window(), at = timeAt(event), half = (now[1] - now[0]) / 2;
      shared.show(at - half, at + half);
    }
    drag = null;
  });
  svg.addEventListener("pointercancel", function () { drag = null; });

  function makeHandle(name, end) {
    const handle = drawn("g", { class: "handle", role: "slider", tabindex: "0", "aria-label": end ? "Latest day" : "Earliest day" },
      drawn("rect", { class: "hit", x: -12, width: 24, y: 0, height: BRUSH.height }),
      drawn("line", { y1: 2, y2: BRUSH.base }), drawn("rect", { class: "grip", x: -5, width: 10, y: 14, height: 20, rx: 4 }));
    handle.addEventListener("keydown", function (event) {
      const whole = shared.domain[1] - shared.domain[0], one = Math.max(1, Math.round(whole / DAY / 200)) * DAY;
      const step = { ArrowLeft: -one, ArrowDown: -one, ArrowRight: one, ArrowUp: one, PageDown: -10 * one, PageUp: 10 * one, Home: -Infinity, End: Infinity }[event.key];
      if (!step) return;
      set(end, values()[end] + (Math.abs(step) === Infinity ? Math.sign(step) * whole : step));
      event.preventDefault();
      event.stopPropagation();
    });
    return handle;
  }

  // The days of both handles: the filter's, or the ends of all dates.
  function values() {
    const from = dayNumber(state.filters.from), to = dayNumber(state.filters.to);
    return [Number.isNaN(from) ? shared.domain[0] : clipped(from), Number.isNaN(to) ? shared.domain[1] - DAY : clipped(to)];
  }

  function clipped(day) { return Math.min(Math.max(day, shared.domain[0]), shared.domain[1] - DAY); }

  function set(end, time) {
    const both = values();
    both[end] = clipped(Math.floor(time / DAY) * DAY);
    if (end) range(Math.min(both[0], both[1]), both[1]);
    else range(both[0], Math.max(both[0], both[1]));
  }

  function range(from, to) {
    const first = clipped(Math.floor(from / DAY) * DAY), last = clipped(Math.floor(to / DAY) * DAY);
    state.update({ filters: {
      from: first <= shared.domain[0] ? "" : isoDay(first),
      to: last >= shared.domain[1] - DAY ? "" : isoDay(last),
    } });
  }

  function xOf(time) { return 12 + (time - shared.domain[0]) / (shared.domain[1] - shared.domain[0]) * (width - 24); }

  function timeAt(event) {
    const x = event.clientX - svg.getBoundingClientRect().left;
    return shared.domain[0] + (x - 12) / (width - 24) * (shared.domain[1] - shared.domain[0]);
  }

  function redraw(spans) {
    width = element.clientWidth;
    svg.toggleAttribute("hidden", !shared.domain);
    if (!shared.domain || width < 60) return;
    svg.setAttribute("viewBox", "0 0 " + width + " " + BRUSH.height);
    if (spans) drawBars(spans);
    const now = shared.window().map(function (time) { return Math.min(Math.max(xOf(time), 2), width - 2); });
    seen.setAttribute("x", now[0]);
    seen.setAttribute("width", Math.max(now[1] - now[0], 3));
    const days = values();
    const xs = [xOf(days[0]), xOf(days[1] + DAY)];
    const box = function (from, to) { return "M" + from + " 2H" + to + "V" + BRUSH.base + "H" + from + "Z"; };
    shade.setAttribute("d", box(0, xs[0]) + box(xs[1], width));
    handles.forEach(function (handle, end) {
      handle.setAttribute("transform", "translate(" + xs[end].toFixed(1) + " 0)");
      handle.setAttribute("aria-valuemin", Math.round(shared.domain[0] / DAY));
      handle.setAttribute("aria-valuemax", Math.round(shared.domain[1] / DAY) - 1);
      handle.setAttribute("aria-valuenow", Math.round(days[end] / DAY));
      handle.setAttribute("aria-valuetext", dayWords(isoDay(days[end])));
    });
  }

  function drawBars(spans) {
    const columns = new Map();
    spans.forEach(function (span) {
      const column = Math.floor(xOf((span.from + span.to) / 2) / 4);
      columns.set(column, (columns.get(column) || 0) + 1);
    });
    const most = Math.sqrt(Math.max(1, ...columns.values()));
    const tall = BRUSH.base - BRUSH.top;
    let path = "";
    columns.forEach(function (count, column) {
      const height = Math.max(3, tall * Math.sqrt(count) / most);
      path += "M" + column * 4 + " " + BRUSH.base + "v" + (-height).toFixed(1) + "h3v" + height.toFixed(1) + "Z";
    });
    bars.replaceChildren(drawn("path", { d: path }), drawn("path", { class: "base", d: "M0 " + (BRUSH.base + 0.5) + "H" + width }));
    let last = -100;
    scale.replaceChildren(...ticks(shared.domain[0], shared.domain[1], width / 2).minor.filter(function (tick) {
      const room = xOf(tick.at) - last > 60 && xOf(tick.at) < width - 30;
      if (room) last = xOf(tick.at);
      return room;
    }).map(function (tick) {
      return drawn("text", { x: xOf(tick.at).toFixed(1), y: BRUSH.height - 2 }, brushWords(tick, shared.domain));
    }));
  }

  return redraw;
}

function brushWords(tick, domain) {
  const date = new Date(tick.at), long = domain[1] - domain[0];
  if (long > 1500 * DAY) return String(date.getUTCFullYear());
  return (long > 200 * DAY ? "" : date.getUTCDate() + " ") + MONTHS[date.getUTCMonth()].slice(0, 3) + (date.getUTCMonth() && long < 1500 * DAY && long > 200 * DAY ? "" : " " + date.getUTCFullYear());
}
