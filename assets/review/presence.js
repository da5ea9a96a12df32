// Who else is here: asked every few seconds, and told where we are.
import { post, root } from "./answers.js";

const EVERY = 8000;
const RESTING = 5 * 60 * 1000; // nobody touches the page: it stops asking, so that the session may end as it should
let place = "";
let options;
let timer = 0;
let soon = 0;
let touched = Date.now();

export function start(given) {
  options = given;
  if (!root.dataset.editable) return;
  tell();
  timer = setInterval(() => !document.hidden && Date.now() - touched < RESTING && tell(), EVERY);
  for (const kind of ["pointerdown", "keydown", "wheel"]) addEventListener(kind, () => (touched = Date.now()), { passive: true });
  document.addEventListener("visibilitychange", () => !document.hidden && tell());
  addEventListener("pagehide", () => clearInterval(timer));
}

export function at(key) {
  place = key;
  if (!timer) return;
  clearTimeout(soon);
  soon = setTimeout(tell, 1200);
}

async function tell() {
  const stamp = options.stamp();
  const answer = await post(root.dataset.presence, { item: place || options.chosen() || "", stamp: stamp === null ? "" : stamp });
  if (!answer.ok) return;
  document.getElementById("review-others").textContent = answer.others.map((other) => other.words).join(" · ");
  await options.told(answer);
}
