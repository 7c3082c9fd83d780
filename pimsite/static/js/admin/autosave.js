// Wagtail lets a form be sent while its autosave is still under way: a new page would then be
// made twice. The form waits for the answer. It also takes what was typed under way for saved: that
// is saved next. So is what was typed in the first seconds, which Wagtail takes for the text that the
// form came with. What is being sent is not saved a second time. Without autosave this does nothing.
const form = document.querySelector("form[data-edit-form]");
let saving = false;
let waiting = false;
let leaving = false;
let sent = "";
const SETTLED = 3000; // milliseconds; Wagtail looks at the form after 2000
const BOOKKEEPING = /^(csrfmiddlewaretoken|loaded_revision_.*|overwrite_.*|next|comments-.*|.*-id)$/;

function typed(data) {
  const texts = [...data].filter(([name, value]) => typeof value === "string" && !BOOKKEEPING.test(name));
  return JSON.stringify(texts);
}

function saveNext() {
  const more = { bubbles: true, cancelable: true, detail: { type: "edits" } };
  form.dispatchEvent(new CustomEvent("w-unsaved:add", more));
}

function carry(button) {
  const field = document.createElement("input"); // the button itself is disabled meanwhile
  Object.assign(field, { type: "hidden", name: button.name, value: button.value });
  form.append(field);
}

document.addEventListener("w-autosave:save", (event) => {
  if (leaving) {
    event.preventDefault(); // a comment would be made twice
    return;
  }
  saving = true;
  sent = typed(event.detail.formData);
});
for (const end of ["success", "error"]) {
  document.addEventListener(`w-autosave:${end}`, () => {
    saving = false;
    if (waiting) form.requestSubmit();
  });
}
document.addEventListener("w-autosave:success", () => {
  if (!waiting && typed(new FormData(form)) !== sent) saveNext();
});
let early = false;
const notice = (event) => {
  early ||= event.isTrusted; // by a person: widgets fill fields in too
};
form?.addEventListener("input", notice);
setTimeout(() => {
  form?.removeEventListener("input", notice);
  if (early) saveNext();
}, SETTLED);
form?.addEventListener(
  "submit",
  (event) => {
    if (!saving) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!waiting && event.submitter?.name) carry(event.submitter);
    waiting = true;
  },
  { capture: true },
);
window.addEventListener("submit", (event) => {
  if (event.target === form && !event.defaultPrevented) leaving = true;
});
window.addEventListener("pageshow", () => {
  leaving = false; // back from where it led
});
