// Elements made one by one: everything told goes in as text, nothing is ever parsed as HTML.

function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  Object.entries(attributes || {}).forEach(function (pair) {
    const value = pair[1];
    if (value === false || value === undefined || value === null) return;
    if (typeof value === "function") element.addEventListener(pair[0], value);
    else element.setAttribute(pair[0], value === true ? "" : value);
  });
  element.append(...children.flat(Infinity).filter(function (child) { return child !== null && child !== undefined && child !== ""; }));
  return element;
}

function byId(id) { return document.getElementById(id); }

function refill(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter(function (child) { return child !== null && child !== undefined && child !== ""; }));
}

// Words of the article or of a name: their direction is their own, and cannot spill over into ours.
function quoted(text) { return make("bdi", {}, text); }

function button(text, go, attributes) {
  return make("button", Object.assign({ type: "button", click: go }, attributes), text);
}

// Only an address of the web becomes a link.
function link(url, text) {
  if (!/^https?:\/\//i.test(url)) return null;
  return make("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, text);
}

function swatch(look) { return make("span", { class: "swatch " + look, "aria-hidden": "true" }); }

let announced = 0;
function announce(text) {
  clearTimeout(announced);
  announced = setTimeout(function () { byId("status").textContent = text; }, 150);
}

function calm() { return matchMedia("(prefers-reduced-motion: reduce)").matches; }
