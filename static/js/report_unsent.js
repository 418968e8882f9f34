// Before a report is handed in: whether this browser still keeps boxes of it that were never sent.

import { unsentOf } from "./local_copies.js";

const notice = document.querySelector("[data-unsent]");
const user = document.querySelector("form[data-sign-out]")?.dataset.user;
const kept = () => unsentOf(user).find(({ address }) => address === notice.dataset.unsent)?.boxes.size ?? 0;

const tell = () => {
  const count = kept();
  notice.hidden = !count;
  notice.querySelector("[data-count]").textContent = count;
  return count;
};

tell();
window.addEventListener("pageshow", tell);
window.addEventListener("storage", tell);

let isSure = false;

// The first press is answered with the notice; whoever presses again hands in without these boxes.
document.querySelector("form[data-submission]")?.addEventListener("submit", (event) => {
  if (isSure || !tell()) return;
  isSure = true;
  event.preventDefault();
  notice.focus();
});
