// Makes the pages faster to use. Without it they all work, except for the copy buttons.

/** Copy the element to which the button's `data-copy` points: an input's value, or an element's text. */
async function copy(button) {
  const source = document.querySelector(button.dataset.copy);
  const text = source.value ?? source.textContent;
  if (!text) return source.focus();
  await navigator.clipboard.writeText(text);
  const word = button.firstChild; // the rest of the text is for screen readers
  const before = word.data;
  if (before === "Copied") return;
  word.data = "Copied";
  announce("Copied");
  setTimeout(() => (word.data = before), 2000);
}

const voice = document.createElement("p");
voice.className = "visually-hidden";
voice.setAttribute("role", "status");
document.body.append(voice);

/** Announce a text to screen readers. */
export function announce(text) {
  voice.textContent = "";
  requestAnimationFrame(() => (voice.textContent = text));
}

/** Show the copy buttons if copying works, which needs TLS. */
export function showCopying(root) {
  for (const button of root.querySelectorAll("[data-copy]")) button.hidden = !navigator.clipboard;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-copy]");
  if (button) copy(button);
});
showCopying(document);

// On a phone the list of reports scrolls to the current one, by a style that Firefox does not know.
if (!CSS.supports("scroll-initial-target", "nearest")) {
  const here = document.querySelector(".report-rooms [aria-current]");
  const list = here?.closest("ul");
  if (list) list.scrollLeft += here.getBoundingClientRect().left - list.getBoundingClientRect().left;
}
