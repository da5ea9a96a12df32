// The behaviour of every screen. All of it is an improvement of pages that work without it.
import htmx from "htmx.org/dist/htmx.esm.js";
import * as combobox from "./combobox.js";
import * as copy from "./copy.js";
import * as forms from "./forms.js";
import * as frame from "./frame.js";
import * as lists from "./lists.js";

window.htmx = htmx;
const parts = [frame, combobox, lists, forms, copy];

function enhance(root) {
  for (const part of parts) part.enhance?.(root);
}

document.addEventListener("DOMContentLoaded", () => {
  for (const part of parts) part.start?.(htmx);
  enhance(document);
});
document.addEventListener("htmx:afterSettle", (event) => enhance(event.detail.elt?.isConnected ? event.detail.elt : document));
