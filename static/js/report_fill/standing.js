// How every box stands: what is not sent yet, what was refused, where two people disagree; and what is kept of it here.

import { form, inputNamed, rowOf, rows, tell } from "./cells.js";

const KEPT = "những gì đã gõ được giữ ở máy này";

// Fingerprints of what each box was typed over, by its name.
export const shown = JSON.parse(form.elements.shown.value);
// Names of boxes that stand otherwise than the server has them; of refused ones until they are typed anew.
export const unsent = new Set();
export const refused = new Set();
// Row -> {texts, shown, by}: what somebody else wrote there meanwhile.
export const conflicts = new Map();
// Unsent boxes of sections that this page does not show.
export const elsewhere = {};

export const line = {
  sending: null, // {batch, cells, shown}: stays as it is until it is answered
  isFlying: false,
  failures: 0,
  locked: "",
};

let copy = null;
let isKept = true;

export const useCopy = (opened) => {
  copy = opened;
};

// Everything that would be lost without the copy.
const openBoxes = () => new Set([...unsent, ...refused]);

export const keep = () => {
  const texts = Object.fromEntries([...openBoxes()].map((name) => [name, inputNamed(name).value]));
  isKept = copy?.keep({ unsent: { ...elsewhere, ...texts }, shown, sending: line.sending }) ?? true;
};

export const wouldBeLost = () => !isKept && openBoxes().size > 0;

const stateOf = (name) => {
  if (line.locked) return "locked";
  if (refused.has(name)) return "refused";
  if (!unsent.has(name)) return undefined;
  return line.isFlying && line.sending && name in line.sending.cells ? "saving" : "unsent";
};

export const showRow = (row) => {
  const names = [...row.boxes.values()].map(({ name }) => name);
  if (conflicts.has(row)) return row.show(new Map(names.map((name) => [name, "conflict"])));
  return row.show(new Map(names.map((name) => [name, stateOf(name)]).filter(([, state]) => state)));
};

const lockAll = () => {
  rows.forEach((row) => row.lock(line.locked));
  for (const button of form.querySelectorAll("button[type=submit]")) button.disabled = true;
};

export const showAll = () => {
  if (line.locked) lockAll();
  rows.forEach(showRow);
  sayHowItStands();
};

const sayHowItStands = () => {
  const number = openBoxes().size + Object.keys(elsewhere).length;
  if (line.locked) return tell(`${line.locked} ${number ? "Những gì chưa gửi còn trên màn hình." : ""}`, "bad");
  if (line.failures) return tell(`Chưa gửi được ${number} ô (mất mạng, hoặc cổng đang bận); ${KEPT} và sẽ tự gửi lại.`, "bad");
  if (conflicts.size) return tell("Có dòng hai người cùng sửa: chọn số được giữ.", "bad");
  if (refused.size) return tell(`${refused.size} ô chưa lưu được, xem ô đánh dấu đỏ.`, "bad");
  if (unsent.size) return tell("Đang lưu…");
  if (Object.keys(elsewhere).length) return tell(`Còn ${number} ô ở phần khác chưa gửi: mở “Cả biểu” để gửi.`, "bad");
  return undefined;
};
