// The order of files before they are sent: move up and down, or drag.
export function start() {
  const frame = document.querySelector("[data-file-order]");
  if (!frame) return;
  const input = frame.querySelector('input[type="file"][name="files"]');
  const order = frame.querySelector('input[name="order"]');
  const list = document.createElement("ol");
  list.className = "file-order";
  input.closest(".files").after(list);
  let names = [];
  let dragged = null;

  const write = () => {
    order.value = names.join("\n");
    list.replaceChildren(
      ...names.map((name, at) => {
        const row = document.createElement("li");
        row.draggable = true;
        row.dataset.at = at;
        const words = document.createElement("span");
        words.textContent = name;
        row.append(words, button(frame.dataset.up, "↑", at, -1), button(frame.dataset.down, "↓", at, 1));
        return row;
      }),
    );
    list.hidden = names.length < 2;
  };
  const button = (label, sign, at, by) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "btn btn-small";
    made.textContent = sign;
    made.setAttribute("aria-label", `${label} ${names[at]}`);
    made.disabled = at + by < 0 || at + by >= names.length;
    made.addEventListener("click", () => {
      move(at, at + by);
      list.children[at + by]?.querySelectorAll("button")[by < 0 ? 0 : 1]?.focus();
    });
    return made;
  };
  const move = (from, to) => {
    if (to < 0 || to >= names.length || from === to) return;
    names.splice(to, 0, ...names.splice(from, 1));
    write();
  };
  const take = () => {
    const sent = [...input.files].map((file) => file.name);
    names = [...names.filter((name) => sent.includes(name)), ...sent.filter((name) => !names.includes(name))];
    write();
  };
  input.addEventListener("change", () => setTimeout(take, 0));
  frame.addEventListener("click", () => setTimeout(take, 0));
  list.addEventListener("dragstart", (event) => (dragged = Number(event.target.closest("li").dataset.at)));
  list.addEventListener("dragover", (event) => event.preventDefault());
  list.addEventListener("drop", (event) => {
    event.preventDefault();
    const row = event.target.closest("li");
    if (row && dragged !== null) move(dragged, Number(row.dataset.at));
    dragged = null;
  });
  take();
}
