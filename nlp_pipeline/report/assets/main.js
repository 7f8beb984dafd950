// Numbers, runs, and the start of everything else.

const NUMBERS = {
  documents: "documents with names", papers: "papers with triples", triples: "triples", statements: "statements",
  drugs: "drugs with a factor", factors: "factors", contradictions: "contradicting pairs", denied: "denied by a paper",
};
const RUN_COLUMNS = {
  started: "Started", version: "Version", documents: "Documents", extracted: "Extracted", removed: "Removed",
  failures: "Failures", triples: "Triples", statements: "Statements", seconds: "Seconds",
};

function showHeadline() {
  for (const [name, words] of Object.entries(NUMBERS)) {
    byId("headline").append(make("div", { class: "number", "data-name": name },
      make("b", {}, NUMBER.format(data.headline[name])), make("span", {}, words)));
  }
  const subtitle = byId("subtitle");
  const last = data.runs[0];
  subtitle.textContent = `nlp-pipeline ${subtitle.dataset.version}`
    + (last && last.started ? `, tables of the run of ${String(last.started).slice(0, 10)}` : "");
}

function showRuns() {
  const names = Object.keys(RUN_COLUMNS);
  const head = make("tr", {}, ...names.map((name) => make("th", { scope: "col" }, RUN_COLUMNS[name])));
  const rows = data.runs.map((run) => make("tr", {}, ...names.map((name) => {
    const value = run[name];
    if (typeof value === "number") return make("td", { class: "num" }, NUMBER.format(value));
    return make("td", {}, value === null || value === undefined ? "" : String(value).replace("T", " "));
  })));
  byId("runs").replaceChildren(make("thead", {}, head), make("tbody", {}, ...rows));
}

showHeadline();
prepareNetwork();
prepareCharts();
prepareTable();
showRuns();
document.documentElement.dataset.ready = "true";
