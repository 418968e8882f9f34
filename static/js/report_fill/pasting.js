// A block copied from Excel: shown box by box before anything is written.

import { writtenOut } from "../numbers.js";
import { figures, form, isFigure, nameOf, rowOf } from "./cells.js";
import { putAsOneStep } from "./keys.js";

const LONGEST = 100_000;
const dialog = document.querySelector("#dan-khoi");
const part = (selector) => dialog.querySelector(selector);

// Lines of cells; Excel puts a cell of several lines, or with quotes, into quotes.
const linesOf = (text) => {
  const lines = [[""]];
  let isQuoted = false;
  const ended = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (let place = 0; place < ended.length; place += 1) {
    const [char, line] = [ended[place], lines.at(-1)];
    if (char === '"' && isQuoted && ended[place + 1] === '"') line[line.length - 1] += ended[(place += 1)];
    else if (char === '"' && (isQuoted || line.at(-1) === "")) isQuoted = !isQuoted;
    else if (char === "\t" && !isQuoted) line.push("");
    else if (char === "\n" && !isQuoted) lines.push([""]);
    else line[line.length - 1] += char;
  }
  return lines.map((line) => line.map((cell) => cell.trim()));
};

// The first column goes to the boxes downwards, the second to the reasons beside them; a blank cell leaves what is there.
const placed = (start, lines) => {
  const first = figures.indexOf(start);
  return lines.flatMap((cells, down) => {
    const input = figures[first + down];
    if (!input) return [];
    const note = rowOf(input).boxes.get("note");
    return [[input, writtenOut(cells[0])], [note, cells[1] ?? ""]].filter(([box, text]) => box && text && text !== box.value);
  });
};

const shown = ([input, text]) => {
  const line = document.createElement("tr");
  for (const words of [nameOf(input), input.value || "(trống)", text]) {
    line.append(Object.assign(document.createElement("td"), { textContent: words }));
  }
  return line;
};

const told = (lines, texts, start) => {
  const beyond = lines.length - (figures.length - figures.indexOf(start));
  const words = [texts.length ? `${texts.length} ô sẽ đổi. Ô trống trong khối thì giữ nguyên số đang có.` : "Không có ô nào đổi."];
  if (beyond > 0) words.push(`${beyond} dòng cuối của khối nằm ngoài biểu, không ghi.`);
  return words.join(" ");
};

const preview = (start, text) => {
  const lines = linesOf(text);
  const width = Math.max(...lines.map((line) => line.length));
  const isTooWide = width > 2 || text.length > LONGEST;
  const texts = isTooWide ? [] : placed(start, lines);
  part("#dan-khoi-loi").textContent = isTooWide
    ? `Khối vừa dán có ${width} cột. Biểu nhận nhiều nhất hai cột: số liệu, rồi lý do. Chép lại riêng hai cột đó.`
    : told(lines, texts, start);
  part("tbody").replaceChildren(...texts.map(shown));
  part("table").hidden = !texts.length;
  part("[data-confirm]").hidden = !texts.length;
  part("[data-confirm]").onclick = () => {
    dialog.close();
    putAsOneStep(texts);
    texts.forEach(([input]) => isFigure(input) && rowOf(input).followNumbers());
    start.focus();
  };
  dialog.showModal();
};

part("[data-cancel]").addEventListener("click", () => dialog.close());

// Excel ends a cell with a line break: one that comes alone stands for the whole box, wherever the caret is.
const replaced = (input, text) => {
  putAsOneStep([[input, writtenOut(text.trim())]]);
  rowOf(input).followNumbers();
};

form.addEventListener("paste", (event) => {
  const text = event.clipboardData.getData("text/plain");
  if (!isFigure(event.target) || !/[\t\r\n]/.test(text)) return;
  event.preventDefault();
  if (/[\t\r\n]/.test(text.trim())) preview(event.target, text);
  else replaced(event.target, text);
});
