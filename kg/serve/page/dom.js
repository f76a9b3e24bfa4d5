/** An element with properties (`dataset` and `aria` may be objects) and children; text becomes text, never markup. */
export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key === "dataset") Object.assign(made.dataset, value);
    else if (key === "aria") for (const [k, v] of Object.entries(value)) made.setAttribute(`aria-${k}`, v);
    else if (key in made) made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

export const byId = (id) => document.getElementById(id);

let told;

/** The prefixes and terms that the server offers, asked for once. */
export function vocabulary() {
  told ??= fetch("/page/vocabulary.json").then((answer) => answer.json());
  return told;
}
