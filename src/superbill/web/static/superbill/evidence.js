// The note beside the codes.
//   mark[data-words="E11.65 I10"]   words of the note, with the codes that rest on them
//   [data-code="E11.65"]            the row of a code; data-taken when it is on the superbill
//   [data-light="E11.65"]           what is clicked to light the words of a code
// Clicking words or a code lights both and brings the other into view. Words selected in the note go with the next added code.

const note = document.querySelector("[data-note]");
const calm = matchMedia("(prefers-reduced-motion: reduce)");

function rowsOf(code) {
  return [...document.querySelectorAll(`[data-code="${CSS.escape(code)}"]`)];
}

function wordsOf(code) {
  return [...document.querySelectorAll("[data-words]")].filter((mark) => mark.dataset.words.split(" ").includes(code));
}

// No further than it must: what was pressed, and has the focus, should stay in view too.
function show(element) {
  element?.scrollIntoView({ block: "nearest", behavior: calm.matches ? "auto" : "smooth" });
}

function light(codes, from) {
  for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
  const words = codes.flatMap(wordsOf);
  const rows = codes.flatMap(rowsOf);
  for (const found of [...words, ...rows]) found.classList.add("lit");
  show(from === "note" ? rows[0] : words[0]);
}

// Words whose code is on the superbill look different from words that are only suggested.
function markTaken() {
  for (const mark of document.querySelectorAll("[data-words]")) {
    const taken = mark.dataset.words.split(" ").some((code) => rowsOf(code).some((row) => "taken" in row.dataset));
    mark.classList.toggle("taken", taken);
  }
}

document.addEventListener("click", (event) => {
  const words = event.target.closest("[data-words]");
  const code = event.target.closest("[data-light]");
  if (words && document.getSelection().isCollapsed) light(words.dataset.words.split(" "), "note");
  else if (code) light([code.dataset.light], "codes");
});

note?.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.dataset.words) {
    event.preventDefault();
    light(event.target.dataset.words.split(" "), "note");
  }
});

// Selected words: their place in the note, counted in characters as the server counts them.
function characters(range) {
  return [...range.toString()].length;
}

document.addEventListener("selectionchange", () => {
  const fields = document.querySelectorAll("input[name=selected]");
  const selection = document.getSelection();
  if (!fields.length || selection.isCollapsed || !note?.contains(selection.anchorNode) || !note.contains(selection.focusNode)) return;
  const chosen = selection.getRangeAt(0);
  const before = document.createRange();
  before.setStart(note, 0);
  before.setEnd(chosen.startContainer, chosen.startOffset);
  const start = characters(before);
  for (const field of fields) field.value = `${start}-${start + characters(chosen)}`;
  for (const said of document.querySelectorAll("[data-selected-words]")) said.textContent = `on the words “${chosen.toString().trim().slice(0, 60)}”`;
});

// After an act the superbill is drawn anew: keep the marks true, and the keyboard where the work goes on.
document.addEventListener("htmx:afterSettle", (event) => {
  if (!event.target.closest("#superbill")) return;
  markTaken();
  const search = document.querySelector("#find-code[autofocus]");
  if (search) search.focus();
  else if (document.activeElement === document.body) {
    const next = document.querySelector("[data-row]:not([data-taken]) [data-open]");
    next?.focus({ preventScroll: true });
    next?.scrollIntoView({ block: "nearest" }); // moves nothing while it can be seen
  }
});

markTaken();
if (note?.dataset.lit) light(note.dataset.lit.split(" "), "codes");

// Work that is not saved yet is not lost by a slip: the browser asks before it leaves the page.
let unsaved = false;
document.addEventListener("input", (event) => {
  if (event.target.closest("#superbill") && event.target.id !== "find-code") unsaved = true;
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful && event.detail.elt.name === "act") unsaved = true;
});
document.addEventListener("htmx:beforeOnLoad", (event) => {
  if (event.detail.xhr.getResponseHeader("HX-Redirect")) unsaved = false;
});
addEventListener("beforeunload", (event) => {
  if (unsaved) event.preventDefault();
});
