// Walking through the boxes as in a spreadsheet: arrows, Enter, Esc, marking, copying, undoing.

import { writtenOut } from "../numbers.js";
import { figures, form, isFigure, put, rowOf } from "./cells.js";

// --- Undoing: every change of a box that was left, and every press that changed several, is one step ----------------------

const settled = new WeakMap();
const done = [];
const undone = [];

export const settle = (input) => settled.set(input, input.value);
const settledText = (input) => settled.get(input) ?? input.defaultValue;

// What a press puts into several boxes, as one step.
export const putAsOneStep = (texts) => {
  const step = texts.map(([input, text]) => ({ input, before: settledText(input), after: text }));
  if (!step.length) return;
  done.push(step);
  undone.length = 0;
  put(texts);
  texts.forEach(([input]) => settle(input));
};

const noteChange = (input) => {
  const before = settledText(input);
  if (input.value === before) return;
  done.push([{ input, before, after: input.value }]);
  undone.length = 0;
  settle(input);
};

const stepBack = (from, to, side) => {
  const step = from.pop();
  if (!step) return;
  to.push(step);
  put(step.map((one) => [one.input, one[side]]));
  step.forEach(({ input }) => {
    rowOf(input).followNumbers();
    settle(input);
  });
  step[0].input.focus();
};

const undo = (input) => {
  if (input && "value" in input) noteChange(input);
  stepBack(done, undone, "before");
};
const redo = () => stepBack(undone, done, "after");

// --- Marking a run of boxes ---------------------------------------------------------------------------------------------

let marked = [];
let anchor = null;

const mark = (from, to) => {
  const [first, last] = [figures.indexOf(from), figures.indexOf(to)].sort((one, other) => one - other);
  marked.forEach((input) => input.closest(".figure-box").classList.remove("is-marked"));
  marked = from === to ? [] : figures.slice(first, last + 1);
  marked.forEach((input) => input.closest(".figure-box").classList.add("is-marked"));
};

const unmark = () => {
  if (marked.length) mark(figures[0], figures[0]);
  anchor = null;
};

// --- Walking ------------------------------------------------------------------------------------------------------------

const enter = (input) => {
  input?.focus();
  if (input && input.tagName === "INPUT") input.select();
  return Boolean(input);
};

const step = (input, by, isMarking = false) => {
  const next = figures[figures.indexOf(input) + by];
  if (!next) return false;
  if (isMarking) anchor ??= input;
  else unmark();
  enter(next);
  if (isMarking) mark(anchor, next);
  return true;
};

// Within a row: its numbers, then the answer, then the reason.
const aside = (input, by) => {
  const boxes = [rowOf(input).figures[0], rowOf(input).boxes.get("answer"), rowOf(input).boxes.get("note")];
  const place = isFigure(input) ? 0 : boxes.indexOf(input);
  return place >= 0 && enter(boxes[place + by]);
};

const atEdge = (input, isEnd) => {
  if (input.tagName === "SELECT") return true;
  if (input.selectionStart === 0 && input.selectionEnd === input.value.length) return true;
  return input.selectionStart === input.selectionEnd && input.selectionStart === (isEnd ? input.value.length : 0);
};

const leaveAsSaved = (input) => {
  put([[input, settledText(input)]]);
  unmark();
  return true;
};

const figureKeys = {
  ArrowDown: (input, event) => step(input, 1, event.shiftKey),
  ArrowUp: (input, event) => step(input, -1, event.shiftKey),
  Enter: (input, event) => step(input, event.shiftKey ? -1 : 1) || true,
  Delete: () => marked.length > 0 && (putAsOneStep(marked.map((one) => [one, ""])), marked.forEach((one) => rowOf(one).followNumbers()), true),
  F2: (input) => (input.setSelectionRange(input.value.length, input.value.length), true),
};
const allKeys = {
  ArrowRight: (input, event) => !event.shiftKey && atEdge(input, true) && aside(input, 1),
  ArrowLeft: (input, event) => !event.shiftKey && atEdge(input, false) && aside(input, -1),
  Escape: leaveAsSaved,
};
const withControl = {
  z: (input) => (undo(input), true),
  y: () => (redo(), true),
};

form.addEventListener("keydown", (event) => {
  const input = event.target;
  if (!rowOf(input) || !input.name || event.altKey) return;
  if (event.ctrlKey || event.metaKey) {
    if (withControl[event.key.toLowerCase()]?.(input)) event.preventDefault();
    return;
  }
  const keys = isFigure(input) ? { ...allKeys, ...figureKeys } : allKeys;
  if (keys[event.key]?.(input, event)) event.preventDefault();
});

form.addEventListener("pointerdown", unmark);
form.addEventListener("input", unmark);

form.addEventListener("change", (event) => {
  const input = event.target;
  const row = rowOf(input);
  if (!row || !input.name) return;
  if (isFigure(input)) input.value = writtenOut(input.value);
  noteChange(input);
  if (input === row.boxes.get("answer")) putAsOneStep(row.followAnswer());
  row.refresh();
});

form.addEventListener("copy", (event) => {
  if (!marked.length) return;
  event.preventDefault();
  event.clipboardData.setData("text/plain", marked.map((input) => input.value).join("\r\n"));
});
