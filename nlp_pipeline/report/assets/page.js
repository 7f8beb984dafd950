// The data of the page, and how they become elements. Text is only ever set as text.

const data = JSON.parse(document.getElementById("data").textContent);
const SVG = "http://www.w3.org/2000/svg";
const NUMBER = new Intl.NumberFormat("en");

const KINDS = {
  confers_resistance_to: "resist", sensitizes_to: "sensitize", targets: "targets",
  activates: "raise", upregulates: "raise", inhibits: "lower", downregulates: "lower",
};
const WORDS = {
  resist: "confers resistance to", sensitize: "sensitizes to", targets: "targets",
  raise: "activates, upregulates", lower: "inhibits, downregulates", neutral: "other",
};

const byId = (id) => document.getElementById(id);
const kindOf = (predicate) => KINDS[predicate] || "neutral";
const said = (predicate) => predicate.replaceAll("_", " ");
const entity = (number) => data.entities[number];

for (const statement of data.statements) {
  const words = [entity(statement.s).label, said(statement.p), entity(statement.o).label];
  statement.words = words.concat(statement.ev.map((e) => e.text)).join(" \n").toLowerCase();
}

// Make an element with attributes and children; children that are no elements become text.
function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "class") element.className = value;
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

function draw(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

// A text of a document stands apart, so that its writing direction does not reach the page.
const bdi = (text) => make("bdi", { dir: "auto" }, text);

function link(url, text) {
  if (!url || !url.startsWith("https://")) return null;
  return make("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, text);
}

function nameOf(number, state) {
  const known = entity(number);
  const name = bdi(known.label);
  const shown = make("span", { title: `${known.type}${known.id ? ` ${known.id}` : ""}` }, name);
  if (state) shown.append(make("span", { class: "state" }, ` (${state})`));
  return shown;
}

// The sentence with both arguments marked; where they overlap, the first one wins.
function sentenceOf(evidence) {
  const shown = bdi("");
  const letters = ["s", "o"];
  const spans = evidence.spans
    .map((span, i) => span && { start: span[0], end: span[1], kind: letters[i] })
    .filter(Boolean)
    .sort((a, b) => a.start - b.start || b.end - a.end);
  // Offsets count characters, of which JavaScript's strings hold some as two units.
  const chars = Array.from(evidence.text);
  let last = 0;
  for (const span of spans) {
    if (span.start < last) continue;
    shown.append(chars.slice(last, span.start).join(""));
    shown.append(make("mark", { class: span.kind }, chars.slice(span.start, span.end).join("")));
    last = span.end;
  }
  shown.append(chars.slice(last).join(""));
  return shown;
}

function evidenceOf(evidence) {
  const shown = make("p", { class: "sentence" }, sentenceOf(evidence), " ");
  if (evidence.neg) shown.append(make("span", { class: "tag neg" }, "denied"), " ");
  if (evidence.hedge) shown.append(make("span", { class: "tag hedge" }, "hedged"), " ");
  const links = [link(evidence.fig, "figure"), link(evidence.paper, "article")].filter(Boolean);
  const source = make("span", { class: "source" }, bdi(evidence.doc));
  if (evidence.year) source.append(` ${evidence.year}`);
  for (const one of links) source.append(" · ", one);
  source.append(` · rule ${evidence.rule}`);
  shown.append(source);
  return shown;
}

function factsOf(statement) {
  const facts = [`belief ${statement.belief.toFixed(2)}`, `${statement.papers} papers`];
  if (statement.papers === 1) facts[1] = "1 paper";
  if (statement.against) facts.push(`${statement.against} against`);
  if (statement.hedged) facts.push(`${statement.hedged} hedged`);
  if (statement.opposed) facts.push(`contradicted by ${statement.opposed}`);
  if (statement.curated) facts.push("confirmed by a curator");
  return facts.join(" · ");
}

function claimOf(statement) {
  return make("p", { class: "claim" }, nameOf(statement.s, statement.ss), ` ${said(statement.p)} `,
    nameOf(statement.o, statement.os));
}

function fillSelect(select, first, values) {
  select.replaceChildren(make("option", { value: "" }, first));
  for (const [value, text] of values) select.append(make("option", { value }, text));
}
