// "Take" puts a code that was found at the end of the diagnoses, on a line of its own.

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-put]");
  if (!button) return;
  const codes = document.getElementById("codes");
  const lines = codes.value.split("\n").map((line) => line.trim()).filter(Boolean);
  if (!lines.includes(button.dataset.put)) lines.push(button.dataset.put);
  codes.value = `${lines.join("\n")}\n`;
  const search = document.getElementById("find-code");
  search.value = "";
  document.getElementById("code-results").replaceChildren();
  search.focus();
});
