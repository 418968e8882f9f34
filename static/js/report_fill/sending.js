// Sending what was typed: cell by cell, in order, each sending once. What is not sent is kept in the browser.

import { form, inputNamed, rowOf, rows, tell } from "./cells.js";
import { askWhose } from "./conflicts.js";
import { settle } from "./keys.js";
import { openCopy, randomName } from "./local_copy.js";
import { askToSignIn, isForgotten, token } from "./session.js";
import { conflicts, elsewhere, keep, line, refused, showAll, shown, showRow, unsent, useCopy } from "./standing.js";

const AFTER_TYPING = 2_000;
const AFTER_LEAVING = 60;
const LONGEST_WAIT = 60_000;

let isReady = false;
let timer = 0;
let due = Infinity;
let pause = 0;
let hot = null; // the row in which somebody is typing right now: it is sent when the hand rests

// Never later than was said before.
const schedule = (delay) => {
  if (Date.now() + delay >= due) return;
  clearTimeout(timer);
  due = Date.now() + delay;
  timer = setTimeout(() => void send(), delay);
};

// --- Typing -------------------------------------------------------------------------------------------------------------

const note = (input) => {
  refused.delete(input.name);
  unsent.add(input.name);
  keep();
  showRow(rowOf(input));
};

const rest = () => {
  clearTimeout(pause);
  hot = null;
  if (!line.failures) schedule(AFTER_LEAVING);
};

export const noteTyping = (input) => {
  note(input);
  hot = rowOf(input);
  clearTimeout(pause);
  pause = setTimeout(rest, AFTER_TYPING);
};

export const noteChanged = (input) => {
  note(input);
  rest();
};

export const noteLeft = (input) => unsent.has(input.name) && rest();

// --- Sending ------------------------------------------------------------------------------------------------------------

const waitingRows = () => {
  const found = new Set([...unsent].map((name) => rowOf(inputNamed(name))));
  return [...found].filter((row) => row !== hot && !conflicts.has(row));
};

const nextSending = () => {
  const touched = waitingRows();
  if (!touched.length) return null;
  const cells = Object.assign({}, ...touched.map((row) => row.texts));
  const over = Object.fromEntries(Object.keys(cells).flatMap((name) => (shown[name] ? [[name, shown[name]]] : [])));
  return { batch: randomName(), cells, shown: over };
};

const request = (isLeaving) =>
  fetch(form.dataset.autosave, {
    method: "POST",
    redirect: "manual",
    keepalive: isLeaving,
    headers: { "Content-Type": "application/json", "X-CSRFToken": token(), "HX-Request": "true" },
    body: JSON.stringify({ user: Number(form.dataset.user), ...line.sending }),
  });

const failed = () => {
  line.failures += 1;
  schedule(Math.min(1_000 * 2 ** line.failures, LONGEST_WAIT));
};

const signInAgain = async () => {
  line.failures += 1;
  showAll();
  if (!(await askToSignIn())) return; // asked again at the next press of "Lưu nháp", or when the page is opened again
  line.failures = 0;
  schedule(0);
};

const answered = async (answer) => {
  if (answer.type === "opaqueredirect" || (answer.status === 403 && isForgotten())) return void signInAgain();
  if (answer.status === 403 || answer.status === 404) {
    line.locked = "Bạn không còn quyền nhập báo cáo này, hoặc phiên làm việc đã đổi: tải lại trang.";
    return undefined;
  }
  if (answer.status === 413) {
    line.locked = "Có ô quá dài nên cổng không nhận. Rút ngắn rồi tải lại trang.";
    return undefined;
  }
  if (!answer.headers.get("Content-Type")?.startsWith("application/json")) return failed();
  const told = await answer.json();
  line.failures = 0;
  if (told.rows) return take(told);
  line.locked = told.locked ?? told.refused;
  return undefined;
};

