// Shows how far an import has come; without this script the page has a link to look again.
const shown = document.getElementById("import");

const look = async () => {
  const answer = await fetch(location.href).catch(() => null);
  if (!answer?.ok) {
    setTimeout(look, 10_000); // the server may be starting anew
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const news = page.getElementById("import");
  if (!news) return;
  if (news.dataset.moving && shown.querySelector("progress") && news.querySelector("progress")) {
    const [before, after] = [shown, news].map((each) => each.querySelector("progress").parentElement);
    const focused = before.contains(document.activeElement);
    before.replaceWith(after);
    if (focused) after.querySelector("a").focus();
    setTimeout(look, 2000);
  } else {
    location.reload();
  }
};
setTimeout(look, 2000);
