// What the other pages share: a search box over a list, tables that sort, downloads, forms with tidy addresses.

import { ROWS, TRIPLES, downloads, sortable } from "./answer.js";
import { byId } from "./dom.js";

for (const box of document.querySelectorAll("input[data-filters]")) {
  const items = [...document.querySelectorAll(`#${box.dataset.filters} [data-words]`)];
  const told = byId(`${box.id}-told`);
  const groups = [...document.querySelectorAll(`#${box.dataset.filters} [data-group]`)];
  box.closest("[hidden]")?.removeAttribute("hidden");
  box.addEventListener("input", () => {
    const wanted = box.value.toLowerCase().split(/\s+/);
    let found = 0;
    for (const item of items) {
      item.hidden = !wanted.every((word) => item.dataset.words.toLowerCase().includes(word));
      if (!item.hidden) found += 1;
    }
    for (const group of groups) group.hidden = !group.querySelector("[data-words]:not([hidden])");
    told.textContent = box.value ? `${found} of ${items.length}` : "";
  });
}

for (const table of document.querySelectorAll("table.sortable")) sortable(table);

for (const place of document.querySelectorAll("[data-downloads]")) {
  const { downloads: formats, name } = place.dataset;
  const get = (accept) => fetch(location.pathname + location.search, { headers: { Accept: accept } });
  place.replaceWith(downloads(formats === "rows" ? ROWS : TRIPLES, get, name));
}

for (const form of document.querySelectorAll("form.asking")) {
  const stop = form.querySelector("[data-stop]");
  // fields that were left empty need not stand in the address, but where all were: an address without any is not asked
  form.addEventListener("formdata", (event) => {
    const given = [...event.formData];
    if (given.some(([, value]) => value)) for (const [name, value] of given) if (!value) event.formData.delete(name);
  });
  form.addEventListener("submit", () => {
    stop.hidden = false;
    byId("status").textContent = "Asking …";
  });
  stop.addEventListener("click", () => {
    window.stop();
    stop.hidden = true;
    byId("status").textContent = "Stopped";
  });
  window.addEventListener("pageshow", () => { stop.hidden = true; }); // a page that comes back from the browser's memory
}
