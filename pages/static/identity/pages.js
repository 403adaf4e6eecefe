// Makes the pages quicker to use; all of them work without it, but for copying.

/** Copy what the button's `data-copy` points at: an input's value, or an element's text. */
async function copy(button) {
  const source = document.querySelector(button.dataset.copy);
  const text = source.value ?? source.textContent;
  if (!text) return source.focus();
  await navigator.clipboard.writeText(text);
  const word = button.firstChild; // what follows it tells those who do not see the page what is copied
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

/** Say something to those who do not see the page. */
export function announce(text) {
  voice.textContent = "";
  requestAnimationFrame(() => (voice.textContent = text));
}

/** Show the buttons that copy, where copying works: not where the page is served without TLS. */
export function showCopying(root) {
  for (const button of root.querySelectorAll("[data-copy]")) button.hidden = !navigator.clipboard;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-copy]");
  if (button) copy(button);
});
showCopying(document);
