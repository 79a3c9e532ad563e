// The keys of the code book, on top of those of every page; they come first there.
//   arrows                       up and down over rows, to the sides over the [data-cell] of a row; else right opens the row, and left
//                                and Backspace press `u`; down leaves the box for what it found
//   [data-copy="E11.65"]         in a row, what `c` copies; [data-copy-page] on the page
//   [data-seventh="A"]           where `7 A` goes

import { areKeysOn, follow, handle, isGoing, moveBy, PATIENCE_MS, rows } from "./keyboard.js";

let afterSeven = 0;

// Where a row has several links, the arrows to the sides go from one to the next.
function moveAside(step) {
  const row = document.activeElement.closest("[data-row]");
  const cells = row ? [...row.querySelectorAll("[data-cell]")] : [];
  const next = cells[cells.indexOf(document.activeElement) + step];
  if (cells.length > 1) next?.focus();
  return cells.length > 1;
}

function move(key) {
  switch (key) {
    case "ArrowDown": moveBy(1); return true;
    case "ArrowUp": moveBy(-1); return true;
    case "ArrowLeft": return moveAside(-1) || follow("data-press", "u");
    case "ArrowRight": return moveAside(1) || Boolean(document.activeElement.closest("[data-row]") && (document.activeElement.click(), true));
    case "Backspace": return follow("data-press", "u");
    default: return false;
  }
}

// The clipboard needs HTTPS or this very machine; elsewhere the text is selected and copied as by hand.
async function copy() {
  const row = document.activeElement.closest("[data-row]");
  const code = (document.activeElement.dataset.copy ?? row?.querySelector("[data-copy]")?.dataset.copy) || document.querySelector("[data-copy-page]")?.dataset.copyPage;
  if (!code) return false;
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(code);
  } else {
    const field = document.createElement("textarea");
    field.value = code;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
  const said = document.createElement("div");
  said.className = "notice";
  said.textContent = `Copied ${code}`;
  document.getElementById("notices").replaceChildren(said);
  setTimeout(() => said.remove(), 2500);
  return true;
}

function act(key) {
  if (afterSeven && Date.now() - afterSeven < PATIENCE_MS && key !== "Shift") {
    afterSeven = 0;
    return follow("data-seventh", key.toUpperCase());
  }
  if (isGoing()) return false;
  if (key === "7" && document.querySelector("[data-seventh]")) {
    afterSeven = Date.now();
    return true;
  }
  if (key === "c" && document.querySelector("[data-copy], [data-copy-page]")) {
    copy();
    return true;
  }
  return move(key);
}

// Before the keys of every page, which mean something else after `7`.
document.addEventListener("keydown", (event) => {
  const leavesBox = event.key === "ArrowDown" && event.target.id === "words" && rows().length > 0;
  if (leavesBox) handle(rows()[0]).focus();
  else if (!areKeysOn(event) || !act(event.key)) return;
  event.preventDefault();
  event.stopPropagation();
}, true);

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-copy-page]")) copy();
});

// Where the keyboard begins; a browser that is busy may leave it out.
if (document.activeElement === document.body) document.querySelector("[autofocus]")?.focus();
