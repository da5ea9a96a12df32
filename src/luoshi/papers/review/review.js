(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (selector, root = document) => root.querySelector(selector);
  const body = document.body, search = one("#search"), low = one("#low"), repairs = one("#repairs");
  const pieces = new Map(); // item id -> the stretches of text it was read from
  for (const span of all("[data-i]")) for (const id of span.dataset.i.split(" ")) {
    if (!pieces.has(id)) pieces.set(id, []);
    pieces.get(id).push(span);
  }
  const cards = new Map(all("[data-item]").map(card => [card.dataset.item, card]));
  const narrow = matchMedia("(max-width:860px)");
  let chosen = null;

  function pane(name) { // on a phone one pane at a time; the place in each is kept
    if (!narrow.matches || body.dataset.pane === name) return;
    places[body.dataset.pane] = scrollY;
    body.dataset.pane = name;
    for (const link of all(".switch a")) link.setAttribute("aria-current", link.hash === "#" + name);
    scrollTo(0, places[name] || 0);
  }
  const places = {};
  body.dataset.pane = "source";

  const deck = () => one(".deck:not([hidden])");
  const visible = () => all(".card:not([hidden])", deck());

  function show(name) {
    for (const tab of all("[role=tab]")) tab.setAttribute("aria-selected", tab.dataset.deck === name);
    for (const panel of all(".deck")) panel.hidden = panel.dataset.deck !== name;
    filter();
  }
  function filter() {
    const words = search.value.trim().toLowerCase().split(/\s+/).filter(Boolean), only = low.checked;
    const panel = deck();
    let left = 0;
    for (const card of all(".card", panel)) {
      const fits = words.every(word => card.dataset.search.includes(word));
      card.hidden = !fits || (only && !!card.dataset.item && !card.classList.contains("low"));
      left += card.hidden ? 0 : 1;
    }
    const empty = all(".empty", panel).pop();
    if (empty) empty.hidden = left > 0;
  }
  function choose(card, { source = true, list = true } = {}) {
    if (!card) return;
    for (const other of all(".card.on")) other.classList.remove("on");
    for (const span of all(".on", one("#source"))) span.classList.remove("on");
    card.classList.add("on");
    chosen = card;
    const own = pieces.get(card.dataset.item) || [];
    for (const span of own) span.classList.add("on");
    if (source) {
      pane("source");
      const link = one("h3 a", card), target = own[0] || (link && one(link.getAttribute("href")));
      if (target) target.scrollIntoView({ block: "center" });
    }
    if (list) { pane("items"); card.scrollIntoView({ block: "nearest" }); card.focus({ preventScroll: true }); }
  }
  function step(by) {
    const list = visible(), at = list.indexOf(chosen);
    choose(list[Math.min(Math.max(at + by, 0), list.length - 1)], { source: !narrow.matches });
  }
  function toggleRepairs() {
    if (repairs) repairs.setAttribute("aria-pressed", body.classList.toggle("repairs-on"));
  }

  for (const tab of all("[role=tab]")) tab.addEventListener("click", () => show(tab.dataset.deck));
  one(".tabs").addEventListener("keydown", event => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    const tabs = all("[role=tab]"), next = tabs[(tabs.indexOf(document.activeElement) + by + tabs.length) % tabs.length];
    next.focus(); next.click(); event.preventDefault();
  });
  search.addEventListener("input", filter);
  low.addEventListener("change", filter);
  if (repairs) repairs.addEventListener("click", toggleRepairs);
  one(".decks").addEventListener("click", event => {
    const card = event.target.closest(".card");
    if (!card) return;
    const link = event.target.closest("a");
    if (link) event.preventDefault();
    choose(card, { list: false, source: !!link || !narrow.matches });
  });
  one("#source").addEventListener("click", event => {
    const span = event.target.closest("[data-i]");
    if (!span || event.target.closest("details")) return;
    const ids = span.dataset.i.split(" ").filter(id => cards.has(id)), open = deck().dataset.deck;
    const smallest = ids.sort((a, b) => pieces.get(a).length - pieces.get(b).length);
    const id = smallest.find(i => cards.get(i).closest(".deck").dataset.deck === open) || smallest[0];
    if (!id) return;
    const panel = cards.get(id).closest(".deck").dataset.deck;
    if (panel !== open) show(panel);
    if (cards.get(id).hidden) { search.value = ""; low.checked = false; filter(); }
    choose(cards.get(id), { source: false });
  });
  for (const link of all(".switch a")) link.addEventListener("click", event => { event.preventDefault(); pane(link.hash.slice(1)); });
  for (const link of all("#d-findings h3 a")) link.addEventListener("click", () => pane("source"));
  const light = on => event => {
    const card = event.target.closest("[data-item]"), span = event.target.closest("[data-i]");
    const ids = card ? [card.dataset.item] : span ? span.dataset.i.split(" ") : [];
    for (const id of ids) for (const piece of pieces.get(id) || []) piece.classList.toggle("hover", on);
  };
  for (const pane of all(".pane")) {
    pane.addEventListener("mouseover", light(true));
    pane.addEventListener("mouseout", light(false));
  }
  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches("input")) { if (event.key === "Escape") event.target.blur(); return; }
    const act = {
      j: () => step(1), k: () => step(-1), r: toggleRepairs, l: () => { low.checked = !low.checked; filter(); },
      "/": () => search.focus(), "?": () => one(".foot").scrollIntoView(),
      Enter: () => chosen && document.activeElement === chosen && choose(chosen),
    }[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (act) { act(); if (event.key !== "Enter") event.preventDefault(); }
  });
  const hash = decodeURIComponent(location.hash.slice(1));
  if (hash.startsWith("i-") && cards.has(hash.slice(2))) {
    const card = cards.get(hash.slice(2));
    show(card.closest(".deck").dataset.deck);
    choose(card);
  }
})();
