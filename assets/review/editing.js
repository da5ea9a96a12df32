// Editing in place, splitting, adding: forms with drafts kept here and on the server while one types.
import { get, html, kept, note, post, root } from "./answers.js";

const WAIT = 700;
let apply;

export const open = () => document.querySelector("form[data-edit]");

export function start(applying) {
  apply = applying;
  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("form[data-edit]");
    if (form) written(form);
  });
  document.addEventListener("submit", onSubmit);
  document.addEventListener("keydown", (event) => {
    const form = event.target.closest?.("form[data-edit]");
    if (!form) return;
    if (event.key === "Escape") close(form);
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit(form.querySelector('[name="accepting"][value="1"]'));
    }
  });
  addEventListener("online", () => open() && keep(open()));
  addEventListener("pagehide", () => open() && shelve(open()));
}

export async function edit(card) {
  if (card.querySelector("form[data-edit]")) return;
  const form = html(await get(`${root.dataset.itemBase}${card.dataset.pk}/edit/`)).firstElementChild;
  card.classList.add("is-editing");
  card.append(form);
  restore(card, form);
  grow(form);
  form.querySelector("textarea, input:not([type=hidden]), select")?.focus();
  form.scrollIntoView({ block: "nearest" });
}

function grow(form) {
  for (const area of form.querySelectorAll("textarea")) {
    area.style.setProperty("height", "auto");
    area.style.setProperty("height", `${Math.min(area.scrollHeight + 2, 320)}px`);
  }
}

function typed(form) {
  return Object.fromEntries(new FormData(form));
}

// What this machine kept and the server does not have (it was offline, the window was closed at once).
function restore(card, form) {
  const own = kept.get(card.dataset.keyOf);
  if (!own) return;
  let differs = false;
  for (const [name, value] of Object.entries(own.fields)) {
    const field = form.elements[name];
    if (!field || field.type === "hidden") continue;
    if (field.type === "checkbox") field.checked = Boolean(value);
    else if (field.value !== value) {
      field.value = value;
      differs = true;
    }
  }
  if (differs) note(root.dataset.wordRestored);
}

function shelve(form) {
  if (!form.dataset.touched) return;
  kept.put(form.closest("[data-key-of]").dataset.keyOf, { fields: typed(form), version: form.dataset.version });
}

function written(form) {
  form.dataset.touched = "1";
  shelve(form);
  grow(form);
  clearTimeout(form.timer);
  form.timer = setTimeout(() => keep(form), WAIT);
}

async function keep(form) {
  const place = form.querySelector("[data-kept]");
  const told = await post(`${root.dataset.itemBase}${form.dataset.pk}/draft/`, { ...typed(form), version: form.dataset.version });
  if (place && form.isConnected) place.textContent = told.ok ? `${root.dataset.wordKept} ${told.kept}` : told.error;
}

export function close(form) {
  const card = form.closest("[data-key-of]");
  clearTimeout(form.timer);
  form.remove();
  card.classList.remove("is-editing");
  card.focus({ preventScroll: true });
}

export async function drop(form) {
  const card = form.closest("[data-key-of]");
  clearTimeout(form.timer);
  kept.drop(card.dataset.keyOf);
  await post(`${root.dataset.itemBase}${form.dataset.pk}/draft/`, { drop: "1" });
  close(form);
}

function fault(form, told) {
  for (const place of form.querySelectorAll("[data-field]")) {
    place.classList.remove("has-error");
    place.querySelector(".edit-error").textContent = "";
  }
  const place = told.field && form.querySelector(`[data-field="${CSS.escape(told.field)}"]`);
  const general = form.querySelector(".card-error");
  if (general) general.textContent = place ? "" : told.error;
  if (place) {
    place.classList.add("has-error");
    place.querySelector(".edit-error").textContent = told.error;
    place.querySelector("input, textarea, select")?.focus();
  }
  const conflict = form.querySelector("[data-conflict-place]");
  if (told.conflict && conflict) {
    conflict.replaceChildren(html(told.conflict));
    for (const button of conflict.querySelectorAll("[data-take]")) {
      button.hidden = false;
      button.addEventListener("click", () => {
        const field = form.elements[button.dataset.take];
        if (field) field.value = button.dataset.value;
      });
    }
    form.dataset.version = told.version;
    conflict.scrollIntoView({ block: "nearest" });
  }
}

async function send(form, url, fields) {
  const buttons = [...form.querySelectorAll("button[type=submit], button:not([type])")];
  for (const button of buttons) button.disabled = true;
  const told = await post(url, fields);
  for (const button of buttons) button.disabled = false;
  if (!told.ok) fault(form, told);
  return told;
}

async function onSubmit(event) {
  const form = event.target;
  if (form.matches("form[data-edit]")) {
    event.preventDefault();
    const card = form.closest("[data-key-of]");
    clearTimeout(form.timer);
    const fields = { ...typed(form), version: form.dataset.version, accepting: event.submitter?.value || "" };
    const told = await send(form, `${root.dataset.itemBase}${form.dataset.pk}/edit/`, fields);
    if (told.ok) {
      kept.drop(card.dataset.keyOf);
      await apply(told, card.dataset.keyOf);
      note(root.dataset.wordSaved);
    }
  } else if (form.matches("form[data-split]")) {
    event.preventDefault();
    const told = await send(form, `${root.dataset.itemBase}${form.dataset.pk}/split/`, { ...typed(form), version: form.dataset.version });
    if (told.ok) {
      form.closest("dialog").close();
      await apply(told);
    }
  } else if (form.matches("form[data-add-form]")) {
    event.preventDefault();
    const told = await send(form, root.dataset.add, typed(form));
    if (told.ok) {
      form.closest("dialog").close();
      await apply(told);
    }
  }
}

const dialog = () => document.getElementById("review-form");

export async function split(card) {
  const place = dialog().querySelector("[data-form-place]");
  place.replaceChildren(html(await get(`${root.dataset.itemBase}${card.dataset.pk}/split/`)));
  const form = place.querySelector("form");
  const number = () => {
    [...form.querySelectorAll(".split-part")].forEach((part, n) => {
      for (const field of part.querySelectorAll("[name]")) field.name = field.name.replace(/^(\d+|N)\./, `${n}.`);
      for (const own of part.querySelectorAll("[data-field]")) own.dataset.field = own.dataset.field.replace(/^(\d+|N)\./, `${n}.`);
    });
  };
  form.addEventListener("click", (event) => {
    const dropped = event.target.closest("[data-drop-part]");
    if (dropped) dropped.closest(".split-part").remove();
    if (event.target.closest("[data-add-part]")) form.querySelector("[data-parts]").append(form.querySelector("[data-blank]").content.cloneNode(true));
    number();
  });
  number();
  dialog().showModal();
  grow(form);
}

export async function add(range, kind) {
  const url = new URL(root.dataset.add, location.href);
  url.searchParams.set("kind", kind || "tasks");
  if (range) {
    url.searchParams.set("start", range.start);
    url.searchParams.set("end", range.end);
  }
  const place = dialog().querySelector("[data-form-place]");
  place.replaceChildren(html(await get(url)));
  place.querySelector("[data-add-kind]").addEventListener("change", (event) => add(range, event.target.value));
  if (!dialog().open) dialog().showModal();
  grow(place);
}
