// Two people in one row: what each of them wrote, box by box, and a choice. Nothing is written over before that.

import { put, tell } from "./cells.js";
import { settle } from "./keys.js";
import { conflicts, keep, refused, shown, showAll, unsent } from "./standing.js";

const element = (tag, words = "", more = {}) => Object.assign(document.createElement(tag), { textContent: words, ...more });

const wordsOf = (input, text) => {
  if (input.tagName !== "SELECT") return text || "(trống)";
  return [...input.options].find((option) => option.value === text)?.textContent ?? "(trống)";
};

const labelOf = (input) => {
  if (input.tagName === "SELECT") return "Trả lời";
  if (input.tagName === "TEXTAREA") return input.name.endsWith("-note") ? "Lý do, giải trình" : "Nội dung";
  return input.labels[0].textContent;
};

// Whoever chooses has seen the other's version: what is sent next is typed over that.
const seen = (row, theirs) => {
  conflicts.delete(row);
  row.element.querySelector("[data-conflict]")?.remove();
  for (const { name } of row.boxes.values()) {
    if (theirs.shown[name]) shown[name] = theirs.shown[name];
    else delete shown[name];
  }
};

export const takeTheirs = (row, theirs) => {
  seen(row, theirs);
  row.showErrors({});
  put([...row.boxes].map(([box, input]) => [input, theirs.texts[box] ?? ""]));
  for (const input of row.boxes.values()) {
    unsent.delete(input.name);
    refused.delete(input.name);
    settle(input);
  }
};

const takeMine = (row, theirs) => {
  seen(row, theirs);
  for (const [box, input] of row.boxes) if (input.value !== (theirs.texts[box] ?? "")) unsent.add(input.name);
};

const comparison = (row, theirs) => {
  const table = element("table", "", { className: "data-table" });
  const head = table.createTHead().insertRow();
  for (const words of ["Ô", theirs.by, "Bạn"]) head.append(element("th", words, { scope: "col" }));
  const body = table.createTBody();
  for (const [box, input] of row.boxes) {
    const text = theirs.texts[box] ?? "";
    if (text === input.value) continue;
    const line = body.insertRow();
    for (const words of [labelOf(input), wordsOf(input, text), wordsOf(input, input.value)]) line.append(element("td", words));
  }
  return table;
};

export const askWhose = (row, theirs, thenSend) => {
  conflicts.set(row, theirs);
  row.element.querySelector("[data-conflict]")?.remove();
  const box = element("div", "", { className: "conflict", role: "group" });
  box.dataset.conflict = "";
  box.setAttribute("aria-label", "Hai người cùng sửa dòng này");
  const buttons = element("div", "", { className: "toolbar" });
  for (const [words, take] of [
    [`Giữ của ${theirs.by}`, takeTheirs],
    ["Dùng của tôi", takeMine],
  ]) {
    const button = element("button", words, { type: "button", className: "btn btn-sm btn-outline-primary" });
    button.addEventListener("click", () => {
      take(row, theirs);
      tell("Đã chọn số được giữ.", "good"); // unless something else stands open, which showAll says
      keep();
      showAll();
      thenSend();
    });
    buttons.append(button);
  }
  box.append(element("p", `${theirs.by} và bạn cùng sửa dòng này. Chọn số được giữ.`), comparison(row, theirs), buttons);
  (row.element.querySelector(".question__boxes") ?? row.element).append(box);
};
