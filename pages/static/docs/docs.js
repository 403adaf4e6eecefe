// Makes the docs faster to use. Without it they all work: search is a form, and the language is a radio button.

const KEY = "atlas-docs-language";

/** Remember the language of the examples from page to page, unless the browser lets no page keep anything. */
let kept;
try {
  kept = localStorage;
} catch {}
const chosen = document.getElementById(`l-${kept?.getItem(KEY)}`);
if (chosen) chosen.checked = true;
document.addEventListener("change", (event) => {
  if (event.target.name === "language") kept?.setItem(KEY, event.target.value);
});

/** Copy the block of code that is shown. */
if (navigator.clipboard) {
  for (const figure of document.querySelectorAll("figure.code")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
      const shown = [...figure.querySelectorAll("pre")].find((pre) => pre.offsetParent);
      await navigator.clipboard.writeText(shown.textContent);
      button.textContent = "Copied";
      setTimeout(() => (button.textContent = "Copy"), 2000);
    });
    figure.append(button);
  }
}

/** Search while the reader types; the arrow keys go through the results, `/` goes to the search. */
const form = document.querySelector(".find");
const input = form.querySelector("input");
const found = form.querySelector(".found");
let waiting = 0;
let asked = "";

form.querySelector("kbd").hidden = false;
input.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(ask, 120);
});

async function ask() {
  const query = input.value.trim();
  asked = query;
  if (!query) return (found.hidden = true);
  const answer = await fetch(`${form.action}?${new URLSearchParams({ q: query, part: "1" })}`);
  const text = await answer.text();
  if (asked !== query || !answer.ok) return;
  const links = found.getElementsByTagName("a");
  const place = [...links].indexOf(document.activeElement);
  found.innerHTML = text; // our own template, which escapes
  found.hidden = false;
  if (place >= 0) (links[place] ?? input).focus(); // an arrow key was quicker than this answer
}

form.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    found.hidden = true;
    input.focus();
  }
  if (found.hidden || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
  const places = [input, ...found.querySelectorAll("a")];
  const next = places.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
  places[Math.max(0, Math.min(next, places.length - 1))].focus();
  event.preventDefault();
});
document.addEventListener("click", (event) => {
  if (!form.contains(event.target) || event.target.closest(".found a")) found.hidden = true;
});
document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  input.focus();
});

/** Scroll the tree to the page that is shown. */
const tree = document.getElementById("tree");
const current = tree.querySelector("[aria-current=page]");
if (current) tree.scrollTop = current.offsetTop - tree.clientHeight / 3;

/** Mark in the tree the operation that is being read. */
const links = new Map([...document.querySelectorAll(".tree ul ul a")].map((link) => [link.hash.slice(1), link]));
if (links.size) {
  const watcher = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue;
        for (const link of links.values()) link.removeAttribute("aria-current");
        links.get(entry.target.id).setAttribute("aria-current", "true");
      }
    },
    { rootMargin: "-20% 0px -70% 0px" },
  );
  for (const id of links.keys()) watcher.observe(document.getElementById(id));
}
