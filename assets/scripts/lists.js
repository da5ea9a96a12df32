// Lists: the table is exchanged without reloading the page; selection for bulk acts; filters apply when their menu closes.
let htmx;

function load(url) {
  const list = document.getElementById("list");
  if (!list) return location.assign(url);
  list.setAttribute("aria-busy", "true");
  htmx.ajax("GET", url, { target: "#list", swap: "outerHTML show:none", source: list });
}

function addressOf(form) {
  const pairs = [...new FormData(form)].filter(([, value]) => typeof value === "string" && value !== "");
  return `${location.pathname}?${new URLSearchParams(pairs)}`;
}

const snapshot = (form) => new URLSearchParams(new FormData(form)).toString();

function selection(root) {
  const boxes = [...root.querySelectorAll("[data-select]")];
  const bar = root.querySelector("[data-bulk-bar]");
  if (!bar) return;
  const all = document.querySelector("#bulk [data-all]");
  const chosen = boxes.filter((box) => box.checked).length;
  for (const box of boxes) box.closest("tr").classList.toggle("is-selected", box.checked);
  const page = root.querySelector("[data-select-page]");
  if (page) {
    page.checked = chosen > 0 && chosen === boxes.length;
    page.indeterminate = chosen > 0 && chosen < boxes.length;
  }
  if (chosen < boxes.length && all) all.value = "";
  bar.classList.toggle("is-open", chosen > 0);
  const count = bar.querySelector("[data-selected-count]");
  if (!all?.value) count.textContent = count.dataset.word.replace("#", chosen);
}

function onChange(event) {
  const target = event.target;
  const root = target.closest?.("[data-selection]");
  if (root && target.matches("[data-select-page]")) for (const box of root.querySelectorAll("[data-select]")) box.checked = target.checked;
  if (root && target.matches("[data-select], [data-select-page]")) selection(root);
  if (target.matches?.("[data-submit-on-change]")) target.form.requestSubmit();
}

function onClick(event) {
  const link = event.target.closest?.("a[data-list-link]");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
    event.preventDefault();
    load(link.href);
    return;
  }
  const row = event.target.closest?.("[data-opens-in-place] a.list-link");
  const panel = document.getElementById("row-panel");
  if (row && panel && matchMedia("(min-width: 1200px)").matches && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    panel.hidden = false;
    for (const other of document.querySelectorAll("tr.is-open")) other.classList.remove("is-open");
    row.closest("tr").classList.add("is-open");
    htmx.ajax("GET", row.href, { target: "#row-panel", swap: "innerHTML" });
    return;
  }
  if (event.target.closest?.("[data-panel-close]")) {
    panel.hidden = true;
    const open = document.querySelector("tr.is-open");
    open?.classList.remove("is-open");
    open?.querySelector("a.list-link")?.focus();
    return;
  }
  const whole = event.target.closest?.("[data-select-all]");
  if (whole) {
    const root = whole.closest("[data-selection]");
    for (const box of root.querySelectorAll("[data-select]")) box.checked = true;
    selection(root);
    document.querySelector("#bulk [data-all]").value = "1";
    root.querySelector("[data-selected-count]").textContent = whole.textContent.trim();
  }
}

export function enhance(root) {
  for (const menu of root.querySelectorAll("details[data-filter]")) {
    if (menu.dataset.ready) continue;
    menu.dataset.ready = "1";
    menu.addEventListener("toggle", () => {
      const form = menu.closest("form");
      if (menu.open) {
        menu.dataset.before = snapshot(form);
        for (const other of form.querySelectorAll("details[data-filter][open]")) if (other !== menu) other.open = false;
        menu.querySelector("input:not([type=hidden]), select")?.focus();
      } else if (menu.dataset.before !== undefined && menu.dataset.before !== snapshot(form) && menu.isConnected) form.requestSubmit();
    });
  }
  for (const list of root.querySelectorAll("[data-selection]")) selection(list);
}

export function start(library) {
  htmx = library;
  document.addEventListener("change", onChange);
  document.addEventListener("click", onClick);
  document.addEventListener("search", (event) => event.target.form?.matches("[data-list-form]") && event.target.form.requestSubmit());
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-list-form]")) return;
    event.preventDefault();
    load(addressOf(event.target));
  });
}
