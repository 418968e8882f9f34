// The form of a report: walked through like a spreadsheet, saved cell by cell, kept here while the line is down. The
// server computes and judges all of it again; without this script the form is sent as a whole.

import { form, isFigure, rowOf, rows, tell } from "./report_fill/cells.js";
import "./report_fill/keys.js";
import "./report_fill/panel.js";
import "./report_fill/pasting.js";
import { begin, noteChanged, noteLeft, noteTyping, send, sendAll } from "./report_fill/sending.js";
import { keep, wouldBeLost } from "./report_fill/standing.js";
import { showSummary } from "./report_fill/summary.js";

document.documentElement.classList.add("has-script");
rows.forEach((row) => row.refresh());

// --- Typing -------------------------------------------------------------------------------------------------------------

const isBox = (input) => Boolean(input.name && rowOf(input) && [...rowOf(input).boxes.values()].includes(input));

form.addEventListener("input", ({ target }) => {
  if (!isBox(target)) return;
  const row = rowOf(target);
  if (isFigure(target)) {
    const answer = row.boxes.get("answer");
    const before = answer?.value;
    row.followNumbers();
    if (answer && answer.value !== before) noteTyping(answer);
  }
  row.refresh();
  noteTyping(target);
});

form.addEventListener("cells:put", ({ target }) => noteChanged(target));
form.addEventListener("change", ({ target }) => isBox(target) && noteChanged(target));
form.addEventListener("focusout", ({ target }) => isBox(target) && noteLeft(target));

// --- Leaving, checking, filling a section -------------------------------------------------------------------------------

let isSent = false;

form.addEventListener("submit", async (event) => {
  if (isSent) return;
  event.preventDefault();
  const { submitter } = event;
  const isAllSaved = await sendAll();
  if (submitter?.dataset.prefill !== undefined && isAllSaved) {
    isSent = true;
    // Where nothing had to be sent this is still the same submit event, and a form does not submit within its own.
    await new Promise((resolve) => setTimeout(resolve));
    form.requestSubmit(submitter);
  } else if (submitter?.dataset.then && isAllSaved) {
    location.assign(submitter.dataset.then);
  } else if (!isAllSaved) {
    showSummary();
  } else {
    showSummary();
    tell("Đã lưu nháp.", "good");
  }
});

document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
  event.preventDefault();
  void sendAll();
});

window.addEventListener("beforeunload", (event) => {
  if (wouldBeLost()) event.preventDefault();
});
document.addEventListener("visibilitychange", () => {
  keep();
  if (document.hidden) void send({ isLeaving: true });
});

await begin();
