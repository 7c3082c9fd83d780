/* Offers while typing, as a combobox (ARIA 1.2). Without this file the box is a plain search. */
const [LEAST, DELAY] = [2, 150]; // letters, milliseconds
for (const row of document.querySelectorAll("[data-suggest]")) suggestIn(row);

function suggestIn(row) {
  const input = row.querySelector("input");
  const id = `${input.id}-suggest`;
  const list = make("div", { id, role: "listbox", className: "suggest", hidden: true });
  const status = make("span", { className: "vh", ariaLive: "polite" });
  let [options, active, timer, request] = [[], -1];
  row.append(list, status);
  list.ariaLabel = row.dataset.suggestLabel;
  Object.assign(input, { role: "combobox", ariaAutoComplete: "list", ariaExpanded: "false" });
  input.setAttribute("aria-controls", list.id);

  function close() {
    clearTimeout(timer);
    request?.abort();
    show({ status: "", groups: [] });
  }

  function show(found) {
    options = [];
    list.replaceChildren(...found.groups.map(group));
    list.hidden = !options.length;
    input.ariaExpanded = String(options.length > 0);
    status.textContent = found.status;
    activate(-1);
  }

  function group({ label, items }) {
    const head = make("span", { className: "suggest__head", ariaHidden: "true" }, label);
    return make("div", { role: "group", ariaLabel: label }, head, ...items.map(option));
  }

  function option({ label, note, url, mark: [start, end] }) {
    const parts = [label.slice(0, start), make("b", {}, label.slice(start, end)), label.slice(end)];
    const id = `${list.id}-option-${options.length}`;
    const made = make("div", { id, role: "option" }, make("span", {}, ...parts));
    made.dataset.url = url;
    if (note) made.append(" ", make("small", {}, note));
    options.push(made);
    return made;
  }

  function activate(place) {
    active = place;
    for (const [number, each] of options.entries()) each.ariaSelected = String(number === active);
    options[active]?.scrollIntoView({ block: "nearest" });
    if (active < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", options[active].id);
  }

  async function ask() {
    request = new AbortController();
    const address = `${row.dataset.suggest}?q=${encodeURIComponent(input.value)}`;
    try {
      const answer = await fetch(address, { signal: request.signal });
      if (answer.ok) show(await answer.json());
    } catch {
      /* left behind by the next letter, or no connection: the box works on */
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    request?.abort();
    if (input.value.trim().length < LEAST) close();
    else timer = setTimeout(ask, DELAY);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    const last = options.length - 1;
    const moves = {
      ArrowDown: () => activate(active < last ? active + 1 : -1),
      ArrowUp: () => activate(active < 0 ? last : active - 1),
      Escape: close,
    };
    if (active >= 0) {
      moves.Home = () => activate(0);
      moves.End = () => activate(last);
      moves.Enter = () => location.assign(options[active].dataset.url);
    }
    if (!moves[event.key]) return;
    event.preventDefault();
    moves[event.key]();
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const chosen = event.target.closest("[role=option]");
    if (chosen) location.assign(chosen.dataset.url);
  });
}

function make(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}
