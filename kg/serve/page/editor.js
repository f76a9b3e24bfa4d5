// A textarea with colours: a painted copy of its text lies beneath it in the same grid cell, so that both wrap alike and
// scroll as one. The textarea keeps what it is good at: undo, selection, input methods, assistive technology.

import { suggestions } from "./completion.js";
import { element } from "./dom.js";
import { pair, tokens } from "./sparql.js";

const LONGEST = 100_000; // characters that are painted: beyond them typing would lag

export class Editor {
  constructor(area) {
    this.area = area;
    this.vocabulary = null;
    this.frame = area.closest(".editor");
    this.paint = element("pre", { className: "paint", aria: { hidden: "true" } });
    this.list = element("ul", { className: "options", id: `${area.id}-options`, role: "listbox", hidden: true,
      aria: { label: "Completions" } });
    this.told = element("p", { className: "unseen", role: "status" });
    area.before(this.paint);
    this.frame.append(this.list, this.told);
    this.lines = [];
    this.open = null;
    this.wrongAt = -1;
    area.addEventListener("input", (event) => this.changed(event));
    area.addEventListener("keydown", (event) => this.pressed(event));
    area.addEventListener("blur", () => this.close());
    document.addEventListener("selectionchange", () => this.moved());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the focus in the text
    this.list.addEventListener("click", (event) => this.clicked(event));
    this.draw();
  }

  /** Completes with these prefixes and terms from now on. */
  offer(vocabulary) {
    this.vocabulary = vocabulary;
    // A combobox may have one line only (ARIA 1.2), so the textarea stays a textbox that names its list.
    for (const [name, value] of [["autocomplete", "list"], ["haspopup", "listbox"], ["controls", this.list.id]]) {
      this.area.setAttribute(`aria-${name}`, value);
    }
  }

  get value() { return this.area.value; }

  set value(text) {
    this.area.value = text;
    this.wrongAt = -1;
    this.area.removeAttribute("aria-invalid");
    this.close();
    this.draw();
  }

  /** Marks the place of a mistake, line and column from 1, a column being a character. */
  wrong(line, column) {
    const start = this.value.split("\n").slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
    const before = [...(this.value.split("\n")[line - 1] ?? "")].slice(0, column - 1).join("");
    this.wrongAt = Math.min(start + before.length, this.value.length);
    this.area.setAttribute("aria-invalid", "true");
    this.draw();
    this.paint.children[line - 1]?.scrollIntoView({ block: "nearest" });
  }

  /** Puts the caret where the mistake is. */
  goToMistake() {
    this.area.focus();
    this.area.setSelectionRange(this.wrongAt, this.wrongAt);
    this.moved();
  }

  changed(event) {
    this.wrongAt = -1;
    this.area.removeAttribute("aria-invalid");
    this.draw();
    if (event.inputType === "insertText" || (this.open && event.inputType?.startsWith("delete"))) this.suggest(false);
    else this.close();
  }

  moved() {
    if (document.activeElement !== this.area) return;
    this.draw();
    const caret = this.area.selectionEnd;
    if (this.open && (caret < this.open.from || caret > this.open.to)) this.close();
  }

  pressed(event) {
    if (event.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.close();
      this.area.form.requestSubmit();
    } else if (event.key === " " && event.ctrlKey) {
      event.preventDefault();
      this.suggest(true);
    } else if (this.open && this.steered(event.key)) {
      event.preventDefault();
    } else if (event.key === "Enter" && !event.shiftKey && !event.altKey) {
      const { value, selectionStart } = this.area;
      const indent = /^[ \t]*/.exec(value.slice(0, selectionStart).split("\n").at(-1))[0];
      if (!indent) return;
      event.preventDefault();
      this.type(`\n${indent}`);
    }
  }

  /** What a key does to the open list; false when it does nothing there. */
  steered(key) {
    const { options, chosen } = this.open;
    const to = { ArrowDown: chosen + 1, ArrowUp: chosen < 0 ? -1 : chosen - 1, PageDown: chosen + 8, PageUp: chosen - 8 }[key];
    if (key === "Escape") this.close();
    else if ((key === "Enter" || key === "Tab") && chosen >= 0) this.accept(chosen);
    else if (to !== undefined) {
      const page = key.startsWith("Page");
      this.choose(page ? Math.max(0, Math.min(to, options.length - 1)) : (to + options.length) % options.length);
    } else return false;
    return true;
  }

  suggest(forced) {
    const { selectionStart, selectionEnd } = this.area;
    const found = selectionStart === selectionEnd && this.vocabulary
      ? suggestions(this.tokens ?? tokens(this.value), selectionEnd, this.vocabulary, forced) : null;
    if (!found) {
      this.close();
      if (forced) this.told.textContent = "No completions";
      return;
    }
    this.open = { ...found, chosen: -1 };
    this.list.replaceChildren(...found.options.map((option, i) => this.row(option, i)));
    this.list.hidden = false;
    this.told.textContent = found.options.length === 1 ? "1 completion" : `${found.options.length} completions`;
    this.position(found.from);
    if (found.sure) this.choose(0);
    else this.area.removeAttribute("aria-activedescendant");
  }

