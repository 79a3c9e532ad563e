// The keyboard, all day long. Keys are read from the page itself:
//   tr[data-row] or [data-row]   a row; j and k move the focus over the first link or button in it, Enter opens it natively
//   [data-go="c"]                where `g c` goes
//   [data-press="e"]             a link or button that the key `e` presses on this page; several keys stand apart by spaces
//   [data-row-press="a"]         the same, for the row that has the focus
//   form[data-save]              what Ctrl+Enter sends
// Single keys are off while somebody types, and can be switched off for good in the help (WCAG 2.1.4).

const OFF = "superbill.single-keys-off";
const help = document.getElementById("keys");
const PATIENCE_MS = 1500;
let afterG = 0;

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

// What opens takes the focus too, so that Tab goes on inside it.
function pressInRow(key) {
  const button = document.activeElement.closest("[data-row]")?.querySelector(`[data-row-press="${CSS.escape(key)}"]`);
  if (button?.matches("summary")) button.focus();
  button?.click();
  return Boolean(button);
}

// Whether `g` was pressed just now.
function isGoing() {
  return Boolean(afterG && Date.now() - afterG < PATIENCE_MS);
}

// Whether single keys mean something now: nobody types, the help is closed, and they are not switched off.
function areKeysOn(event) {
  const isOther = event.ctrlKey || event.metaKey || event.altKey || event.isComposing || help?.open;
  return !isOther && !isTyping(event.target) && !localStorage.getItem(OFF);
}

function act(event) {
  if (isGoing()) {
    afterG = 0;
    return follow("data-go", event.key);
  }
  switch (event.key) {
    case "g": afterG = Date.now(); return true;
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
  if (areKeysOn(event) && act(event)) event.preventDefault();
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

export { areKeysOn, follow, handle, isGoing, moveBy, PATIENCE_MS, rows };
