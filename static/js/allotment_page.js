// A sheet of allotments: cells become boxes, arrows and Enter walk, a block pasted from Excel is shown first, sums and
// gaps follow the typing, and only what was changed is sent. The server reads and judges all of it again.

import { numberIn, written, writtenOut } from "./numbers.js";

const form = document.querySelector("#bang-giao");
const table = document.querySelector("#luoi");
const status = document.querySelector("#chua-ghi");
const LONGEST_PASTE = 600_000;

document.documentElement.classList.add("has-script");

// --- Columns: each goal's place, facts and boxes -------------------------------------------------------------------------

const heads = [...table.tHead.rows[0].cells];
const rows = [...table.tBodies[0].rows];
const foot = (name) => table.tFoot.querySelector(`[data-foot="${name}"]`);
const columns = heads.flatMap((head, place) => (head.dataset.goal ? [{ ...head.dataset, place, name: head.innerText }] : []));
const boxOf = (cell) => cell?.querySelector("input[data-cell]");

const madeBox = (cell, label) => {
  const box = document.createElement("input");
  const saved = cell.firstChild?.nodeType === Node.TEXT_NODE ? cell.firstChild.data.trim() : "";
  box.className = "allotment-cell";
  box.dataset.cell = "";
  box.dataset.saved = saved;
  box.value = cell.dataset.typed ?? saved;
  box.autocomplete = "off";
  box.inputMode = "decimal";
  box.setAttribute("aria-label", label);
  if (cell.id) [box.id, cell.id] = [cell.id, ""];
  cell.replaceChildren(box);
  return box;
};

if (table.dataset.editable !== undefined) {
  for (const column of columns) {
    for (const row of rows) madeBox(row.cells[column.place], `${row.cells[0].innerText}, ${column.name}`);
    const own = foot("own").cells[column.place];
    if (own.dataset.free !== undefined) madeBox(own, `Chỉ tiêu của tỉnh, ${column.name}`);
  }
} else {
  for (const box of table.querySelectorAll("input[data-cell]")) box.dataset.saved = box.defaultValue;
}

const isChanged = (box) => box.value.trim() !== box.dataset.saved && writtenOut(box.value) !== writtenOut(box.dataset.saved);
const changed = () => [...table.querySelectorAll("input[data-cell]")].filter(isChanged);

// --- Sums and gaps -------------------------------------------------------------------------------------------------------

const together = { sum: (all) => all.reduce((sum, one) => sum + one, 0n), lowest: least, highest: (all) => -least(all.map((one) => -one)) };
function least(all) {
  return all.reduce((low, one) => (one < low ? one : low));
}

const gapWords = (column, all, given, own) => {
  if (!all.length) return ["chưa giao", false];
  if (own === null) return ["chưa có chỉ tiêu của tỉnh", true];
  const gap = given - own;
  if (column.together === "sum") {
    if (gap === 0n) return ["đủ", false];
    return [`${gap > 0n ? "thừa" : "thiếu"} ${written(gap > 0n ? gap : -gap)} ${column.unit}`.trim(), true];
  }
  const isOver = column.together === "highest" ? gap > 0n : gap < 0n;
  if (isOver) return [`có đơn vị ${column.together === "highest" ? "trên" : "dưới"} ${written(own)} %`, true];
  const silent = rows.length - all.length;
  return silent ? [`còn ${silent} đơn vị chưa giao`, true] : ["đủ", false];
};

const refresh = (column) => {
  const all = rows.map((row) => numberIn(boxOf(row.cells[column.place]).value)).filter((number) => number !== null);
  const ownCell = foot("own").cells[column.place];
  const own = numberIn(boxOf(ownCell)?.value ?? ownCell.innerText);
  const given = all.length ? together[column.together](all) : null;
  foot("given").cells[column.place].textContent = given === null ? "" : written(given);
  const [words, isGap] = gapWords(column, all, given, own);
  const gap = foot("gap").cells[column.place];
  gap.textContent = words;
  gap.classList.toggle("allotment-gap", isGap);
};

const mark = (box) => {
  box.classList.toggle("is-changed", isChanged(box));
  const isWrong = box.value.trim() !== "" && numberIn(box.value) === null;
  isWrong ? box.setAttribute("aria-invalid", "true") : box.removeAttribute("aria-invalid");
};

const tell = () => {
  const count = changed().length;
  if (status) status.textContent = count ? `${count} ô chưa ghi.` : "";
};

const columnOf = (box) => columns.find((column) => column.place === box.closest("td").cellIndex);

const put = (box, text) => {
  box.value = text;
  mark(box);
};

