// Makes the settings pages faster to use. They all work without it.

import { announce, showCopying } from "../identity/pages.js";

/** Return 256 random bits in the characters that the server uses for secrets. */
function randomSecret() {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button && "generate" in button.dataset) {
    document.querySelector("#secret").value = randomSecret();
    announce("A secret was generated");
  }
});

function show(root) {
  showCopying(root);
  for (const button of root.querySelectorAll("[data-generate]")) button.hidden = false;
}

show(document);
document.addEventListener("htmx:load", (event) => show(event.target));

// When a page refreshes itself, opened parts stay open. htmx keeps the focus on elements with an id.
const opened = new Map();
document.addEventListener("htmx:beforeSwap", () => {
  opened.clear();
  for (const details of document.querySelectorAll("details[id]")) opened.set(details.id, details.open);
});
document.addEventListener("htmx:afterSwap", () => {
  for (const [id, open] of opened) document.getElementById(id)?.toggleAttribute("open", open);
});

for (const fieldset of document.querySelectorAll("[data-events]")) {
  const events = [...fieldset.querySelectorAll("[data-event]")];
  const groups = [...fieldset.querySelectorAll("[data-group]")];
  const search = fieldset.querySelector("[data-search]");
  const count = fieldset.querySelector("[data-count]");
  const boxes = (root) => [...root.querySelectorAll("label:not([hidden]) > input[type=checkbox]")];

  function tell() {
    const shown = events.filter((event) => !event.hidden).length;
    const chosen = events.filter((event) => event.querySelector("input").checked).length;
    count.textContent = `${chosen} chosen${shown < events.length ? `, ${shown} of ${events.length} shown` : ""}`;
    fieldset.querySelector("[data-nothing]").hidden = shown > 0;
    for (const group of groups) {
      const all = boxes(group).every((box) => box.checked);
      const button = group.querySelector("[data-toggle]");
      const title = group.querySelector(".group-title > span").textContent;
      button.textContent = all ? "Select none" : "Select all";
      button.setAttribute("aria-label", `${button.textContent} ${title}`);
    }
  }

  search.hidden = false;
  search.querySelector("input").addEventListener("input", (event) => {
    const words = event.target.value.toLowerCase().split(/\s+/);
    for (const each of events) each.hidden = !words.every((word) => each.dataset.event.toLowerCase().includes(word));
    for (const group of groups) group.hidden = !boxes(group).length;
    tell();
  });
  search.querySelector("input").addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault(); // it searches, and does not send the form
  });
  for (const group of groups) {
    const button = group.querySelector("[data-toggle]");
    button.hidden = false;
    button.addEventListener("click", () => {
      const visible = boxes(group);
      const check = !visible.every((box) => box.checked);
      for (const box of visible) box.checked = check;
      tell();
    });
  }
  fieldset.addEventListener("change", tell);
  tell();
}
