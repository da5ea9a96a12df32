// Reporting: moving through the grid by keyboard, faults beside their fields, files sent as soon as they are chosen.
(() => {
  const cells = (row) => [...row.querySelectorAll("td input:not([type=checkbox]):not([type=hidden]), td textarea")];

  function move(event) {
    const grid = event.target.closest?.("[data-move-grid]");
    if (!grid || (event.key !== "ArrowUp" && event.key !== "ArrowDown" && event.key !== "Enter")) return;
    const row = event.target.closest("tr");
    const column = event.target.closest("td");
    if (!row || !column) return;
    const plain = event.target.tagName === "INPUT" && event.target.type !== "checkbox" && event.target.type !== "search";
    if (event.key === "Enter" && event.ctrlKey) {
      const button = row.querySelector("[name=act][value=pass]");
      if (!button) return;
      event.preventDefault();
      event.target.blur();
      setTimeout(() => row.querySelector("[name=act][value=pass]")?.click(), 400); // after the cell was saved
      return;
    }
    if (!(event.altKey || (event.key === "Enter" && plain && !event.isComposing))) return;
    const down = event.key !== "ArrowUp";
    const place = cells(row).indexOf(event.target);
    const at = [...row.children].indexOf(column);
    for (let next = down ? row.nextElementSibling : row.previousElementSibling; next; next = down ? next.nextElementSibling : next.previousElementSibling) {
      const same = next.children[at]?.querySelector("textarea, input:not([type=hidden])");
      const field = same || (at === 2 ? cells(next)[place] : null);
      if (field) {
        event.preventDefault();
        field.focus();
        return;
      }
    }
    if (event.key === "Enter") event.preventDefault();
  }

  // A block of cells from a sheet falls into the same columns of the rows below, however many quantities a row counts.
  function paste(event) {
    const field = event.target;
    const grid = field.closest?.("[data-move-grid]");
    const text = event.clipboardData?.getData("text/plain") || "";
    if (!grid || !/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    const lines = text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n").map((line) => line.split("\t"));
    const rows = [...grid.querySelectorAll("tbody tr")].filter((row) => row.querySelector("td textarea"));
    const figures = (row) => [...row.querySelectorAll(".grid-figures input")];
    const texts = (row) => [...row.querySelectorAll("td textarea")];
    const start = field.closest("tr");
    const counted = figures(start);
    const figure = counted.indexOf(field);
    const column = texts(start).indexOf(field);
    const from = rows.indexOf(start);
    let beyond = 0;
    lines.forEach((values, down) => {
      const row = rows[from + down];
      if (!row) return void (beyond += 1);
      values.forEach((value, right) => {
        const at = figure < 0 ? column + right : figure + right - counted.length;
        const place = figure >= 0 && at < 0 ? figures(row)[figure + right] : texts(row)[at];
        if (!place) return;
        place.value = value.trim();
        place.dispatchEvent(new Event("input", { bubbles: true }));
        place.dispatchEvent(new Event("change", { bubbles: true }));
      });
    });
    const note = document.querySelector("[data-paste-note]");
    if (note) note.textContent = beyond ? note.dataset.beyond.replace("#", beyond) : note.dataset.done.replace("#", lines.length);
  }

  // What is wrong with a field stands beside it, too.
  function faults(root) {
    const scope = root.closest?.("tr, form") || document;
    for (const place of scope.querySelectorAll("[data-fault-of]")) {
      place.hidden = true;
      place.textContent = "";
    }
    for (const field of scope.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
    for (const fault of root.querySelectorAll("[data-fault]")) {
      const field = document.getElementById(fault.dataset.fault);
      const place = field && scope.querySelector(`[data-fault-of="${CSS.escape(field.name)}"]`);
      if (!place) continue;
      place.textContent = fault.textContent.replace(/^[^::]*[::]\s*/, "");
      place.hidden = false;
      fault.hidden = true;
      field.setAttribute("aria-invalid", "true");
    }
  }

  document.addEventListener("keydown", move);
  document.addEventListener("paste", paste);
  document.addEventListener("htmx:afterSettle", (event) => {
    const root = event.detail.elt;
    if (root?.matches?.("#saved, .grid-state")) faults(root);
    if (root?.matches?.("tr.grid-row")) root.querySelector("a.list-link")?.focus();
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (!event.detail.elt.matches?.("[data-evidence]")) return;
    const note = document.querySelector("[data-uploading]");
    if (note) note.hidden = false;
  });
  document.addEventListener("click", (event) => {
    const take = event.target.closest?.("[data-take]");
    if (take) setTimeout(() => document.getElementsByName(take.dataset.take)[0]?.dispatchEvent(new Event("change", { bubbles: true })));
    const copy = event.target.closest?.("[data-copy-last]");
    const field = copy && document.getElementById(copy.dataset.copyLast);
    if (!field) return;
    field.value = field.value ? `${field.value}\n${copy.dataset.text}` : copy.dataset.text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
    field.focus();
  });
})();