  row({ name, kind, definition }, i) {
    const words = definition ? [element("span", { className: "definition" }, definition)] : [];
    return element("li", { role: "option", id: `${this.list.id}-${i}`, dataset: { i }, aria: { selected: "false" } },
      element("span", { className: "name" }, name), element("span", { className: `kind ${kind.replace(" ", "-")}` }, kind), ...words);
  }

  choose(i) {
    this.list.querySelector("[aria-selected=true]")?.setAttribute("aria-selected", "false");
    this.open.chosen = i;
    const row = this.list.children[i];
    row.setAttribute("aria-selected", "true");
    this.area.setAttribute("aria-activedescendant", row.id);
    row.scrollIntoView({ block: "nearest" });
  }

  clicked(event) {
    const row = event.target.closest("[role=option]");
    if (row && this.open) this.accept(Number(row.dataset.i));
  }

  accept(i) {
    const { from, to, options } = this.open;
    this.close();
    this.area.setSelectionRange(from, to);
    this.type(options[i].insert);
  }

  close() {
    if (!this.open) return;
    this.open = null;
    this.list.hidden = true;
    this.list.replaceChildren();
    this.told.textContent = "";
    this.area.removeAttribute("aria-activedescendant");
  }

  /** Writes at the caret, as a person would: the old command is the only way that undo knows of. */
  type(text) {
    this.area.focus();
    if (!document.execCommand("insertText", false, text)) {
      this.area.setRangeText(text, this.area.selectionStart, this.area.selectionEnd, "end");
      this.draw();
    }
    this.close();
  }

  draw() {
    const plain = this.value.length > LONGEST;
    this.frame.classList.toggle("painted", !plain);
    this.tokens = plain ? null : tokens(this.value);
    if (plain) {
      this.paint.replaceChildren(this.value);
      this.lines = [];
      return;
    }
    const caret = document.activeElement === this.area && this.area.selectionStart === this.area.selectionEnd
      ? this.area.selectionEnd : -1;
    const marked = new Set(pair(this.tokens, caret).map((t) => t.start));
    const lines = byLine(this.tokens, marked, this.wrongAt);
    const keys = lines.map((line) => JSON.stringify(line));
    let head = 0;
    while (head < keys.length && head < this.lines.length && keys[head] === this.lines[head]) head += 1;
    let tail = 0;
    while (tail < Math.min(keys.length, this.lines.length) - head && keys.at(-1 - tail) === this.lines.at(-1 - tail)) tail += 1;
    for (let i = this.lines.length - tail - 1; i >= head; i -= 1) this.paint.children[i].remove();
    const fresh = lines.slice(head, lines.length - tail).map(painted);
    const next = this.paint.children[head];
    if (next) next.before(...fresh);
    else this.paint.append(...fresh);
    this.lines = keys;
  }

  position(at) {
    const frame = this.frame.getBoundingClientRect();
    const place = this.rect(at) ?? { left: frame.left, top: frame.top, bottom: frame.bottom };
    const { offsetWidth: width, offsetHeight: height } = this.list;
    const left = Math.max(0, Math.min(place.left - frame.left, frame.width - width));
    const above = place.bottom + height + 8 > window.innerHeight && place.top > height + 8;
    this.list.style.left = `${left}px`;
    this.list.style.top = `${(above ? place.top - height - 4 : place.bottom + 4) - frame.top}px`;
  }

  /** Where on the screen a place in the text is, measured in the painted copy. */
  rect(at) {
    const before = this.value.slice(0, at);
    const line = this.paint.children[before.split("\n").length - 1];
    if (!line) return null;
    let left = at - (before.lastIndexOf("\n") + 1);
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (left <= node.length) {
        const range = document.createRange();
        range.setStart(node, left);
        range.collapse(true);
        return range.getClientRects()[0] ?? line.getBoundingClientRect();
      }
      left -= node.length;
    }
    return line.getBoundingClientRect();
  }
}

/** Tokens as lines of [class, text]; a token over several lines is cut, and what is wrong at a line's end gets a space. */
function byLine(found, marked, wrongAt) {
  const lines = [[]];
  let end = 0;
  const close = (at) => { if (at === wrongAt) lines.at(-1).push(["wrong", " "]); };
  for (const { kind, text, start, end: stop } of found) {
    let at = start;
    for (const [i, part] of text.split("\n").entries()) {
      if (i > 0) {
        close(at - 1);
        lines.push([]);
      }
      const wrong = wrongAt >= at && wrongAt < at + part.length;
      if (part) lines.at(-1).push([`${kind}${marked.has(start) ? " pair" : ""}${wrong ? " wrong" : ""}`, part]);
      at += part.length + 1;
    }
    end = stop;
  }
  close(end);
  return lines;
}

function painted(line) {
  const wrong = line.some(([kind]) => kind.endsWith("wrong"));
  const parts = line.map(([kind, text]) => (kind === "space" ? text : element("span", { className: kind }, text)));
  return element("span", { className: wrong ? "line bad" : "line" }, ...parts, "\n");
}
