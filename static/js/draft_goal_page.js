// A goal's form: Enter in the search box searches, and the words below the targets follow what is typed.

const form = document.querySelector("form[data-redraw]");
const PAUSE = 600;
let waiting, asked = 0;

form.querySelector("[name=tim]")?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  event.preventDefault();
  form.querySelector("[data-search]").click();
});

async function tellAgain() {
  const number = ++asked;
  const answer = await fetch(form.dataset.redraw, { method: "POST", body: new FormData(form) }).catch(() => null);
  if (!answer?.ok || number !== asked) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const told = page.getElementById("cach-tinh");
  const here = document.getElementById("cach-tinh");
  if (told && told.textContent !== here.textContent) here.replaceChildren(...told.childNodes);
}

form.addEventListener("input", (event) => {
  if (event.target.name === "tim") return;
  clearTimeout(waiting);
  waiting = setTimeout(tellAgain, PAUSE);
});
