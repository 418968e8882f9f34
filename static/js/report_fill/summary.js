// What still stands in the way, on top of the page: each line leads to its box.

import { form, inputNamed, nameOf, rows } from "./cells.js";
import { conflicts, refused } from "./standing.js";

const place = document.querySelector("#tom-tat-loi");
const title = document.title.replace(/^Lỗi: /, "");

const line = (id, words) => {
  const link = Object.assign(document.createElement("a"), { href: `#${id}`, textContent: words });
  const item = document.createElement("li");
  item.append(link);
  return item;
};

const lines = () => [
  ...[...refused].map((name) => {
    const input = inputNamed(name);
    const why = document.getElementById(`${input.id}-loi`)?.textContent ?? "Xem lại ô này.";
    return line(input.id, `${nameOf(input)}: ${why}`);
  }),
  ...[...conflicts.keys()].map((row) => {
    const [input] = row.boxes.values();
    return line(input.id, `${nameOf(input)}: hai người cùng sửa, chọn số được giữ.`);
  }),
];

// Only what is mended goes by itself; the list comes and takes the focus at the press of a button.
export const showSummary = () => {
  const found = lines();
  document.title = found.length ? `Lỗi: ${title}` : title;
  if (!found.length) return place.replaceChildren();
  const box = Object.assign(document.createElement("div"), { className: "error-summary", role: "alert", tabIndex: -1 });
  const head = Object.assign(document.createElement("h2"), {
    className: "error-summary__title",
    textContent: "Cần sửa trước khi tiếp tục",
  });
  const list = Object.assign(document.createElement("ul"), { className: "error-summary__list" });
  list.append(...found);
  box.append(head, list);
  place.replaceChildren(box);
  return box.focus();
};

form.addEventListener("entry:answered", () => {
  if (place.firstChild && !refused.size && !conflicts.size) showSummary();
  rows.forEach((row) => row.element.classList.toggle("question__conflict", conflicts.has(row)));
});
