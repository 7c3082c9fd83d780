/* Before the first paint: that scripts run, and the visitor's own choice of light or dark. */
document.documentElement.dataset.script = "";
try {
  const chosen = localStorage.getItem("pim-motyw");
  if (chosen) document.documentElement.dataset.theme = chosen;
} catch {
  /* storage is closed: the system's choice stands */
}
