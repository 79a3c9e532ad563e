// The note beside the codes. A code and its words carry the same key in data-codes / data-code;
// clicking either lights both and brings the other into view. Opening the page at #words-3 lights what stands there.

const note = document.querySelector("[data-note]");

function matching(key) {
  return [...document.querySelectorAll("[data-words]")].filter((mark) => mark.dataset.words.split(" ").includes(key));
}

function light(keys, origin) {
  for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
  const words = keys.flatMap(matching);
  const codes = keys.flatMap((key) => [...document.querySelectorAll(`[data-code="${CSS.escape(key)}"]`)]);
  for (const found of [...words, ...codes]) found.classList.add("lit");
  const other = origin === "note" ? codes : words;
  other[0]?.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
}

document.addEventListener("click", (event) => {
  const words = event.target.closest("[data-words]");
  if (words) {
    light(words.dataset.words.split(" "), "note");
    return;
  }
  const code = event.target.closest("[data-light]");
  if (code) light([code.dataset.light], "codes");
});

// Words can be reached with Tab and lit with Enter, as with the mouse.
note?.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.dataset.words) {
    event.preventDefault();
    light(event.target.dataset.words.split(" "), "note");
  }
});

// A trail brings its reader straight to the words: /visits/V0001/?light=E11.65
const asked = note?.dataset.lit;
if (asked) light(asked.split(" "), "codes");
