// The article with every mention marked: each leads to its node, and the selected node's mentions stand out.

let wanted = null; // the sentence to scroll to

function scrollToSentence(number) {
  wanted = number;
  const found = document.querySelector("[data-sentence='" + Number(number) + "']");
  if (found) found.scrollIntoView({ block: "center", behavior: calm() ? "auto" : "smooth" });
}

function drawReading(body, graph, state) {
  const chosen = articleFor(graph, state);
  const article = graph.articles[chosen];
  if (!article) return refill(body, make("p", { class: "hint" }, "No article is in this graph."));
  const known = graph.sentences.map(function (sentence, i) { return Object.assign({ number: i }, sentence); })
    .filter(function (sentence) { return sentence.article === chosen; }).sort(function (a, b) { return a.start - b.start || b.end - a.end; });
  const spans = mentionsIn(graph, chosen);
  const stretches = article.text ? paragraphs(article.text) : passages(known);
  const parts = stretches.map(function (stretch) { return stretch === null ? make("p", { class: "gap" }, "[…]") : paragraph(stretch, spans, known, graph, state); });
  const picker = graph.articles.length > 1 ? make("label", { class: "pick" }, "Article ", make("select", { change: function (event) {
    pickedArticle = Number(event.target.value);
    drawReading(body, graph, state);
  } }, graph.articles.map(function (one, i) { return make("option", { value: String(i), selected: i === chosen }, short(one.title, 90)); }))) : null;
  refill(body, picker, heading(article.title), make("p", { class: "hint" }, articleLine(article)), article.text ? null : make("p", { class: "soft" }, "The graph holds the passages that facts rest on; […] stands for what lies between."), make("div", { class: "reading", dir: "auto" }, parts));
  const mark = wanted !== null ? body.querySelector("[data-sentence='" + wanted + "']") : body.querySelector(".mention.on");
  wanted = null;
  if (mark) mark.scrollIntoView({ block: "center" });
  else body.scrollTop = 0;
}

let pickedArticle = -1;

// The one picked, unless the selected node is told of only elsewhere.
function articleFor(graph, state) {
  const node = graph.node(state.selected) || graph.edge(state.selected);
  const homes = node ? node.sentences.map(function (one) { return graph.sentences[one.sentence].article; }) : [];
  if (wanted !== null) pickedArticle = graph.sentences[wanted].article;
  else if (homes.length && !homes.includes(pickedArticle)) pickedArticle = homes[0];
  return Math.max(pickedArticle, 0);
}

// Every marked stretch of the article with its node, the longest first where several begin.
function mentionsIn(graph, article) {
  const found = [];
  graph.nodes.forEach(function (node) {
    node.sentences.forEach(function (one) {
      const sentence = graph.sentences[one.sentence];
      if (sentence.article === article) one.marks.forEach(function (mark) { found.push({ start: sentence.start + mark[0], end: sentence.start + mark[1], node: node }); });
    });
  });
  return found.sort(function (a, b) { return a.start - b.start || b.end - a.end; });
}

function paragraphs(text) {
  let at = 0;
  return text.split("\n").map(function (line) {
    const start = at;
    at += Array.from(line).length + 1;
    return { start: start, text: line };
  }).filter(function (line) { return line.text.trim(); });
}

function passages(known) {
  const result = [];
  let end = -1;
  known.forEach(function (sentence) {
    if (sentence.end <= end) return; // lies in one that is shown
    if (end >= 0 && sentence.start > end + 2) result.push(null);
    result.push({ start: sentence.start, text: sentence.text });
    end = Math.max(end, sentence.end);
  });
  return result;
}

// Cut wherever a mention begins or ends; each piece belongs to the innermost mention.
function paragraph(stretch, spans, known, graph, state) {
  const end = stretch.start + Array.from(stretch.text).length;
  const inside = spans.filter(function (span) { return span.start < end && span.end > stretch.start; });
  const starts = new Map(known.filter(function (s) { return s.start >= stretch.start && s.start < end; }).map(function (s) { return [s.start, s.number]; }));
  const edges = new Set([stretch.start, end, ...starts.keys()]);
  inside.forEach(function (span) { edges.add(Math.max(span.start, stretch.start)).add(Math.min(span.end, end)); });
  const cuts = [...edges].sort(function (a, b) { return a - b; });
  const element = make("p", {});
  cuts.slice(0, -1).forEach(function (from, i) {
    const words = cut(stretch.text, from - stretch.start, cuts[i + 1] - stretch.start);
    const over = inside.filter(function (span) { return span.start <= from && span.end >= cuts[i + 1]; });
    const own = over.find(function (span) { return span.node.id === state.selected; }) || over[over.length - 1];
    if (starts.has(from)) element.append(make("span", { "data-sentence": String(starts.get(from)) }));
    element.append(own ? mention(words, own.node, state) : words);
  });
  return element;
}

function mention(words, node, state) {
  const on = node.id === state.selected;
  return button(words, function () { state.update({ selected: node.id }); }, {
    class: "mention " + node.look + (on ? " on" : ""), title: short(node.label, 100), "aria-current": on ? "true" : false,
  });
}
