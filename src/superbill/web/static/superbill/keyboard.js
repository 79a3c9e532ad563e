// The keyboard, all day long. Keys are read from the page itself:
//   tr[data-row] or [data-row]   a row; j and k move the focus over the first link or button in it, Enter opens it natively
//   [data-go="c"]                where `g c` goes
//   [data-press="e"]             a link or button that the key `e` presses on this page; several keys stand apart by spaces
//   [data-row-press="a"]         the same, for the row that has the focus
//   form[data-save]              what Ctrl+Enter sends
//   [data-arrows]                a page on which the arrows move too: up and down over rows, to the sides over [data-cell] in a row,
//                                else right opens the row, and left and Backspace press `u`; down leaves the box for what it found
//   [data-copy="E11.65"]         in a row, what `c` copies; [data-copy-page] on the page
//   [data-seventh="A"]           where `7 A` goes
// Single keys are off while somebody types, and can be switched off for good in the help (WCAG 2.1.4).

const OFF = "superbill.single-keys-off";
const help = document.getElementById("keys");
const PATIENCE_MS = 1500;
let afterG = 0;
let afterSeven = 0;

function isTyping(target) {
  return target.closest("input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]") !== null;
}

function rows() {
  return [...document.querySelectorAll("[data-row]")].filter((row) => row.offsetParent !== null);
}

// What gets the focus in a row; where rows have columns of links, the link in the same column, in the column asked for, or the first.
function handle(row) {
  const column = document.activeElement.closest("td")?.cellIndex;
  const beside = column && row.querySelector("[data-cell]") ? row.cells[column]?.querySelector("a") : null;
  return beside ?? row.querySelector("[data-asked]") ?? row.querySelector("td [data-cell]") ?? row.querySelector("[data-open], a[href], button") ?? row;
}

function moveBy(step) {
  const all = rows();
  if (all.length === 0) return;
  const here = all.findIndex((row) => row.contains(document.activeElement));
  const next = here === -1 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(here + step, 0), all.length - 1);
  handle(all[next]).focus();
  all[next].scrollIntoView({ block: "nearest" });
}

function tick() {
  const box = document.activeElement.closest("[data-row]")?.querySelector("input[type=checkbox]:not(:disabled)");
  box?.click();
  return Boolean(box);
}

function follow(attribute, key) {
  const target = document.querySelector(`[${attribute}~="${CSS.escape(key)}"]`);
  if (!target || target.disabled) return false;
  if (target.matches("input:not([type=checkbox]), textarea, select")) {
    target.focus();
    target.select?.();
  } else {
    target.click();
  }
  return true;
}

function pressInRow(key) {
  const button = document.activeElement.closest("[data-row]")?.querySelector(`[data-row-press="${CSS.escape(key)}"]`);
  button?.click();
  return Boolean(button);
}

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

function act(event) {
  if (afterG && Date.now() - afterG < PATIENCE_MS) {
    afterG = 0;
    return follow("data-go", event.key);
  }
  if (afterSeven && Date.now() - afterSeven < PATIENCE_MS && event.key !== "Shift") {
    afterSeven = 0;
    return follow("data-seventh", event.key.toUpperCase());
  }
  if (document.querySelector("[data-arrows]") && move(event.key)) return true;
  switch (event.key) {
    case "g": afterG = Date.now(); return true;
    case "7": afterSeven = document.querySelector("[data-seventh]") ? Date.now() : 0; return Boolean(afterSeven);
    case "c": if (document.querySelector("[data-copy], [data-copy-page]")) { copy(); return true; } return pressInRow("c") || follow("data-press", "c");
    case "j": moveBy(1); return true;
    case "k": moveBy(-1); return true;
    case "x": return tick() || pressInRow("x");
    case " ": return document.activeElement.closest("a") && tick();
    case "?": help?.showModal(); return true;
    case "Escape": document.activeElement.blur?.(); return false;
    default: return pressInRow(event.key) || follow("data-press", event.key);
  }
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const form = event.target.closest("form[data-save]") ?? document.querySelector("form[data-save]");
    if (form) {
      event.preventDefault();
      form.requestSubmit();
    }
    return;
  }
  if (event.key === "Escape" && isTyping(event.target)) {
    event.target.blur();
    return;
  }
  if (event.key === "ArrowDown" && event.target.matches("[data-arrows] input[type=search]") && rows().length) {
    event.preventDefault();
    handle(rows()[0]).focus();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || help?.open) return;
  if (isTyping(event.target) || localStorage.getItem(OFF)) return;
  if (act(event)) event.preventDefault();
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-copy-page]")) copy();
});

// On a narrow screen the navigation scrolls sideways: bring the place where we are into view.
document.querySelector(".places [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

// The help: a real list that opens with `?` and from the menu, and holds the switch for single keys.
for (const opener of document.querySelectorAll("[data-open-keys]")) {
  opener.addEventListener("click", () => help?.showModal());
}
const single = document.getElementById("single-keys");
if (single) {
  single.checked = !localStorage.getItem(OFF);
  single.addEventListener("change", () => {
    if (single.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
  });
}
