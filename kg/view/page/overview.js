// What the panel shows when nothing is selected: the articles, and what they tell of most.

const MOST = 12;

function overview(graph, state) {
  const told = graph.nodes.filter(function (node) { return state.visible(node.id); });
  const most = function (title, test) {
    const nodes = told.filter(test).sort(function (a, b) { return b.weight - a.weight; });
    if (!nodes.length) return null;
    const items = nodes.slice(0, MOST).map(function (node) { return make("li", {}, goTo(node, state), node.start ? make("span", { class: "soft" }, " " + whenWords(node)) : ""); });
    const rest = nodes.length - MOST;
    if (rest > 0) items.push(make("li", { class: "soft" }, "and " + rest.toLocaleString("en") + " more in the ", button("table", function () { state.update({ mode: "table" }); }, { class: "plain" })));
    return make("section", {}, make("h3", {}, title), make("ul", { class: "links" }, items));
  };
  return [
    make("h2", { tabindex: "-1" }, "At a glance"),
    make("p", { class: "hint" }, "Choose a node or a line to see the sentences behind it."),
    graph.articles.slice(0, 5).map(function (article) { return articleCard(article); }),
    graph.articles.length > 5 ? make("p", { class: "soft" }, "and " + counted(graph.articles.length - 5, "more article")) : null,
    most("Happened", function (node) { return node.group === "event"; }),
    most("Planned, pledged, denied", function (node) { return node.group === "prospect"; }),
    most("Actors", function (node) { return node.group === "actor"; }),
    most("Places", function (node) { return node.group === "place"; }),
  ];
}

function articleCard(article) {
  return make("p", { class: "card" }, make("strong", {}, quoted(short(article.title, 200))), make("br"), articleLine(article));
}

// Publisher, date and link of an article.
function articleLine(article) {
  const told = [article.publisher ? quoted(article.publisher) : "", article.issued ? dayWords(article.issued) : "", link(article.url, "Source")].filter(Boolean);
  return make("span", { class: "soft" }, told.map(function (one, i) { return [i ? ", " : "", one]; }));
}
