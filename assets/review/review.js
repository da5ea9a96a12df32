// The review page: text and items in step, keys, acts, panels, other people. See console/policies in the package.
import { get, html, note, post, root } from "./answers.js";
import * as editing from "./editing.js";
import * as order from "./order.js";
import { ask, sure } from "./reason.js";
import * as presence from "./presence.js";
import * as text from "./text.js";

order.start();
if (root) begin();

function begin() {
  const list = document.getElementById("review-list");
  const frame = document.getElementById("review-list-frame");
  const panel = document.getElementById("review-panel");
  const search = document.getElementById("review-search");
  const state = { kind: root.dataset.kind, show: root.dataset.show, chosen: null, panel: "", stamp: null };
  const narrow = matchMedia("(max-width: 860px)");
  const card = (key) => document.getElementById(`i-${key}`);
  const cards = () => [...list.querySelectorAll("[data-key-of]")];
  const marked = () => [...list.querySelectorAll("[data-choose]:checked")].map((box) => box.closest("[data-key-of]"));

  // ---- what is shown
  function address(extra = {}) {
    const url = new URL(root.dataset.items, location.href);
    url.searchParams.set("kind", state.kind);
    url.searchParams.set("show", state.show);
    if (search.value.trim()) url.searchParams.set("q", search.value.trim());
    for (const [name, value] of Object.entries(extra)) url.searchParams.set(name, value);
    return url;
  }
  function remember() {
    const url = new URL(location.href);
    url.search = "";
    for (const [name, value] of address().searchParams) if (value || name === "kind") url.searchParams.set(name, value);
    if (state.chosen) url.searchParams.set("item", state.chosen);
    if (state.panel) url.searchParams.set("panel", state.panel);
    history.replaceState(null, "", url);
  }
  function pressed() {
    for (const tab of root.querySelectorAll("[role=tab]")) {
      const on = tab.dataset.kind === state.kind;
      tab.setAttribute("aria-selected", on);
      tab.tabIndex = on ? 0 : -1;
    }
    for (const button of root.querySelectorAll(".review-filters [data-show]")) button.setAttribute("aria-pressed", button.dataset.show === state.show);
    const count = marked().length;
    for (const place of root.querySelectorAll("[data-chosen-count]")) place.textContent = count ? ` ${count}` : "";
  }
  async function load(focus = "") {
    closePanel();
    list.setAttribute("aria-busy", "true");
    try {
      list.replaceChildren(html(await get(address(focus ? { item: focus } : {}))));
    } catch {
      note(root.dataset.wordOffline);
    }
    list.removeAttribute("aria-busy");
    watchMore();
    pressed();
    if (focus && card(focus)) choose(card(focus), { focus: true });
    else {
      frame.scrollTop = 0;
      state.chosen = null;
    }
    remember();
  }
  const seen = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && more(), { root: frame, rootMargin: "600px" });
  function watchMore() {
    seen.disconnect();
    const button = list.querySelector("[data-more]");
    if (button) seen.observe(button);
  }
  let loading = false;
  async function more() {
    const button = list.querySelector("[data-more]");
    if (!button || loading) return;
    loading = true;
    try {
      const rest = html(await get(address({ from: button.dataset.more })));
      if (button.isConnected) button.replaceWith(rest);
    } catch {
      // the button stays and can be pressed again
    }
    loading = false;
    watchMore();
  }

  // ---- choosing and moving
  function choose(next, { focus = false, source = true, scroll = true } = {}) {
    if (!next) return;
    for (const other of list.querySelectorAll(".is-chosen")) if (other !== next) other.classList.remove("is-chosen");
    next.classList.add("is-chosen");
    if (state.chosen !== next.dataset.keyOf) presence.at(next.dataset.keyOf);
    state.chosen = next.dataset.keyOf;
    text.choose(state.chosen);
    if (source && !narrow.matches) text.show(next);
    if (scroll) next.scrollIntoView({ block: "nearest" });
    if (focus) next.focus({ preventScroll: true });
    remember();
  }
  async function step(by) {
    const all = cards();
    const at = all.findIndex((each) => each.dataset.keyOf === state.chosen);
    if (at === all.length - 1 && by > 0) await more();
    choose(cards()[Math.min(Math.max(at + by, 0), cards().length - 1)], { focus: true });
  }
  async function reach(key) {
    if (state.panel) closePanel();
    if (!card(key)) {
      state.kind = "";
      state.show = "all";
      search.value = "";
      await load(key);
    } else choose(card(key), { focus: true, source: false });
    if (narrow.matches) side("items");
  }
  const current = () => (state.chosen ? card(state.chosen) : null);

  // ---- answers of the server
  async function apply(told, stay = "") {
    if (told.stamp) state.stamp = told.stamp;
    if (told.head) {
      document.getElementById("review-head").replaceWith(html(told.head));
      pressed();
    }
    for (const [key, fresh] of Object.entries(told.cards || {})) {
      const old = card(key);
      if (!old) continue;
      const chosen = old.classList.contains("is-chosen");
      const focused = old.contains(document.activeElement);
      const made = html(fresh).firstElementChild;
      old.replaceWith(made);
      if (chosen) made.classList.add("is-chosen");
      if (focused || key === stay) made.focus({ preventScroll: true });
    }
    if (told.source) await freshText();
    if (told.kind && state.kind && told.kind !== state.kind) state.kind = told.kind;
    if (told.reload && !told.panel) await load(told.focus || state.chosen || "");
    if (told.panel) await openPanel(told.panel);
    note(told.note);
  }
  async function freshText() {
    const top = text.pane().scrollTop;
    text.pane().replaceChildren(html(await get(root.dataset.source)));
    text.index();
    text.pane().scrollTop = top;
    if (state.chosen) text.choose(state.chosen);
  }
  function refuse(place, told) {
    const line = place?.querySelector(".card-error");
    if (line) line.textContent = told.error;
    else note(told.error);
  }

  // ---- acts
  async function act(target, what) {
    const url = `${root.dataset.itemBase}${target.dataset.pk}/${what}/`;
    if (what === "edit") return editing.edit(target);
    if (what === "split") return editing.split(target);
    if (what === "history") {
      const place = target.querySelector("[data-history]");
      return place.childElementCount ? place.replaceChildren() : place.replaceChildren(html(await get(url)));
    }
    let reason = "";
    if (what === "reject" || (what === "accept" && target.dataset.low)) {
      reason = await ask(what === "reject" ? root.dataset.wordReject : root.dataset.wordReason);
      if (reason === null) return target.focus();
    }
    const next = cards()[cards().indexOf(target) + 1];
    const told = await post(url, { version: target.dataset.version, reason });
    if (!told.ok && !told.cards) return refuse(target, told);
    const key = target.dataset.keyOf;
    await apply(told, key);
    if (!told.ok) return refuse(card(key), told);
    if ((what === "accept" || what === "reject") && next?.isConnected) choose(next, { focus: true });
    else if (card(key)) choose(card(key), { focus: true, source: false });
  }
  async function merge() {
    const chosen = marked();
    if (chosen.length < 2) {
      const box = current()?.querySelector("[data-choose]");
      if (box) box.checked = true;
      pressed();
      return marked().length < 2 ? note(root.dataset.wordTwo) : merge();
    }
    const fields = new URLSearchParams(chosen.map((each) => ["item", `${each.dataset.keyOf}:${each.dataset.version}`]));
    const told = await post(root.dataset.merge, fields);
    if (!told.ok) return refuse(chosen[0], told);
    await apply(told);
  }
  async function acceptSure() {
    const boxes = marked().filter((each) => each.dataset.state === "pending" && !each.dataset.low);
    const count = marked().length ? boxes.length : Number(root.querySelector(`[role=tab][data-kind="${state.kind}"]`)?.dataset.sure || 0);
    if (!count) return note(root.dataset.wordNone);
    if (!(await sure(count))) return;
    const chosen = marked().map((each) => ["item", `${each.dataset.keyOf}:${each.dataset.version}`]);
    const told = await post(root.dataset.accept, new URLSearchParams(chosen.length ? chosen : [["kind", state.kind]]));
    if (!told.ok) return note(told.error);
    await apply(told);
  }
  const addNow = () => editing.add(text.selected(), state.kind);

  // ---- panels
  async function openPanel(name, at = "") {
    try {
      panel.replaceChildren(html(await get(root.dataset.panel.replace("/units/", `/${name}/`))));
    } catch {
      return note(root.dataset.wordOffline);
    }
    const top = state.panel === name ? frame.scrollTop : 0;
    state.panel = name;
    panel.hidden = false;
    list.hidden = true;
    panel.dispatchEvent(new CustomEvent("htmx:afterSettle", { bubbles: true, detail: { elt: panel } }));
    frame.scrollTop = top;
    if (at) {
      const row = panel.querySelector(at);
      row?.scrollIntoView({ block: "center" });
      row?.classList.add("is-chosen");
    }
    if (narrow.matches) side("items");
    remember();
  }
  function closePanel() {
    state.panel = "";
    panel.hidden = true;
    list.hidden = false;
    remember();
  }
  async function submitPanel(form, button) {
    const fields = new FormData(form);
    if (button?.name && button.value !== "") fields.set(button.name, button.value);
    const told = await post(form.getAttribute("action"), fields);
    if (!told.ok) return refuse(form, told);
    const again = told.reload;
    await apply({ ...told, reload: false });
    if (again) list.replaceChildren(html(await get(address())));
    watchMore();
  }

  // ---- phones: one pane at a time
  function side(name) {
    root.dataset.pane = name;
    for (const button of root.querySelectorAll("[data-pane]")) button.setAttribute("aria-pressed", button.dataset.pane === name);
  }

  // ---- scrolling in step
  let driver = "";
  for (const [name, element] of [["text", text.pane()], ["list", frame]])
    for (const kind of ["wheel", "touchmove", "pointerdown"]) element.addEventListener(kind, () => (driver = name), { passive: true });
  let waiting = 0;
  const later = (deed) => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(deed);
  };
  text.pane().addEventListener("scroll", () =>
    later(() => {
      const clause = text.top();
      document.getElementById("review-where").textContent = clause?.dataset.path || "";
      if (driver !== "text" || narrow.matches || state.panel || !clause) return;
      const own = cards().find((each) => each.dataset.clause === clause.dataset.path);
      if (own) frame.scrollTo({ top: own.offsetTop - 8 });
    }),
  );
  frame.addEventListener("scroll", () =>
    later(() => {
      if (driver !== "list" || narrow.matches || state.panel) return;
      const top = frame.scrollTop + 30;
      const own = cards().find((each) => each.offsetTop + each.offsetHeight > top);
      if (own) text.show(own);
    }),
  );

  // ---- events
  root.addEventListener("click", (event) => {
    const at = (selector) => event.target.closest(selector);
    const button = at("[data-act]");
    if (button) return act(button.closest("[data-key-of]"), button.dataset.act);
    if (at("[data-cancel]")) return editing.close(at("form"));
    if (at("[data-drop-draft]")) return editing.drop(at("form"));
    if (at("[data-step]")) return step(Number(at("[data-step]").dataset.step));
    if (at("[data-new], [data-from-text]")) return addNow();
    if (at("[data-merge-now]")) return merge();
    if (at("[data-accept-sure]")) return acceptSure();
    if (at("[data-close-panel]")) return closePanel();
    if (at("button[data-panel]")) return openPanel(at("[data-panel]").dataset.panel);
    if (at("button[data-pane]")) return side(at("[data-pane]").dataset.pane);
    if (at("[data-more]")) return more();
    if (at("[data-repairs]")) return at("[data-repairs]").setAttribute("aria-pressed", text.pane().classList.toggle("repairs-on"));
    if (at("[role=tab]")) {
      state.kind = at("[role=tab]").dataset.kind;
      return load();
    }
    if (at("button[data-show], a[data-show]")) {
      event.preventDefault();
      state.show = at("button[data-show], a[data-show]").dataset.show;
      if (state.show !== "all" && at("a")) state.kind = "";
      return load();
    }
    if (at("[data-go]")) {
      side("source");
      return text.showAt(Number(at("[data-go]").dataset.go));
    }
    if (at("[data-go-clause]")) {
      side("source");
      return text.showClause(at("[data-go-clause]").dataset.goClause);
    }
    if (at("[data-go-item]")) return reach(at("[data-go-item]").dataset.goItem);
    const finding = at("[data-finding]");
    if (finding) return openPanel("findings", `#f-${finding.dataset.finding}`);
    if (at(".rep.doubtful") && !document.getSelection().toString()) return openPanel("repairs");
    const piece = at("[data-k]");
    if (piece && document.getSelection().isCollapsed) {
      const keys = text.itemsAt(piece);
      return reach(keys.find((key) => card(key)) || keys[0]);
    }
    const own = at("[data-key-of]");
    if (own && !at("form, input, a, button")) choose(own, { scroll: false });
  });
  root.addEventListener("change", (event) => {
    if (!event.target.matches("[data-choose]")) return;
    pressed();
    choose(event.target.closest("[data-key-of]"), { focus: true, scroll: false }); // keys go on working
  });
  root.addEventListener("focusin", (event) => {
    const own = event.target.closest("[data-key-of]");
    if (own && own.dataset.keyOf !== state.chosen) choose(own, { scroll: false, source: event.target === own });
  });
  root.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-panel-form]")) return;
    event.preventDefault();
    submitPanel(event.target, event.submitter);
  });
  for (const kind of ["mouseover", "mouseout"])
    root.addEventListener(kind, (event) => {
      const own = event.target.closest("[data-key-of], [data-k]");
      if (!own) return;
      const keys = own.dataset.keyOf ? [own.dataset.keyOf] : own.dataset.k.split(" ");
      for (const key of keys) {
        text.light(key, kind === "mouseover");
        if (own.dataset.k) card(key)?.classList.toggle("is-hover", kind === "mouseover");
      }
    });
  root.querySelector(".review-tabs")?.parentElement.parentElement.addEventListener("keydown", (event) => {
    const tab = event.target.closest("[role=tab]");
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!tab || !by) return;
    const tabs = [...root.querySelectorAll("[role=tab]")];
    const next = tabs[(tabs.indexOf(tab) + by + tabs.length) % tabs.length];
    event.preventDefault();
    state.kind = next.dataset.kind;
    load().then(() => root.querySelector(`[role=tab][data-kind="${next.dataset.kind}"]`)?.focus());
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target !== current()) return;
    side("source");
    text.show(event.target);
  });
  let typing = 0;
  search.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(() => load(), 300);
  });
  search.addEventListener("keydown", (event) => event.key === "Escape" && search.blur());
  const fromText = root.querySelector("[data-from-text]");
  document.addEventListener("selectionchange", () => {
    fromText.hidden = !root.dataset.editable || !text.selected();
  });
  fromText.addEventListener("pointerdown", (event) => event.preventDefault()); // the selection stays

  editing.start(apply);
  presence.start({
    stamp: () => state.stamp,
    chosen: () => state.chosen,
    async told(answer) {
      state.stamp = answer.stamp;
      if (editing.open() && answer.cards) for (const key of Object.keys(answer.cards)) if (card(key)?.querySelector("form[data-edit]")) delete answer.cards[key];
      await apply({ cards: answer.cards, head: answer.head, reload: answer.reload && !editing.open() });
    },
  });
  text.index();
  side("items");
  pressed();
  watchMore();
  if (root.dataset.openPanel) openPanel(root.dataset.openPanel);
  if (root.dataset.focus && card(root.dataset.focus)) choose(card(root.dataset.focus));
}
