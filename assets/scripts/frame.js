// Search, menus, drawer, messages, theme, dialogs, keys, network faults.
const typing = (target) => target instanceof Element && target.closest("input, textarea, select, [contenteditable]");
const $$ = (root, selector) => [...(root.matches?.(selector) ? [root] : []), ...root.querySelectorAll(selector)];

export function enhance(root) {
  for (const element of $$(root, "[data-needs-script], [data-theme-switch]")) element.hidden = false;
  for (const dialog of $$(root, "dialog[data-open-now]")) if (!dialog.open) dialog.showModal();
}

// A toast from a template of the page; with `words` these instead of its own.
export function note(kind, words) {
  const template = document.getElementById(`${kind}-note`);
  const toasts = document.getElementById("toasts");
  if (!template || !toasts) return;
  const shown = template.content.cloneNode(true);
  if (words) shown.querySelector("p").textContent = words;
  toasts.replaceChildren(shown);
  enhance(toasts);
}

function keyHelp() {
  const list = document.querySelector("[data-page-keys]");
  if (!list) return;
  const seen = new Set();
  list.replaceChildren();
  for (const element of document.querySelectorAll("[data-key][data-key-label]")) {
    if (seen.has(element.dataset.key)) continue;
    seen.add(element.dataset.key);
    const row = document.createElement("div");
    const key = document.createElement("dt");
    const label = document.createElement("dd");
    const cap = document.createElement("kbd");
    cap.textContent = element.dataset.key.toUpperCase();
    label.textContent = element.dataset.keyLabel;
    key.append(cap);
    row.append(key, label);
    list.append(row);
  }
}

function openDialog(id) {
  const dialog = document.getElementById(id);
  if (!dialog || dialog.open) return;
  if (id === "keyboard-help") keyHelp();
  dialog.showModal();
}

function drawer(open) {
  const side = document.getElementById("places");
  if (!side) return;
  side.classList.toggle("is-open", open);
  if (open) side.querySelector("a.place")?.focus();
}

function onKey(event) {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
    const field = document.querySelector("[data-search]");
    if (field) {
      event.preventDefault();
      field.focus();
      field.select();
    }
    return;
  }
  if (event.key === "Escape") {
    for (const menu of document.querySelectorAll("details[data-menu][open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
    drawer(false);
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector("dialog[open]")) return;
  if (event.key === "?") return openDialog("keyboard-help");
  const wanted = document.querySelectorAll(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  const visible = [...wanted].find((element) => element.offsetParent !== null && !element.disabled);
  if (visible) {
    event.preventDefault();
    if (visible.matches("[data-focus-key]")) visible.focus();
    else visible.click();
  }
}

function onClick(event) {
  const target = event.target instanceof Element ? event.target : null;
  if (!target) return;
  for (const menu of document.querySelectorAll("details[data-menu][open]")) if (!menu.contains(target)) menu.open = false;
  target.closest("[data-dismiss]")?.closest("[data-message]")?.remove();
  const opener = target.closest("[data-open-dialog]");
  if (opener) {
    event.preventDefault();
    openDialog(opener.dataset.openDialog);
  }
  if (target.closest("[data-close-dialog]")) target.closest("dialog")?.close();
  if (target.matches("dialog")) target.close(); // a click on the shade
  if (target.closest("[data-drawer-open]")) {
    event.preventDefault();
    drawer(true);
  } else if (target.closest("[data-drawer-close]")) {
    event.preventDefault();
    drawer(false);
    if (location.hash === "#places") history.replaceState(null, "", location.pathname + location.search);
  }
  if (target.closest("[data-print]")) window.print();
  if (target.closest("[data-theme-switch]")) {
    const root = document.documentElement;
    const next = root.dataset.bsTheme === "dark" ? "light" : "dark";
    root.dataset.bsTheme = root.dataset.themeChoice = next;
    try {
      localStorage.setItem("theme", next);
    } catch {
      // private windows keep no choice
    }
  }
}

// A table wider than its frame can be reached, and then scrolled, with the keyboard.
function reachable() {
  for (const frame of document.querySelectorAll(".table-frame, .table-wide, .panel:has(> .table)")) {
    if (frame.scrollWidth > frame.clientWidth && getComputedStyle(frame).overflowX !== "visible") {
      if (!frame.hasAttribute("tabindex")) frame.dataset.reached = "";
      frame.tabIndex = 0;
    } else if ("reached" in frame.dataset) {
      frame.removeAttribute("tabindex"); // what a template made reachable stays so
      delete frame.dataset.reached;
    }
  }
}

export function start() {
  reachable();
  addEventListener("resize", reachable);
  addEventListener("load", reachable); // once the styles of the page are there
  document.addEventListener("htmx:afterSettle", reachable);
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", onClick);
  document.addEventListener("htmx:sendError", () => note("offline"));
  document.addEventListener("htmx:timeout", () => note("offline"));
  document.addEventListener("htmx:responseError", (event) => {
    const { status, responseText } = event.detail.xhr;
    const answer = status === 403 ? new DOMParser().parseFromString(responseText, "text/html") : null;
    if (status === 401 || answer?.querySelector("[data-expired]")) return location.reload();
    note("fault", answer?.querySelector("[data-reason]")?.textContent);
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    // A whole page in answer to a request for a part: the session ended, or the part leads elsewhere.
    const { xhr, target } = event.detail;
    if (target === document.body || !/^\s*<!doctype html/i.test(xhr.responseText)) return;
    event.detail.shouldSwap = false;
    if (xhr.status >= 400) return; // a fault: the page with what was typed stays, responseError says so
    const signIn = new URL(xhr.responseURL, location.href).pathname.startsWith("/accounts/");
    if (signIn) location.reload();
    else location.assign(xhr.responseURL);
  });
}
