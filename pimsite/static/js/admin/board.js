// The composition board: rules are checked anew after every choice; the button does the same.
const form = document.querySelector("[data-board]");
const rules = document.querySelector("[data-rules]");
let asked = 0;

form?.addEventListener("change", async ({ target }) => {
  if (!target.matches("select")) return;
  const data = new FormData(form);
  data.set("fragment", "1");
  asked += 1;
  const turn = asked;
  const response = await fetch(form.action, { method: "POST", body: data });
  if (response.ok && turn === asked) rules.innerHTML = await response.text();
});
