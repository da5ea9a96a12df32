// Forms: sent once, drafts kept, unsaved changes warned of, files with progress, paste from a sheet.
const changed = new WeakSet();

// Sent once.
function onSubmit(event) {
  const form = event.target;
  changed.delete(form);
  if (event.defaultPrevented || !form.matches("[data-once]")) return;
  if (form.getAttribute("aria-busy") === "true") {
    event.preventDefault();
    return;
  }
  form.setAttribute("aria-busy", "true");
  setTimeout(() => form.removeAttribute("aria-busy"), 15000); // an answer never came: let the person try again
  if (form.matches("[data-upload]") && form.querySelector("input[type=file]")?.files.length) upload(event, form);
}

// Files with progress.
function upload(event, form) {
  event.preventDefault();
  const bar = form.querySelector("[data-files-progress]");
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.upload.addEventListener("progress", (step) => {
    if (!bar || !step.lengthComputable) return;
    bar.hidden = false;
    bar.value = Math.round((100 * step.loaded) / step.total);
  });
  request.addEventListener("load", () => {
    const here = new URL(form.action, location.href).href;
    if (request.status < 400 && request.responseURL && request.responseURL !== here) return location.assign(request.responseURL);
    document.open();
    document.write(request.responseText);
    document.close();
  });
  request.addEventListener("error", () => {
    form.removeAttribute("aria-busy");
    document.dispatchEvent(new CustomEvent("htmx:sendError"));
  });
  const data = new FormData(form);
  if (event.submitter?.name) data.append(event.submitter.name, event.submitter.value);
  request.send(data);
}

function sizeOf(bytes) {
  return bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

function files(box) {
  const input = box.querySelector("input[type=file]:not([data-camera])");
  const list = box.querySelector("[data-files-list]");
  const set = (all) => {
    const kept = new DataTransfer();
    for (const file of all) kept.items.add(file);
    input.files = kept.files;
    show();
  };
  const show = () => {
    list.replaceChildren(
      ...[...input.files].map((file, index) => {
        const item = document.createElement("li");
        const name = Object.assign(document.createElement("span"), { textContent: file.name });
        const size = Object.assign(document.createElement("small"), { textContent: sizeOf(file.size) });
        const drop = Object.assign(document.createElement("button"), { type: "button", className: "icon-button", textContent: "×" });
        drop.setAttribute("aria-label", `${box.dataset.dropWord} ${file.name}`);
        drop.addEventListener("click", () => set([...input.files].filter((_, at) => at !== index)));
        item.append(name, size, drop);
        return item;
      }),
    );
  };
  let before = [];
  input.addEventListener("click", () => (before = [...input.files]));
  input.addEventListener("change", () => set([...before, ...input.files]));
  box.querySelector("[data-camera]")?.addEventListener("change", (event) => set([...input.files, ...event.target.files]));
  box.addEventListener("dragover", (event) => {
    event.preventDefault();
    box.classList.add("is-over");
  });
  box.addEventListener("dragleave", () => box.classList.remove("is-over"));
  box.addEventListener("drop", (event) => {
    event.preventDefault();
    box.classList.remove("is-over");
    set([...input.files, ...event.dataTransfer.files]);
  });
}

// Drafts.
const OMITTED = new Set(["csrfmiddlewaretoken", "form_token", "draft_key"]);

function contentOf(form) {
  const content = {};
  for (const [name, value] of new FormData(form)) if (typeof value === "string" && !OMITTED.has(name)) (content[name] ||= []).push(value);
  return content;
}

function fill(form, content) {
  for (const [name, values] of Object.entries(content)) {
    const fields = [...form.elements].filter((field) => field.name === name && field.type !== "file" && field.type !== "hidden");
    fields.forEach((field, index) => {
      if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
      else if (field.tagName === "SELECT") for (const option of field.options) option.selected = values.includes(option.value);
      else if (values[index] !== undefined) field.value = values[index];
    });
  }
}

const clockOf = (date) => `${String(date.getHours()).padStart(2, "0")}:${String(date.getMinutes()).padStart(2, "0")}`;

async function autosave(form) {
  const address = form.dataset.autosave;
  const key = form.dataset.draftKey;
  const mark = form.querySelector("[data-saved]");
  const local = `draft:${key}`;
  const say = (word, date, isLocal = false) => {
    if (!mark) return;
    mark.classList.toggle("is-local", isLocal);
    mark.textContent = word.replace("#", clockOf(date));
  };
  const token = () => form.querySelector("[name=csrfmiddlewaretoken]")?.value || "";
  let timer = 0;
  const save = async () => {
    const now = new Date();
    const text = JSON.stringify({ at: now.toISOString(), content: contentOf(form) });
    try {
      localStorage.setItem(local, text);
    } catch {
      // a full or private store: the server still keeps the draft
    }
    const body = new FormData();
    for (const [name, values] of Object.entries(contentOf(form))) for (const value of values) body.append(name, value);
    body.append("draft_key", key);
    try {
      const answer = await fetch(address, { method: "POST", body, headers: { "X-CSRFToken": token() } });
      if (!answer.ok) throw new Error(String(answer.status));
      say(mark?.dataset.word || "#", now);
      localStorage.removeItem(local);
      changed.delete(form);
    } catch {
      say(mark?.dataset.local || "#", now, true);
    }
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(save, 1500);
  };
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    localStorage.removeItem(local);
  });
  if (form.querySelector("[data-faults]")) return; // the form came back with what was typed
  const kept = await latest(address, key, local);
  if (!kept) return;
  fill(form, kept.content);
  for (const select of form.querySelectorAll("select[data-combobox]")) select.dispatchEvent(new Event("filled"));
  say(mark?.dataset.restore || "#", kept.at);
  const discard = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-small btn-plain", textContent: mark?.dataset.discard || "×" });
  discard.addEventListener("click", async () => {
    localStorage.removeItem(local);
    await fetch(`${address}?draft_key=${encodeURIComponent(key)}`, { method: "DELETE", headers: { "X-CSRFToken": token() } }).catch(() => {});
    changed.delete(form);
    location.reload();
  });
  mark?.append(" ", discard);
}