const boxesNow = [...table.querySelectorAll("input[data-cell]")];
boxesNow.filter((box) => box.value !== box.dataset.saved).forEach(mark);
tell();

table.addEventListener("input", (event) => {
  if (event.target.dataset.cell === undefined) return;
  mark(event.target);
  refresh(columnOf(event.target));
  tell();
});

table.addEventListener("change", (event) => {
  if (event.target.dataset.cell !== undefined) put(event.target, writtenOut(event.target.value));
});

// --- Walking -------------------------------------------------------------------------------------------------------------

const step = (box, down, right) => {
  const row = box.closest("tr");
  const place = box.closest("td").cellIndex + right;
  const line = down ? rows[rows.indexOf(row) + down] : row;
  const next = boxOf(line?.cells[place]);
  next?.focus();
  next?.select();
  return Boolean(next);
};

const atEdge = (box, isEnd) => {
  const isWhole = box.selectionStart === 0 && box.selectionEnd === box.value.length;
  return isWhole || (box.selectionStart === box.selectionEnd && box.selectionStart === (isEnd ? box.value.length : 0));
};

table.addEventListener("keydown", (event) => {
  const box = event.target;
  if (box.dataset.cell === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
  const moves = {
    ArrowDown: () => step(box, 1, 0),
    ArrowUp: () => step(box, -1, 0),
    Enter: () => step(box, event.shiftKey ? -1 : 1, 0) || true,
    ArrowRight: () => atEdge(box, true) && step(box, 0, 1),
    ArrowLeft: () => atEdge(box, false) && step(box, 0, -1),
    Escape: () => {
      put(box, box.dataset.saved);
      refresh(columnOf(box));
      tell();
      return true;
    },
  };
  if (!event.shiftKey || event.key === "Enter") if (moves[event.key]?.()) event.preventDefault();
});

// --- Pasting a block -----------------------------------------------------------------------------------------------------

const dialog = document.querySelector("#xem-truoc-dan");

const placed = (start, text) => {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n").map((line) => line.split("\t"));
  const top = rows.indexOf(start.closest("tr"));
  const left = start.closest("td").cellIndex;
  const found = lines.flatMap((line, down) => line.map((words, right) => [boxOf(rows[top + down]?.cells[left + right]), words.trim()]));
  return { found: found.filter(([box]) => box), lost: found.filter(([box, words]) => !box && words).length };
};

const preview = (start, text) => {
  const { found, lost } = placed(start, text);
  const differing = found.filter(([box, words]) => writtenOut(words) !== writtenOut(box.value));
  const unclear = differing.filter(([, words]) => words && numberIn(words) === null).length;
  const words = [`${differing.length} ô sẽ đổi, ${found.length - differing.length} ô giữ nguyên.`];
  if (unclear) words.push(`${unclear} ô không đọc được là số, sẽ được đánh dấu.`);
  if (lost) words.push(`${lost} ô nằm ngoài bảng, không dán.`);
  dialog.querySelector("[data-words]").textContent = words.join(" ");
  const lines = differing.slice(0, 12).map(([box, text]) => {
    const line = document.createElement("li");
    line.textContent = `${box.getAttribute("aria-label")}: ${box.value || "trống"} → ${text || "trống"}`;
    return line;
  });
  dialog.querySelector("[data-changes]").replaceChildren(...lines);
  dialog.querySelector("[data-apply]").onclick = () => {
    differing.forEach(([box, text]) => put(box, writtenOut(text)));
    columns.forEach(refresh);
    tell();
    dialog.close();
    start.focus();
  };
  dialog.showModal();
};

dialog?.querySelector("[data-cancel]").addEventListener("click", () => dialog.close());

table.addEventListener("paste", (event) => {
  const text = event.clipboardData.getData("text/plain");
  if (event.target.dataset.cell === undefined || !dialog || !/[\t\n]/.test(text.trim())) return;
  event.preventDefault();
  if (text.length > LONGEST_PASTE) {
    status.textContent = "Khối vừa dán quá lớn, chưa dán gì. Chia thành nhiều lần, hoặc dùng tệp Excel.";
    return;
  }
  preview(event.target, text);
});

// --- Sending -------------------------------------------------------------------------------------------------------------

let isSending = false;

form.addEventListener("submit", () => {
  isSending = true;
  const cells = form.elements.cells;
  if (!cells) return;
  const sent = {};
  for (const box of changed()) (sent[columnOf(box).goal] ??= {})[box.closest("tr").dataset.unit ?? "own"] = box.value;
  cells.value = JSON.stringify(sent);
});

window.addEventListener("beforeunload", (event) => {
  if (!isSending && (changed().length || form.dataset.unsaved === "yes")) event.preventDefault();
});
