// Bars: the factors of a drug, triples by year, statements by predicate.

const MOST_BARS = 15;

function drawBars(target, rows, empty) {
  target.replaceChildren();
  if (rows.length === 0) {
    target.append(make("p", { class: "facts" }, empty));
    return;
  }
  const most = Math.max(...rows.map((row) => row.value));
  for (const row of rows) {
    const fill = make("span", { class: `fill fill-${row.kind}` });
    fill.style.width = `${(100 * row.value) / most}%`;
    const parts = [
      make("span", { class: "name", title: row.name }, bdi(row.name)),
      make("span", { class: "track" }, fill),
      make("span", { class: "value" }, NUMBER.format(row.value)),
    ];
    const bar = make(row.open ? "button" : "div", { class: "bar", type: row.open && "button", title: row.title }, ...parts);
    if (row.open) bar.addEventListener("click", row.open);
    target.append(bar);
  }
}

function showFactors() {
  const drug = byId("factors-drug").value;
  const factors = new Map();
  for (const s of data.statements) {
    const kind = kindOf(s.p);
    if ((kind !== "resist" && kind !== "sensitize") || (drug !== "" && s.o !== Number(drug))) continue;
    const name = `${entity(s.s).label}${s.ss ? ` (${s.ss})` : ""}`;
    const key = `${kind} ${name}`;
    const row = factors.get(key) || { name, kind, value: 0, belief: 0 };
    row.value += s.papers;
    row.belief = Math.max(row.belief, s.belief);
    factors.set(key, row);
  }
  const rows = [...factors.values()].filter((row) => row.value > 0);
  rows.sort((a, b) => b.value - a.value || b.belief - a.belief || a.name.localeCompare(b.name, "en"));
  for (const row of rows) {
    row.title = `${row.name} ${WORDS[row.kind]} ${drug === "" ? "drugs" : entity(Number(drug)).label}: ${row.value} papers, belief up to ${row.belief.toFixed(2)}`;
    row.open = () => searchTable(row.name.replace(/ \([a-z]+\)$/, ""));
  }
  drawBars(byId("chart-factors"), rows.slice(0, MOST_BARS), "No factor of resistance or sensitivity was found.");
}

function prepareCharts() {
  const drugs = new Map();
  for (const s of data.statements) {
    const kind = kindOf(s.p);
    if (kind === "resist" || kind === "sensitize") drugs.set(s.o, (drugs.get(s.o) || 0) + s.papers);
  }
  const named = [...drugs].sort((a, b) => b[1] - a[1] || entity(a[0]).label.localeCompare(entity(b[0]).label, "en"));
  fillSelect(byId("factors-drug"), "all drugs", named.map(([number]) => [number, entity(number).label]));
  byId("factors-drug").addEventListener("change", showFactors);
  showFactors();
  drawBars(byId("chart-years"), data.years.map(([year, value]) => ({ name: String(year), value, kind: "plain" })),
    "No document of this run says when it was published.");
  const predicates = data.predicates.map(([name, value]) => ({
    name: said(name), value, kind: kindOf(name), open: () => searchTable("", name),
  }));
  predicates.sort((a, b) => b.value - a.value);
  drawBars(byId("chart-predicates"), predicates, "No statement was found.");
}
