// Light, dark, or as the system has it. Runs before the page is drawn, so that it never flashes in the other theme.
// The choice is kept in a cookie of this host, which the server reads for the first paint.
(() => {
  const page = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");

  function show() {
    const chosen = page.dataset.theme;
    page.dataset.bsTheme = chosen === "auto" ? (system.matches ? "dark" : "light") : chosen;
    for (const button of document.querySelectorAll("[data-choose-theme]")) {
      button.setAttribute("aria-pressed", String(button.dataset.chooseTheme === chosen));
    }
  }

  function choose(theme) {
    page.dataset.theme = theme;
    document.cookie = `theme=${theme}; path=/; max-age=31536000; samesite=lax`;
    show();
  }

  system.addEventListener("change", show);
  document.addEventListener("DOMContentLoaded", show);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-choose-theme]");
    if (button) choose(button.dataset.chooseTheme);
  });
  show();
})();
