// The network: which statements it shows, how it is drawn, moved and read.

const MOST_EDGES = 220;
const FARTHEST = 1.7;
const SHAPES = {
  drug: "M-7,-7H7V7H-7Z",
  target: "M0,-9L9,0L0,9L-9,0Z",
  factor: "M7.5,0A7.5,7.5 0 1,1 -7.5,0A7.5,7.5 0 1,1 7.5,0Z",
  mechanism: "M-4.5,-8H4.5L9,0L4.5,8H-4.5L-9,0Z",
  other: "M5.5,0A5.5,5.5 0 1,1 -5.5,0A5.5,5.5 0 1,1 5.5,0Z",
};
const ROLES = {
  drug: "drug or class", target: "target", factor: "factor", mechanism: "mechanism", other: "other",
};
const view = { x: 0, y: 0, width: 100, height: 100 };

function chosenStatements() {
  const drug = byId("network-drug").value;
  const name = byId("network-name").value.trim().toLowerCase();
  const belief = Number(byId("network-belief").value);
  const predicates = new Set(
    [...document.querySelectorAll("#network-predicates input:checked")].map((box) => box.value));
  const all = byId("network-all").checked;
  const fits = (s) => predicates.has(s.p) && s.belief >= belief && (all || s.core);
  const near = drug === "" ? null : neighbourhood(Number(drug));
  return data.statements.filter((s) => fits(s)
    && (near === null || (near.has(s.s) && near.has(s.o)))
    && (name === "" || entity(s.s).label.toLowerCase().includes(name)
      || entity(s.o).label.toLowerCase().includes(name)));
}

// A drug, what is said of it, and the mechanisms of its factors.
function neighbourhood(drug) {
  const near = new Set([drug]);
  for (const s of data.statements) {
    if (s.s === drug) near.add(s.o);
    if (s.o === drug) near.add(s.s);
  }
  for (const s of data.statements) {
    if (s.core && near.has(s.s) && entity(s.o).role === "mechanism") near.add(s.o);
  }
  return near;
}

function showNetwork() {
  const found = chosenStatements();
  const shown = found.slice(0, MOST_EDGES);
  byId("network-note").textContent = found.length === 0
    ? "No statement passes these filters."
    : `${NUMBER.format(shown.length)} of ${NUMBER.format(found.length)} statements drawn`
      + `${found.length > shown.length ? ", those about drugs and the most believed first" : ""}.`;
  const nodes = new Map();
  const node = (number) => {
    if (!nodes.has(number)) nodes.set(number, { number, edges: [] });
    return nodes.get(number);
  };
  const edges = shown.map((statement) => {
    const edge = { statement, from: node(statement.s), to: node(statement.o) };
    edge.from.edges.push(edge);
    edge.to.edges.push(edge);
    return edge;
  });
  const placed = [...nodes.values()];
  layOut(placed, edges);
  drawNetwork(placed, edges);
  fitView(placed);
  showHint();
}

function drawNetwork(nodes, edges) {
  const svg = byId("network");
  const lines = draw("g", {});
  const points = draw("g", {});
  svg.replaceChildren(arrowHeads(), lines, points);
  bendApart(edges);
  for (const edge of edges) lines.append(drawEdge(edge));
  for (const node of nodes) points.append(drawNode(node));
}

function arrowHeads() {
  const defs = draw("defs", {});
  for (const kind of Object.keys(WORDS)) {
    const marker = draw("marker", {
      id: `head-${kind}`, viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7, markerHeight: 7,
      orient: "auto-start-reverse", markerUnits: "userSpaceOnUse",
    });
    marker.append(draw("path", { d: kind === "lower" || kind === "resist" ? "M5,0H7V8H5Z" : "M0,0L8,4L0,8Z", class: `fill-${kind}` }));
    defs.append(marker);
  }
  return defs;
}

// Edges between the same two nodes get curves of their own.
function bendApart(edges) {
  const seen = new Map();
  for (const edge of edges) {
    const key = [edge.from.number, edge.to.number].sort((a, b) => a - b).join(" ");
    const before = seen.get(key) || 0;
    seen.set(key, before + 1);
    edge.bend = Math.ceil(before / 2) * 26 * (before % 2 ? 1 : -1);
  }
}

function pathOf(edge) {
  const { from, to } = edge;
  if (from === to) return `M${from.x},${from.y - 9}c-26,-34 26,-34 4,0`;
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const ux = (to.x - from.x) / length;
  const uy = (to.y - from.y) / length;
  const gap = Math.min(12, length / 3);
  const midX = (from.x + to.x) / 2 - uy * edge.bend;
  const midY = (from.y + to.y) / 2 + ux * edge.bend;
  return `M${from.x + ux * gap},${from.y + uy * gap}Q${midX},${midY} ${to.x - ux * gap},${to.y - uy * gap}`;
}

function drawEdge(edge) {
  const { statement } = edge;
  const kind = kindOf(statement.p);
  const path = pathOf(edge);
  const group = draw("g", { class: `edge${statement.papers ? "" : " denied"}`, "data-id": statement.id });
  group.append(
    draw("path", { d: path, class: `line kind-${kind}`, "marker-end": `url(#head-${kind})` }),
    draw("path", { d: path, class: "hit" }),
    titleOf(`${entity(statement.s).label} ${said(statement.p)} ${entity(statement.o).label}`),
  );
  group.addEventListener("click", () => showDetails([statement], group));
  return group;
}