// Sends until nothing waits; one at a time, so that all come in order.
export const send = async ({ isLeaving = false } = {}) => {
  if (line.isFlying || line.locked || !isReady) return;
  clearTimeout(timer);
  due = Infinity;
  line.sending ??= nextSending();
  if (!line.sending) return showAll();
  line.isFlying = true;
  keep();
  showAll();
  await request(isLeaving).then(answered).catch(failed);
  line.isFlying = false;
  keep();
  showAll();
  form.dispatchEvent(new CustomEvent("entry:answered"));
  if (!line.failures && !line.locked && (line.sending || waitingRows().length)) await send();
};

// --- What the server answered -------------------------------------------------------------------------------------------

const take = (told) => {
  const sent = line.sending.cells;
  line.sending = null;
  for (const [address, found] of Object.entries(told.rows)) {
    if (rows.has(address)) takeRow(rows.get(address), found, sent);
    else if (!found.conflict) forgetElsewhere(address, found, sent);
  }
  form.elements.shown.value = JSON.stringify(shown);
  for (const address of told.judged) {
    rows.get(address)?.showProblems(told.problems.filter((problem) => problem.rows[0] === address));
  }
  if (!unsent.size && !refused.size && !conflicts.size) tell(`Đã lưu lúc ${told.at}.`, "good");
};

// A sending of before, answered on a page that does not show its rows.
const forgetElsewhere = (address, found, sent) => {
  for (const name of Object.keys(elsewhere).filter((one) => one.startsWith(`${address}-`))) {
    const isSettled = elsewhere[name] === sent[name] && !(name.slice(address.length + 1) in found.errors);
    if (isSettled) delete elsewhere[name];
  }
};

const takeRow = (row, found, sent) => {
  row.isAnswered = found.answered;
  const isNewer = (input) => input.value !== sent[input.name];
  const isOverwriting = [...row.boxes].some(([box, input]) => found.theirs.includes(box) && isNewer(input));
  if (found.conflict || isOverwriting) return askWhose(row, found, send);
  row.showErrors(found.errors);
  for (const [box, input] of row.boxes) {
    const { name } = input;
    if (found.shown[name]) shown[name] = found.shown[name];
    else delete shown[name];
    if (isNewer(input)) continue;
    unsent.delete(name);
    if (box in found.errors) refused.add(name);
    else takeText(input, found.texts[box] ?? "");
  }
  return row.refresh();
};

// As the server understood it. A box in which somebody types stays as it is.
const takeText = (input, text) => {
  refused.delete(input.name);
  if (input.value !== text && document.activeElement !== input) input.value = text;
  settle(input);
};

// --- Beginning and leaving ----------------------------------------------------------------------------------------------

// What was typed while the copies were being opened is newer than they are.
const restore = (left) => {
  const typedMeanwhile = new Set(unsent);
  for (const found of left) {
    for (const [name, text] of Object.entries(found.unsent)) {
      const input = inputNamed(name);
      if (found.shown[name]) shown[name] = found.shown[name];
      else delete shown[name];
      if (!input || !rowOf(input)) {
        elsewhere[name] = text;
        continue;
      }
      if (!typedMeanwhile.has(name)) input.value = text;
      unsent.add(name);
      rowOf(input).refresh();
    }
  }
};

export const begin = async () => {
  const copy = await openCopy();
  restore(copy.left);
  useCopy(copy);
  isReady = true;
  const restored = unsent.size;
  // What flew when the page died goes first and as it was: the server knows whether it has it.
  line.sending = copy.left.at(-1)?.sending ?? null;
  keep();
  showAll();
  if (restored) tell(`Đã lấy lại ${restored} ô gõ lần trước chưa kịp gửi, đang gửi.`);
  await send();
};

// Everything sent and understood? Waits for what flies and for what still waits.
export const sendAll = async () => {
  line.failures = 0;
  hot = null;
  while (line.isFlying) await new Promise((resolve) => setTimeout(resolve, 30));
  await send();
  return !unsent.size && !refused.size && !conflicts.size && !line.locked && !line.failures;
};

window.addEventListener("online", () => {
  line.failures = 0;
  void send();
});
window.addEventListener("pagehide", () => void send({ isLeaving: true }));

