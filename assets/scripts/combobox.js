// A select becomes a search field: by part of the name or pinyin initials; options of the page or of a route.
const WAIT = 180;
let serial = 0;

function matches(option, words) {
  const name = option.text.toLowerCase();
  const initials = (option.initials || "").toLowerCase();
  return words.every((word) => name.includes(word) || initials.includes(word));
}

class Combobox {
  constructor(select) {
    this.select = select;
    this.many = select.multiple;
    this.active = -1;
    this.shown = [];
    this.id = `combobox-${++serial}`;
    this.box = document.createElement("div");
    this.box.className = "combobox";
    this.input = Object.assign(document.createElement("input"), { type: "text", className: "combobox-input", autocomplete: "off", placeholder: select.dataset.hint || "" });
    this.input.setAttribute("role", "combobox");
    this.input.setAttribute("aria-autocomplete", "list");
    this.input.setAttribute("aria-expanded", "false");
    this.input.setAttribute("aria-controls", this.id);
    const label = select.labels?.[0];
    this.input.setAttribute("aria-label", select.getAttribute("aria-label") || label?.firstChild?.textContent.trim() || "");
    for (const name of ["aria-describedby", "aria-invalid"]) if (select.hasAttribute(name)) this.input.setAttribute(name, select.getAttribute(name));
    if (label && select.id) {
      this.input.id = `${select.id}-search`;
      label.htmlFor = this.input.id;
    }
    this.list = Object.assign(document.createElement("ul"), { className: "combobox-list", id: this.id, hidden: true });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", this.input.getAttribute("aria-label"));
    this.box.append(this.input, this.list);
    select.after(this.box);
    select.hidden = true;
    this.input.addEventListener("input", () => this.search());
    this.input.addEventListener("focus", () => this.search());
    this.input.addEventListener("keydown", (event) => this.onKey(event));
    this.input.addEventListener("blur", () => setTimeout(() => this.close(), 120));
    this.list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const item = event.target.closest("[data-index]");
      if (item) this.choose(this.shown[Number(item.dataset.index)]);
    });
    select.addEventListener("filled", () => this.tokens());
    this.tokens();
  }

  options() {
    return [...this.select.options].filter((o) => o.value).map((o) => ({ value: o.value, text: o.text, initials: o.dataset.initials }));
  }

  chosen() {
    return [...this.select.selectedOptions].filter((option) => option.value);
  }

  tokens() {
    for (const token of this.box.querySelectorAll(".combobox-token")) token.remove();
    for (const option of this.chosen()) {
      const token = Object.assign(document.createElement("span"), { className: "combobox-token", textContent: option.text });
      const drop = Object.assign(document.createElement("button"), { type: "button", textContent: "×" });
      drop.setAttribute("aria-label", `${this.select.dataset.drop || ""} ${option.text}`);
      drop.addEventListener("click", () => {
        option.selected = false;
        if (!this.many) this.select.value = "";
        this.changed();
        this.input.focus();
      });
      token.append(drop);
      this.box.insertBefore(token, this.input);
    }
    this.input.placeholder = this.chosen().length ? "" : this.select.dataset.hint || "";
  }

  async search() {
    const words = this.input.value.toLowerCase().split(/\s+/).filter(Boolean);
    const address = this.select.dataset.url;
    if (!address) return this.show(this.options().filter((option) => matches(option, words)));
    const mine = (this.asked = (this.asked || 0) + 1);
    await new Promise((resolve) => setTimeout(resolve, WAIT));
    if (mine !== this.asked) return;
    try {
      const url = new URL(address, location.href);
      url.searchParams.set("q", this.input.value);
      const answer = await fetch(url, { headers: { Accept: "application/json" } });
      const found = answer.ok ? await answer.json() : [];
      if (mine === this.asked) this.show(found.map((one) => ({ value: String(one.value), text: one.text, initials: one.initials })));
    } catch {
      this.show([]);
    }
  }

  show(options) {
    this.shown = options.slice(0, 60);
    this.active = this.input.value && this.shown.length ? 0 : -1;
    const chosen = new Set(this.chosen().map((option) => option.value));
    this.list.replaceChildren(
      ...this.shown.map((option, index) => {
        const item = Object.assign(document.createElement("li"), { className: "combobox-option", id: `${this.id}-${index}`, textContent: option.text });
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", String(chosen.has(option.value)));
        item.dataset.index = index;
        return item;
      }),
    );
    if (!this.shown.length) {
      const none = Object.assign(document.createElement("li"), { className: "combobox-none", textContent: this.select.dataset.none || "" });
      none.setAttribute("role", "option");
      none.setAttribute("aria-disabled", "true");
      none.setAttribute("aria-selected", "false");
      this.list.append(none);
    }
    if (document.activeElement === this.input) {
      this.list.hidden = false;
      this.input.setAttribute("aria-expanded", "true");
    }
    this.mark();
  }

  mark() {
    for (const item of this.list.querySelectorAll(".combobox-option")) item.classList.toggle("is-active", Number(item.dataset.index) === this.active);
    const active = this.list.querySelector(".is-active");
    if (active) {
      this.input.setAttribute("aria-activedescendant", active.id);
      active.scrollIntoView({ block: "nearest" });
    } else this.input.removeAttribute("aria-activedescendant");
  }

  onKey(event) {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.list.hidden) return void this.search();
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.active = (this.active + step + this.shown.length) % Math.max(this.shown.length, 1);
      this.mark();
    } else if (event.key === "Enter" && !this.list.hidden && this.shown[this.active]) {
      event.preventDefault();
      this.choose(this.shown[this.active]);
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.stopPropagation();
      this.close();
    } else if (event.key === "Backspace" && !this.input.value) {
      const last = this.chosen().at(-1);
      if (last) {
        last.selected = false;
        if (!this.many) this.select.value = "";
        this.changed();
      }
    }
  }

  choose(option) {
    if (!option) return;
    let known = [...this.select.options].find((one) => one.value === option.value);
    if (!known) {
      known = new Option(option.text, option.value);
      this.select.add(known);
    }
    known.selected = this.many ? !known.selected : true;
    this.input.value = "";
    this.changed();
    this.close();
  }

  changed() {
    this.tokens();
    this.select.dispatchEvent(new Event("change", { bubbles: true }));
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

export function enhance(root) {
  for (const select of root.querySelectorAll("select[data-combobox]")) {
    if (select.dataset.ready) continue;
    select.dataset.ready = "1";
    new Combobox(select);
  }
}
