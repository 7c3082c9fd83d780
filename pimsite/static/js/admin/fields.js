// Wagtail leaves its rich text boxes and the box for tags without a name: each is called as the
// label above it says. Links of the checklist open what is folded and go into the field itself;
// so does an address that ends with the name of a field, as the look before sending gives it.
const form = document.querySelector("form[data-edit-form]");
const FIELD = "[role=textbox], input:not([type=hidden]), textarea, select, button[aria-haspopup]";

function labelOf(field) {
  const own = document.getElementById(`${field.id}-label`);
  return own ?? field.closest("[data-panel]")?.querySelector("[data-panel-heading]");
}

function name(box, field) {
  const label = field && labelOf(field);
  if (label?.id && !box.hasAttribute("aria-labelledby")) box.setAttribute("aria-labelledby", label.id);
}

function nameAll() {
  for (const field of form.querySelectorAll("[data-draftail-input]")) {
    const box = field.parentElement.querySelector("[role=textbox]");
    if (box) name(box, field);
  }
  for (const box of form.querySelectorAll(".tagit-new input")) {
    name(box, box.closest(".tagit").previousElementSibling);
  }
}

function unfold(element) {
  for (let panel = element.closest("[data-panel]"); panel; ) {
    panel.querySelector("[data-panel-toggle][aria-expanded=false]")?.click();
    panel = panel.parentElement.closest("[data-panel]");
  }
}

function boxOf(target) {
  const field = document.getElementById(target.id.replace(/-label$/, ""));
  return field?.matches(FIELD) || field === target ? field : field?.parentElement.querySelector(FIELD);
}

function enter(target) {
  unfold(target);
  target.scrollIntoView({ block: "center", behavior: "instant" });
  (boxOf(target) ?? target).focus({ preventScroll: true });
}

const named = (hash) => document.getElementById(decodeURIComponent(hash.slice(1)));

function goTo(event) {
  const link = event.target.closest("[data-checklist] a");
  const target = link && named(link.hash);
  if (!target) return;
  event.preventDefault();
  enter(target);
}

function arrive() {
  const target = /^#id_/.test(location.hash) && named(location.hash);
  if (target && form.contains(target)) enter(target);
}

if (form) {
  nameAll();
  new MutationObserver(nameAll).observe(form, { childList: true, subtree: true });
  document.addEventListener("click", goTo);
  addEventListener("load", arrive);
}