async function latest(address, key, local) {
  let here = null;
  let there = null;
  try {
    const text = localStorage.getItem(local);
    if (text) here = JSON.parse(text);
    const answer = await fetch(`${address}?draft_key=${encodeURIComponent(key)}`);
    if (answer.ok) there = await answer.json();
  } catch {
    // offline: what is here counts
  }
  const mine = here && { at: new Date(here.at), content: here.content };
  const kept = there?.content && { at: new Date(there.saved_at), content: there.content };
  if (mine && kept) return mine.at > kept.at ? mine : kept;
  return mine || kept;
}

// Paste from a sheet: a block of cells falls into the grid from the field that has the cursor.
function onPaste(event) {
  const field = event.target;
  const grid = field.closest?.("[data-paste-grid]");
  const text = event.clipboardData?.getData("text/plain") || "";
  if (!grid || !/[\t\n]/.test(text.trim())) return;
  event.preventDefault();
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n").map((line) => line.split("\t"));
  const rows = [...grid.querySelectorAll("tbody tr")];
  const fieldsOf = (row) => [...row.querySelectorAll("input:not([type=hidden]), textarea, select")].filter((one) => !one.readOnly && !one.disabled && !one.hidden);
  const at = rows.indexOf(field.closest("tr"));
  const from = fieldsOf(rows[at]).indexOf(field);
  let beyond = 0;
  lines.forEach((cells, down) => {
    const fields = rows[at + down] ? fieldsOf(rows[at + down]) : null;
    if (!fields) return void (beyond += 1);
    cells.forEach((cell, right) => {
      const place = fields[from + right];
      if (!place) return;
      const value = cell.trim();
      if (place.tagName === "SELECT") {
        const option = [...place.options].find((one) => one.text.trim() === value || one.value === value);
        if (option) place.value = option.value;
      } else place.value = place.inputMode === "decimal" || place.type === "number" ? value.replace(/[,,\s]/g, "") : value;
      place.dispatchEvent(new Event("input", { bubbles: true }));
      place.dispatchEvent(new Event("change", { bubbles: true }));
    });
  });
  const note = grid.parentElement.querySelector("[data-paste-note]");
  if (note) note.textContent = beyond ? note.dataset.beyond.replace("#", beyond) : note.dataset.done.replace("#", lines.length);
}

export function enhance(root) {
  for (const form of root.querySelectorAll("form[data-autosave]")) {
    if (form.dataset.ready) continue;
    form.dataset.ready = "1";
    autosave(form);
  }
  for (const box of root.querySelectorAll("[data-files]")) {
    if (box.dataset.ready) continue;
    box.dataset.ready = "1";
    files(box);
  }
  root.querySelector("[data-faults]")?.focus();
}

export function start() {
  document.addEventListener("submit", onSubmit);
  document.addEventListener("paste", onPaste);
  document.addEventListener("input", (event) => event.target.form?.matches("[data-guard]") && changed.add(event.target.form));
  document.addEventListener("click", (event) => {
    const take = event.target.closest?.("[data-take]");
    const field = take && document.querySelector(`[name="${CSS.escape(take.dataset.take)}"]`);
    if (!field) return;
    field.value = take.dataset.value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  });
  window.addEventListener("beforeunload", (event) => {
    const waiting = [...document.querySelectorAll("form[data-guard]")].some((form) => changed.has(form));
    if (waiting) event.preventDefault();
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) for (const form of document.querySelectorAll("form[aria-busy]")) form.removeAttribute("aria-busy");
  });
}
