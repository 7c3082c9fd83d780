/* Small improvements. Without this file every text and form works the same. */
const root = document.documentElement;
const themeSwitch = document.querySelector("[data-theme-switch]");
const systemDark = matchMedia("(prefers-color-scheme: dark)");

function isDark() {
  return root.dataset.theme ? root.dataset.theme === "ciemny" : systemDark.matches;
}

function showTheme() {
  themeSwitch.hidden = false;
  themeSwitch.setAttribute("aria-pressed", String(isDark()));
}

function switchTheme() {
  root.dataset.theme = isDark() ? "jasny" : "ciemny";
  try {
    localStorage.setItem("pim-motyw", root.dataset.theme);
  } catch {
    /* storage is closed: the choice lasts for this page */
  }
  showTheme();
}

if (themeSwitch) {
  showTheme();
  systemDark.addEventListener("change", showTheme);
  themeSwitch.addEventListener("click", switchTheme);
}

/* Buttons that need a script stay hidden until it runs. */
for (const button of document.querySelectorAll("[data-print], [data-share]")) {
  button.hidden = false;
}

async function share(button) {
  if (navigator.share) {
    await navigator.share({ title: document.title, url: location.href }).catch(() => {});
  } else if (navigator.clipboard) {
    await navigator.clipboard.writeText(location.href);
    button.querySelector("[role=status]").textContent = button.dataset.share;
  }
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) print();
  const button = event.target.closest("[data-share]");
  if (button) share(button);
});

/* Where the filters stand beside the results, a change applies at once. On a phone they fold
   away after each load, so there the button below them applies all changes together. */
const filters = document.querySelector("[data-filters]");
const besideResults = matchMedia("(min-width: 62rem)");
const FOCUS_KEY = "pim-filtr";

function applies(control) {
  return control.matches("select") || (control.matches("[type=checkbox]") && besideResults.matches);
}

if (filters) {
  filters.addEventListener("change", ({ target }) => {
    if (!applies(target)) return;
    sessionStorage.setItem(FOCUS_KEY, target.id);
    filters.requestSubmit();
  });
  /* One search has one address: nothing empty in it. */
  filters.addEventListener("formdata", ({ formData }) => {
    for (const [name, value] of [...formData]) if (!value) formData.delete(name);
  });
  document.getElementById(sessionStorage.getItem(FOCUS_KEY))?.focus();
  sessionStorage.removeItem(FOCUS_KEY);
}
