// Runs before the first paint: the theme the person chose here, else that of the system.
const choice = (() => {
  try {
    return localStorage.getItem("theme");
  } catch {
    return null;
  }
})();
const dark = window.matchMedia("(prefers-color-scheme: dark)");
const root = document.documentElement;

function show() {
  const kept = root.dataset.themeChoice;
  root.dataset.bsTheme = kept || (dark.matches ? "dark" : "light");
}

if (choice === "dark" || choice === "light") root.dataset.themeChoice = choice;
root.classList.add("scripted");
show();
dark.addEventListener("change", show);
