// A row's details beside the form: fetched when they are asked for, closed until then.

import { form, rowOf } from "./cells.js";

const panel = document.querySelector("#chi-tiet");
const content = panel.querySelector("[data-content]");
let from = null;

// What only the panel needs is fetched with it.
const dress = () => {
  for (const href of (panel.dataset.styles ?? "").split(" ").filter(Boolean)) {
    document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href }));
  }
  delete panel.dataset.styles;
};

const close = () => {
  panel.hidden = true;
  document.documentElement.classList.remove("has-panel");
  from?.focus();
};

const open = async (address, asker) => {
  const answer = await fetch(`${address}?phan=1`).catch(() => null);
  // Without a line, or without a session: the page itself says more.
  if (!answer?.ok || answer.redirected) return location.assign(address);
  dress();
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  content.replaceChildren(...page.body.childNodes);
  panel.hidden = false;
  document.documentElement.classList.add("has-panel");
  from = asker;
  return content.querySelector("h2")?.focus();
};

form.addEventListener("click", (event) => {
  const link = event.target.closest("[data-details]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  void open(link.href, link);
});

form.addEventListener("keydown", (event) => {
  if (event.key === "F1") {
    event.preventDefault();
    window.open(form.dataset.keys, "_blank", "noopener");
  }
  const link = rowOf(event.target)?.element.querySelector("[data-details]");
  if (event.key !== "Enter" || !event.ctrlKey || !link) return;
  event.preventDefault();
  void open(link.href, event.target);
});

panel.querySelector("[data-close]").addEventListener("click", close);
panel.addEventListener("keydown", (event) => event.key === "Escape" && close());
