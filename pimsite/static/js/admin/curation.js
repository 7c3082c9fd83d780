// A chosen template fills the box of the remark, where it can be changed; without this script the
// server does the same when the box is empty.
const select = document.querySelector("select[data-fills]");
const box = select && document.getElementById(select.dataset.fills);
let filled = "";

select?.addEventListener("change", () => {
  const text = select.selectedOptions[0].dataset.text ?? "";
  const own = box.value.replace(filled, "").trim(); // what was typed stays
  box.value = [text, own].filter(Boolean).join("\n\n");
  filled = text;
});