function drawNode(node) {
  const known = entity(node.number);
  const group = draw("g", {
    class: "node", tabindex: "0", role: "button", transform: `translate(${node.x},${node.y})`,
    "data-entity": node.number,
  });
  const label = draw("text", { y: 21 });
  label.textContent = known.label.length > 24 ? `${[...known.label].slice(0, 23).join("")}…` : known.label;
  const size = Math.min(1 + node.edges.length / 12, 1.9);
  group.append(
    draw("path", { d: SHAPES[known.role], class: `role-${known.role}`, transform: `scale(${size})` }),
    label, titleOf(`${known.label}, ${ROLES[known.role]}: ${known.type}`));
  const open = () => showDetails(node.edges.map((edge) => edge.statement), group, known);
  group.addEventListener("click", open);
  group.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") { event.preventDefault(); open(); }
  });
  return group;
}

function titleOf(text) {
  const title = draw("title", {});
  title.textContent = text;
  return title;
}

function showHint() {
  byId("details").replaceChildren(make("p", { class: "facts" },
    "Click a node or an edge to read its sentences. Drag to move, + and − to zoom."));
}

function showDetails(statements, group, known) {
  for (const chosen of document.querySelectorAll("#network .chosen")) chosen.classList.remove("chosen");
  group.classList.add("chosen");
  const list = make("ol", {});
  for (const statement of new Set(statements)) {
    list.append(make("li", { "data-id": statement.id }, claimOf(statement),
      make("p", { class: "facts" }, factsOf(statement)), ...statement.ev.map(evidenceOf)));
  }
  const panel = byId("details");
  panel.replaceChildren();
  if (known) {
    panel.append(make("h3", {}, bdi(known.label)), make("p", { class: "facts" },
      `${ROLES[known.role]} · ${known.type} · `, link(known.url, known.id) || known.id || "no identifier"));
  }
  panel.append(list);
  panel.scrollTop = 0;
}

// ---------------------------------------------------------------- view

function applyView() {
  byId("network").setAttribute("viewBox", `${view.x} ${view.y} ${view.width} ${view.height}`);
}

// All of it, or where labels would become too small to read, as much as can be read.
function fitView(nodes, smallest = FARTHEST) {
  const box = byId("network").getBoundingClientRect();
  const width = Math.max(160, ...nodes.map((node) => node.x)) + 60;
  const height = Math.max(100, ...nodes.map((node) => node.y)) + 40;
  const ratio = box.width / box.height || 1;
  view.width = Math.min(Math.max(width, height * ratio), box.width * smallest || width);
  view.height = view.width / ratio;
  view.x = view.width < width ? 0 : (width - view.width) / 2;
  view.y = view.height < height ? 0 : (height - view.height) / 2;
  view.nodes = nodes;
  applyView();
}

function zoom(factor) {
  view.x += (view.width * (1 - factor)) / 2;
  view.y += (view.height * (1 - factor)) / 2;
  view.width *= factor;
  view.height *= factor;
  applyView();
}

function letMove() {
  const svg = byId("network");
  let last = null;
  svg.addEventListener("pointerdown", (event) => { last = [event.clientX, event.clientY]; });
  window.addEventListener("pointermove", (event) => {
    if (last === null) return;
    const scale = view.width / svg.getBoundingClientRect().width;
    view.x -= (event.clientX - last[0]) * scale;
    view.y -= (event.clientY - last[1]) * scale;
    last = [event.clientX, event.clientY];
    svg.classList.add("dragged");
    applyView();
  });
  window.addEventListener("pointerup", () => { last = null; svg.classList.remove("dragged"); });
  svg.addEventListener("wheel", (event) => {
    // A plain wheel scrolls the page.
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    zoom(event.deltaY > 0 ? 1.15 : 0.87);
  }, { passive: false });
  byId("zoom-in").addEventListener("click", () => zoom(0.75));
  byId("zoom-out").addEventListener("click", () => zoom(1.33));
  byId("zoom-fit").addEventListener("click", () => fitView(view.nodes, Infinity));
}

function prepareNetwork() {
  const drugs = new Map();
  for (const s of data.statements) {
    if (!s.core) continue;
    for (const number of [s.s, s.o]) {
      if (entity(number).role === "drug") drugs.set(number, (drugs.get(number) || 0) + 1);
    }
  }
  const named = [...drugs].map(([number, count]) => [number, `${entity(number).label} (${count})`]);
  named.sort((a, b) => a[1].localeCompare(b[1], "en"));
  fillSelect(byId("network-drug"), "all", named);
  for (const predicate of Object.keys(Object.fromEntries(data.predicates))) {
    byId("network-predicates").append(make("label", {},
      make("input", { type: "checkbox", value: predicate, checked: true }), ` ${said(predicate)}`));
  }
  if (!data.statements.some((s) => s.core)) byId("network-all").checked = true;
  drawLegend();
  for (const id of ["network-drug", "network-predicates", "network-all"]) byId(id).addEventListener("change", showNetwork);
  byId("network-name").addEventListener("input", showNetwork);
  byId("network-belief").addEventListener("input", (event) => {
    byId("network-belief-value").textContent = Number(event.target.value).toFixed(2);
    showNetwork();
  });
  letMove();
  showNetwork();
}

function drawLegend() {
  for (const [role, word] of Object.entries(ROLES)) {
    const svg = draw("svg", { viewBox: "-10 -10 20 20", "aria-hidden": "true" });
    svg.append(draw("path", { d: SHAPES[role], class: `role-${role}` }));
    byId("network-legend").append(make("li", {}, svg, word));
  }
  for (const [kind, word] of Object.entries(WORDS)) {
    const svg = draw("svg", { viewBox: "0 0 20 20", "aria-hidden": "true" });
    svg.append(draw("path", { d: "M1,10H19", class: `kind-${kind}`, "stroke-width": 3 }));
    byId("network-legend").append(make("li", {}, svg, word));
  }
}
