"use strict";
(function () {
  const data = JSON.parse(document.getElementById("data").textContent);
  const details = data.details;
  const panel = document.getElementById("panel");
  const nodes = new vis.DataSet(data.nodes);
  const edges = new vis.DataSet(data.edges);
  const network = new vis.Network(document.getElementById("network"), { nodes: nodes, edges: edges }, data.options);
  const looks = {};
  document.querySelectorAll("#legend label").forEach(function (label) {
    const shape = label.querySelector("ellipse, rect");
    looks[label.querySelector("input").value] = {
      fill: shape.getAttribute("fill"), border: shape.getAttribute("stroke"), dashed: shape.hasAttribute("stroke-dasharray"),
    };
  });

  // Everything told goes in as text; nothing is ever parsed as HTML.
  function make(tag, text, name) {
    const element = document.createElement(tag);
    if (text) element.textContent = text;
    if (name) element.className = name;
    return element;
  }

  function flat(label) { return label.replace(/\s+/g, " "); }

  function addFacts(facts) {
    if (!facts.length) return;
    const list = make("dl");
    facts.forEach(function (fact) {
      list.append(make("dt", fact[0]));
      const value = make("dd", fact[1]);
      value.dir = "auto";
      list.append(value);
    });
    panel.append(list);
  }

  function addSentences(sentences) {
    if (!sentences.length) return;
    panel.append(make("h3", sentences.length > 1 ? "The sentences that say so" : "The sentence that says so"));
    sentences.forEach(function (sentence) {
      const quote = make("blockquote");
      quote.dir = "auto";
      sentence.parts.forEach(function (part) {
        quote.append(part[1] ? make("mark", part[0]) : document.createTextNode(part[0]));
      });
      if (data.facts.filter(function (f) { return f[0] === "Article"; }).length > 1) quote.append(make("footer", sentence.source));
      panel.append(quote);
    });
  }

  function addButtons(title, rows) {
    if (!rows.length) return;
    panel.append(make("h3", title));
    const list = make("ul");
    rows.forEach(function (row) {
      const item = make("li");
      const button = make("button");
      button.type = "button";
      if (row.before) button.append(make("span", row.before + " ", "role"));
      button.append(make("bdi", row.text));
      if (row.after) button.append(make("span", " " + row.after, "role"));
      button.addEventListener("click", row.go);
      item.append(button);
      list.append(item);
    });
    panel.append(list);
  }

  function clear() {
    panel.textContent = "";
    panel.scrollTop = 0;
  }

  function linked(id) {
    return edges.get().filter(function (edge) { return edge.from === id || edge.to === id; }).map(function (edge) {
      const out = edge.from === id;
      return {
        before: out ? edge.label + " →" : "", text: flat(details[out ? edge.to : edge.from].label),
        after: out ? "" : "→ " + edge.label, go: function () { showEdge(edge.id); },
      };
    });
  }

  function showNode(id, move) {
    const told = details[id];
    clear();
    const chip = make("span", told.kind.replace(/([a-z])([A-Z])/g, "$1 $2"), "chip");
    const look = looks[told.look];
    if (look) {
      chip.style.background = look.fill;
      chip.style.borderColor = look.border;
      chip.classList.toggle("dashed", look.dashed);
    }
    const title = make("h2", told.label);
    title.dir = "auto";
    panel.append(chip, title);
    addFacts(told.facts);
    addSentences(told.sentences);
    addButtons("Connections", linked(id));
    network.selectNodes([id]);
    if (move) network.focus(id, { scale: Math.max(network.getScale(), 0.9), animation: { duration: 300 } });
  }

  function showEdge(id) {
    const edge = edges.get(id);
    clear();
    panel.append(make("span", "Connection", "chip"), make("h2", edge.label));
    addButtons("Between", [edge.from, edge.to].map(function (end, i) {
      return { before: i ? "to" : "from", text: flat(details[end].label), go: function () { showNode(end, true); } };
    }));
    addSentences(details[id].sentences);
    network.selectEdges([id]);
  }

  function listed(groups, needle) {
    return data.nodes.filter(function (node) {
      return groups.indexOf(node.group) >= 0 && flat(details[node.id].label).toLowerCase().indexOf(needle) >= 0;
    }).map(function (node) {
      return { text: flat(details[node.id].label), go: function () { showNode(node.id, true); } };
    });
  }

  function showOverview(needle) {
    clear();
    if (!needle) {
      panel.append(make("p", "Click a node or a line to see the sentences behind it.", "hint"));
      addFacts(data.facts);
    }
    addButtons("Events", listed(["event"], needle));
    addButtons("Prospects", listed(["prospect"], needle));
    addButtons("Actors", listed(["person", "state", "force", "organization"], needle));
    addButtons("Places", listed(["place"], needle));
    if (needle && !panel.childElementCount) panel.append(make("p", "Nothing found.", "hint"));
  }

  network.on("click", function (event) {
    if (event.nodes.length) showNode(event.nodes[0], false);
    else if (event.edges.length) showEdge(event.edges[0]);
    else showOverview("");
  });
  document.getElementById("search").addEventListener("input", function (event) {
    network.unselectAll();
    showOverview(event.target.value.trim().toLowerCase());
  });
  document.getElementById("legend").addEventListener("change", function () {
    const shown = {};
    document.querySelectorAll("#legend input").forEach(function (box) { shown[box.value] = box.checked; });
    nodes.update(data.nodes.map(function (node) { return { id: node.id, hidden: !shown[node.group] }; }));
  });
  // vis-network's own fit() does not count the width of the boxes.
  function fit() {
    const stage = document.getElementById("network");
    const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
    data.nodes.forEach(function (node) {
      const own = network.getBoundingBox(node.id);
      box.left = Math.min(box.left, own.left);
      box.right = Math.max(box.right, own.right);
      box.top = Math.min(box.top, own.top);
      box.bottom = Math.max(box.bottom, own.bottom);
    });
    if (!data.nodes.length || !stage.clientWidth) return;
    const scale = Math.min(stage.clientWidth / (box.right - box.left + 40), stage.clientHeight / (box.bottom - box.top + 40), 1.4);
    network.moveTo({ position: { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 }, scale: scale });
  }

  network.once("afterDrawing", function () {
    fit();
    document.body.dataset.ready = String(data.nodes.length);
  });
  window.addEventListener("resize", fit);
  showOverview("");
})();
