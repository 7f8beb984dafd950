// The table of statements: search, filters, order, pages.

const PAGE_ROWS = 25;
const COLUMNS = [
  { name: "Subject", key: (s) => entity(s.s).label.toLowerCase() },
  { name: "Predicate", key: (s) => s.p },
  { name: "Object", key: (s) => entity(s.o).label.toLowerCase() },
  { name: "Belief", key: (s) => -s.belief },
  { name: "Papers", key: (s) => -s.papers },
  { name: "Last year", key: (s) => -(s.years[1] || 0) },
  { name: "Evidence", key: null },
];
const table = { page: 0, column: null, down: false };

function foundRows() {
  const words = byId("table-search").value.toLowerCase().split(/\s+/).filter(Boolean);
  const predicate = byId("table-predicate").value;
  const core = byId("table-core").checked;
  const opposed = byId("table-opposed").checked;
  const rows = data.statements.filter((s) => (predicate === "" || s.p === predicate)
    && (!core || s.core) && (!opposed || s.opposed > 0 || s.against > 0)
    && words.every((word) => s.words.includes(word)));
  if (table.column === null) return rows;
  const { key } = COLUMNS[table.column];
  const turn = table.down ? -1 : 1;
  return rows.sort((a, b) => {
    const [x, y] = [key(a), key(b)];
    return turn * (x < y ? -1 : Number(x > y));
  });
}

function showTable() {
  const rows = foundRows();
  const pages = Math.max(1, Math.ceil(rows.length / PAGE_ROWS));
  table.page = Math.min(table.page, pages - 1);
  const body = make("tbody", {});
  const start = table.page * PAGE_ROWS;
  for (const statement of rows.slice(start, start + PAGE_ROWS)) body.append(rowOf(statement));
  byId("table").replaceChildren(headOf(), body);
  const total = data.headline.statements;
  const held = data.statements.length;
  byId("table-note").textContent = `${NUMBER.format(rows.length)} found.`
    + (held < total ? ` This page holds ${NUMBER.format(held)} of ${NUMBER.format(total)} statements: those about`
      + " drugs first, then the most believed. All are in statements.csv." : "");
  byId("table-page").textContent = `Page ${table.page + 1} of ${NUMBER.format(pages)}`;
  byId("table-back").disabled = table.page === 0;
  byId("table-next").disabled = table.page >= pages - 1;
}

function headOf() {
  const row = make("tr", {});
  COLUMNS.forEach((column, i) => {
    const sorted = table.column === i ? (table.down ? "descending" : "ascending") : null;
    const head = make("th", { scope: "col", "aria-sort": sorted });
    if (column.key === null) head.append(column.name);
    else {
      const button = make("button", { type: "button" }, column.name + (sorted ? (table.down ? " ↓" : " ↑") : ""));
      button.addEventListener("click", () => {
        table.down = table.column === i && !table.down;
        table.column = i;
        showTable();
      });
      head.append(button);
    }
    row.append(head);
  });
  return make("thead", {}, row);
}

function rowOf(statement) {
  const cells = [
    make("td", { class: "name" }, nameOf(statement.s, statement.ss)),
    make("td", {}, said(statement.p)),
    make("td", { class: "name" }, nameOf(statement.o, statement.os)),
    make("td", { class: "num" }, statement.belief.toFixed(2)),
    make("td", { class: "num", title: factsOf(statement) }, papersOf(statement)),
    make("td", { class: "num" }, statement.years[1] || ""),
    make("td", { class: "text" }, ...statement.ev.slice(0, 1).map(evidenceOf), more(statement)),
  ];
  cells.forEach((cell, i) => cell.setAttribute("data-name", COLUMNS[i].name));
  return make("tr", { "data-id": statement.id }, ...cells);
}

function papersOf(statement) {
  return statement.against ? `${statement.papers} − ${statement.against}` : String(statement.papers);
}

function more(statement) {
  if (statement.ev.length < 2) return null;
  const button = make("button", { type: "button" }, `${statement.ev.length - 1} more`);
  button.addEventListener("click", () => button.replaceWith(...statement.ev.slice(1).map(evidenceOf)));
  return button;
}

function searchTable(words, predicate) {
  byId("table-search").value = words;
  byId("table-predicate").value = predicate || "";
  byId("table-core").checked = false;
  byId("table-opposed").checked = false;
  table.page = 0;
  showTable();
  byId("table-part").scrollIntoView();
}

function prepareTable() {
  fillSelect(byId("table-predicate"), "all", data.predicates.map(([name]) => [name, said(name)]));
  for (const id of ["table-search", "table-predicate", "table-core", "table-opposed"]) {
    byId(id).addEventListener("input", () => { table.page = 0; showTable(); });
  }
  byId("table-back").addEventListener("click", () => { table.page -= 1; showTable(); });
  byId("table-next").addEventListener("click", () => { table.page += 1; showTable(); });
  showTable();
}
