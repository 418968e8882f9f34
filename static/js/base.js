// The frame: an error summary takes the focus; an open menu closes on Escape and on a press beside it; signing out asks
// first about what was typed and not sent, and takes the person's own copies along.

import { forgetCopies, isAnythingUnsent, unsentOf } from "./local_copies.js";

document.querySelector("[data-focus]")?.focus();

const openMenus = () => document.querySelectorAll("details[data-menu][open]");

document.addEventListener("click", (event) => {
  for (const menu of openMenus()) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// --- Signing out --------------------------------------------------------------------------------------------------------

const LEAVING = "nhap-dang-xuat"; // in sessionStorage, until the next page shows whether the sign-out went through
const LEFT = "nhap-da-dang-xuat"; // in localStorage for a moment, for the other tabs

const form = document.querySelector("form[data-sign-out]");
const user = form?.dataset.user;
const dialog = document.querySelector("#chua-gui");

const lineFor = ({ boxes, name, address }) => {
  const line = dialog.querySelector("template").content.cloneNode(true);
  const report = name ? `báo cáo “${name}”` : "một báo cáo";
  line.querySelector("span").textContent = `Còn ${boxes.size} ô của ${report} chưa gửi lên cổng.`;
  const link = line.querySelector("a");
  address ? (link.href = address) : link.remove();
  return line;
};

let isSure = false;

form?.addEventListener("submit", (event) => {
  const unsent = isSure ? [] : unsentOf(user);
  if (unsent.length) {
    event.preventDefault();
    dialog.querySelector("ul").replaceChildren(...unsent.map(lineFor));
    dialog.showModal();
  } else {
    sessionStorage.setItem(LEAVING, user);
  }
});

dialog?.querySelector("[data-stay]").addEventListener("click", () => dialog.close());
dialog?.querySelector("[data-leave]").addEventListener("click", () => {
  isSure = true;
  form.requestSubmit();
});

// The copies go on the page after: the page before could write them once more while it is being left. Where the sign-out
// did not get through, they stay.
window.addEventListener("pageshow", () => {
  const leaving = sessionStorage.getItem(LEAVING);
  sessionStorage.removeItem(LEAVING);
  isSure = false;
  if (!leaving || leaving === user) return;
  forgetCopies(leaving);
  localStorage.setItem(LEFT, leaving);
  localStorage.removeItem(LEFT);
});

// Another tab of the same person shows nothing any more either.
window.addEventListener("storage", ({ key, newValue }) => {
  if (key !== LEFT || !newValue || newValue !== user) return;
  sessionStorage.setItem(LEAVING, user);
  location.replace(form.dataset.front);
});

const note = document.querySelector("[data-kept-here]");
if (note) note.hidden = !isAnythingUnsent();
