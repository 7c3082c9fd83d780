// Word sends its lists as paragraphs that begin with a drawn bullet or number. They become lists
// before the editor reads them; it drops Word's styles by itself.
const MARK = /mso-list/i;

function cleaned(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const bullets = page.querySelectorAll("[style*='mso-list:Ignore' i], [style*='mso-list: Ignore' i]");
  let list = null;
  for (const bullet of bullets) {
    const row = bullet.closest("p");
    if (!row) continue;
    const kind = /^\s*(\d+|[a-z])[.)]/i.test(bullet.textContent) ? "ol" : "ul";
    bullet.remove();
    if (list?.localName !== kind || row.previousElementSibling !== list) {
      list = page.createElement(kind);
      row.before(list);
    }
    const item = page.createElement("li");
    item.append(...row.childNodes);
    list.append(item);
    row.remove();
  }
  return page.body.innerHTML;
}

document.addEventListener(
  "paste",
  (event) => {
    const html = event.clipboardData?.getData("text/html") ?? "";
    if (!MARK.test(html) || !event.target.closest?.(".Draftail-Editor")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/html", cleaned(html));
    clipboardData.setData("text/plain", event.clipboardData.getData("text/plain"));
    const again = { bubbles: true, cancelable: true, clipboardData };
    event.target.dispatchEvent(new ClipboardEvent("paste", again));
  },
  { capture: true },
);
