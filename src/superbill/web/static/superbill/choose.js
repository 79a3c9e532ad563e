// Choosing rows for one act: the button says how many of how many it will act on. None chosen means all.

const button = document.querySelector("button[data-of]");
const whole = button?.textContent;

function count() {
  const chosen = document.querySelectorAll(`input[form="${button.form.id}"]:checked`).length;
  button.textContent = chosen ? `Send ${chosen} of ${button.dataset.of}` : whole;
}

if (button) {
  document.addEventListener("change", count);
  count();
}
