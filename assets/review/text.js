// The text pane: marks that light up with their items, the place in the raw text of a selection, scrolling in step.
const pieces = new Map(); // key -> its pieces

export const pane = () => document.getElementById("review-text");

export function index() {
  pieces.clear();
  for (const piece of pane().querySelectorAll("[data-k]"))
    for (const key of piece.dataset.k.split(" ")) {
      if (!pieces.has(key)) pieces.set(key, []);
      pieces.get(key).push(piece);
    }
}

export const of = (key) => pieces.get(key) || [];

export function light(key, on, kind = "hover") {
  for (const piece of of(key)) piece.classList.toggle(kind, on);
}

export function choose(key) {
  for (const piece of pane().querySelectorAll(".m.on")) piece.classList.remove("on");
  light(key, true, "on");
}

function clauseOf(card) {
  return card.dataset.clause ? pane().querySelector(`[data-path="${CSS.escape(card.dataset.clause)}"]`) : null;
}

const centred = (frame, element, part = 0.35) => {
  const by = element.getBoundingClientRect().top - frame.getBoundingClientRect().top - frame.clientHeight * part;
  frame.scrollTo({ top: frame.scrollTop + by, behavior: "instant" });
};

export function show(card) {
  const target = of(card.dataset.keyOf)[0] || clauseOf(card);
  if (target) centred(pane(), target);
}

export function showAt(place) {
  const all = [...pane().querySelectorAll("[data-s]")];
  const target = all.filter((piece) => Number(piece.dataset.s) <= place).pop();
  if (target) {
    centred(pane(), target);
    target.classList.add("hover");
    setTimeout(() => target.classList.remove("hover"), 2000);
  }
}

export function showClause(path) {
  const target = pane().querySelector(`[data-path="${CSS.escape(path)}"]`);
  if (target) centred(pane(), target, 0.15);
}

// The smallest item of a piece: the one with the fewest pieces, those of the open tab first.
export function itemsAt(piece) {
  return [...piece.dataset.k.split(" ")].sort((a, b) => of(a).length - of(b).length);
}

export function top() {
  const frame = pane();
  const line = frame.getBoundingClientRect().top + frame.clientHeight * 0.3;
  const clauses = frame.children;
  let low = 0;
  let high = clauses.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (clauses[middle].getBoundingClientRect().top <= line) low = middle;
    else high = middle - 1;
  }
  return clauses[low];
}

function place(node, offset, atEnd) {
  const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node.childNodes[Math.min(offset, node.childNodes.length - 1)] || node;
  const piece = (element.nodeType === Node.TEXT_NODE ? element.parentElement : element).closest("[data-s]");
  if (!piece) {
    const all = [...pane().querySelectorAll("[data-s]")];
    const near = atEnd
      ? all.filter((each) => each.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING).pop()
      : all.find((each) => node.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING);
    if (!near) return null;
    return atEnd ? last(near) : Number(near.dataset.s);
  }
  if (piece.dataset.e !== undefined) return Number(atEnd ? piece.dataset.e : piece.dataset.s); // a repair is taken whole
  // positions in the raw text count code points, those of the browser count UTF-16 units
  const within = node.nodeType === Node.TEXT_NODE ? [...node.data.slice(0, offset)].length : atEnd ? [...piece.textContent].length : 0;
  return Number(piece.dataset.s) + within;
}

const last = (piece) => (piece.dataset.e !== undefined ? Number(piece.dataset.e) : Number(piece.dataset.s) + [...piece.textContent].length);

export function selected() {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !pane().contains(selection.anchorNode) || !pane().contains(selection.focusNode)) return null;
  const range = selection.getRangeAt(0);
  const start = place(range.startContainer, range.startOffset, false);
  const end = place(range.endContainer, range.endOffset, true);
  return start !== null && end !== null && end > start ? { start, end } : null;
}
