// What the edits would say, while the superbill changes.
//   body                  gets `superbill-changed`, on which the panel asks anew (hx-trigger)
//   [data-tally]          how many findings the panel shows
//   [data-tally-shown]    where that stands beside the buttons that save

function tell() {
  document.body.dispatchEvent(new Event("superbill-changed"));
}

function showTally() {
  const shown = document.querySelector("[data-tally-shown]");
  if (!shown) return;
  shown.textContent = document.querySelector("#findings [data-tally]")?.dataset.tally ?? "";
  shown.hidden = !shown.textContent;
}

document.addEventListener("input", (event) => {
  if (event.target.closest("#superbill") && event.target.id !== "find-code") tell();
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id === "superbill") tell();
  if (event.target.id === "superbill" || event.target.id === "findings-body") showTally();
});
