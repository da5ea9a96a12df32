// A reason asked for in a dialog: the words, or null when it was closed.
const dialog = document.getElementById("review-reason");

export function ask(title) {
  const words = dialog.querySelector("textarea");
  dialog.querySelector("h2").textContent = title;
  dialog.querySelector("[data-reason-error]").textContent = "";
  words.value = "";
  dialog.returnValue = "";
  dialog.showModal();
  words.focus();
  return new Promise((resolve) => {
    const form = dialog.querySelector("form");
    const sent = (event) => {
      event.preventDefault();
      if (words.value.trim().length < 2) return words.focus();
      done(words.value.trim());
    };
    const keyed = (event) => event.key === "Enter" && (event.ctrlKey || event.metaKey) && form.requestSubmit();
    const closed = () => done(null);
    const done = (value) => {
      form.removeEventListener("submit", sent);
      words.removeEventListener("keydown", keyed);
      dialog.removeEventListener("close", closed);
      if (dialog.open) dialog.close();
      resolve(value);
    };
    form.addEventListener("submit", sent);
    words.addEventListener("keydown", keyed);
    dialog.addEventListener("close", closed);
  });
}

// Whether the person agrees that so many items are accepted at once.
export function sure(count) {
  const place = document.getElementById("review-sure");
  place.querySelector("[data-sure-count]").textContent = count;
  place.returnValue = "";
  place.showModal();
  return new Promise((resolve) => place.addEventListener("close", () => resolve(place.returnValue === "yes"), { once: true }));
}
