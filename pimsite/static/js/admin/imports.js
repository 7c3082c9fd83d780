// Shows how far an import has come; without this script the page has a link to look again.
const shown = document.getElementById("import");

const look = async () => {
  const answer = await fetch(location.href);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const news = page.getElementById("import");
  if (!news) return;
  if (news.dataset.moving && shown.querySelector("progress") && news.querySelector("progress")) {
    shown.querySelector("progress").parentElement.replaceWith(
      news.querySelector("progress").parentElement,
    );
    setTimeout(look, 2000);
  } else {
    location.reload();
  }
};
setTimeout(look, 2000);
