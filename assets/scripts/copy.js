// `data-copy="id"`: copies the text of an element; works on http in closed networks, too.
function selected(element) {
  const range = document.createRange();
  range.selectNodeContents(element);
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}

async function copy(button) {
  const element = document.getElementById(button.dataset.copy);
  if (!element) return;
  try {
    await navigator.clipboard.writeText(element.textContent);
  } catch {
    selected(element); // no clipboard without https: the old way, which also leaves the text selected
    if (!document.execCommand("copy")) return;
  }
  const word = [...button.childNodes].find((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim());
  if (!word || button.dataset.word) return;
  button.dataset.word = word.textContent;
  word.textContent = button.dataset.copied;
  setTimeout(() => {
    word.textContent = button.dataset.word;
    delete button.dataset.word;
  }, 2000);
}

export function start() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-copy]");
    if (button) copy(button);
  });
}
