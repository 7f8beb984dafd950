// Where the nodes of a network stand: springs along edges, repulsion between nodes. No chance is
// in it: the same network is always drawn in the same way.

const ROUNDS = 320;

// Connected parts are laid out each by itself, the largest first, and then set in rows.
function layOut(nodes, edges) {
  const parts = partsOf(nodes, edges);
  parts.forEach(settle);
  pack(parts);
}

function partsOf(nodes, edges) {
  const seen = new Set();
  const parts = [];
  for (const first of nodes) {
    if (seen.has(first)) continue;
    const part = { nodes: [first], edges: [] };
    seen.add(first);
    for (let i = 0; i < part.nodes.length; i += 1) {
      for (const edge of part.nodes[i].edges) {
        for (const node of [edge.from, edge.to]) {
          if (!seen.has(node)) { seen.add(node); part.nodes.push(node); }
        }
      }
    }
    parts.push(part);
  }
  const partOf = new Map(parts.flatMap((part) => part.nodes.map((node) => [node, part])));
  for (const edge of edges) partOf.get(edge.from).edges.push(edge);
  return parts.sort((a, b) => b.nodes.length - a.nodes.length);
}

function settle({ nodes, edges }) {
  nodes.forEach((node, i) => {
    // A spiral as of sunflower seeds spreads any number of nodes evenly.
    const angle = i * Math.PI * (3 - Math.sqrt(5));
    node.x = 40 * Math.sqrt(i + 0.5) * Math.cos(angle);
    node.y = 40 * Math.sqrt(i + 0.5) * Math.sin(angle);
  });
  for (let round = 0; round < ROUNDS; round += 1) {
    const heat = 14 * (1 - round / ROUNDS) + 0.2;
    for (const node of nodes) { node.dx = -node.x * 0.012; node.dy = -node.y * 0.016; }
    repel(nodes);
    attract(edges);
    for (const node of nodes) {
      const length = Math.hypot(node.dx, node.dy) || 1;
      node.x += (node.dx / length) * Math.min(length, heat);
      node.y += (node.dy / length) * Math.min(length, heat);
    }
  }
}

// Set the parts in rows, as words in a paragraph; labels need room to both sides.
function pack(parts) {
  for (const part of parts) {
    const xs = part.nodes.map((node) => node.x);
    const ys = part.nodes.map((node) => node.y);
    part.left = Math.min(...xs) - 55;
    part.top = Math.min(...ys) - 18;
    part.width = Math.max(...xs) + 55 - part.left;
    part.height = Math.max(...ys) + 34 - part.top;
  }
  const area = parts.reduce((sum, part) => sum + part.width * part.height, 0);
  const line = Math.max(Math.sqrt(area * 1.7), ...parts.map((part) => part.width));
  let [x, y, tallest] = [0, 0, 0];
  for (const part of parts) {
    if (x > 0 && x + part.width > line) { y += tallest; x = 0; tallest = 0; }
    for (const node of part.nodes) { node.x += x - part.left; node.y += y - part.top; }
    x += part.width;
    tallest = Math.max(tallest, part.height);
  }
}

function repel(nodes) {
  for (let i = 0; i < nodes.length; i += 1) {
    for (let j = i + 1; j < nodes.length; j += 1) {
      const a = nodes[i];
      const b = nodes[j];
      const x = a.x - b.x;
      const y = a.y - b.y || 0.01;
      const force = 5200 / (x * x + y * y + 30);
      const length = Math.hypot(x, y);
      a.dx += (x / length) * force; a.dy += (y / length) * force;
      b.dx -= (x / length) * force; b.dy -= (y / length) * force;
    }
  }
}

function attract(edges) {
  for (const edge of edges) {
    const a = edge.from;
    const b = edge.to;
    const x = b.x - a.x;
    const y = b.y - a.y;
    const length = Math.hypot(x, y) || 1;
    const force = (length - 70) * 0.06;
    a.dx += (x / length) * force; a.dy += (y / length) * force;
    b.dx -= (x / length) * force; b.dy -= (y / length) * force;
  }
}
