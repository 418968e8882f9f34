// The form of a report: totals and percents while typing, numbers written out on leaving a box, a warning before
// typed figures are lost. The server computes and judges all of it again.

const form = document.querySelector(".report-fill");

// The same shapes that the server reads: 1234  1.234  1 234  12,5. Anything else is left to the server's message.
const NUMBER = /^(\d+|[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}(?: \d{3})+)(?:,(\d+))?$/;
const groups = new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 0 });
const decimals = new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 4 });

const numberIn = (text) => {
  const match = NUMBER.exec(text.trim());
  return match && Number(`${match[1].replace(/[. ]/g, "")}.${match[2] ?? 0}`);
};

const writtenOut = (text) => {
  const match = NUMBER.exec(text.trim());
  if (!match || match[1].length > 15) return text;
  const whole = groups.format(BigInt(match[1].replace(/[. ]/g, "")));
  return match[2] ? `${whole},${match[2]}` : whole;
};

// What is below 100 is never shown as 100.
const percentWords = (percent) => {
  const shown = Math.round(percent * 10) / 10;
  return `${decimals.format(percent < 100 && shown >= 100 ? 99.9 : shown)} %`;
};

const boxesOf = (row) => [...row.querySelectorAll(".figure-box > input")];
const isNumber = (input) => input.inputMode !== "text";

const sumOf = (row) => {
  const inputs = boxesOf(row);
  const [above, below] = ["numerator", "denominator"].map((box) => inputs.find((input) => input.id.endsWith(`-${box}`)));
  if (above) {
    const denominator = below ? numberIn(below.value) : Number(row.dataset.denominator);
    const numerator = numberIn(above.value);
    return numerator === null || !denominator ? "" : percentWords((numerator * 100) / denominator);
  }
  const numbers = inputs.filter((input) => input.value.trim()).map((input) => numberIn(input.value));
  return !numbers.length || numbers.includes(null) ? "" : decimals.format(numbers.reduce((sum, number) => sum + number, 0));
};

const answeredWithNumbers = (row) => {
  const inputs = boxesOf(row).filter((input) => input.value.trim());
  if (!inputs.length || inputs.every((input) => isNumber(input) && numberIn(input.value) === 0)) return;
  row.querySelector('.answers input[value="value"]').checked = true;
};

const nothingArose = (row) => {
  for (const input of boxesOf(row).filter(isNumber)) {
    if (!input.value.trim() && !input.dataset.mayStayBlank) input.value = "0";
  }
};

const refresh = (row) => {
  const output = row.querySelector("[data-sum]");
  if (output) output.value = sumOf(row);
};

form?.querySelectorAll("[data-row]").forEach(refresh);

let unsaved = form?.dataset.unsaved === "yes";

form?.addEventListener("input", (event) => {
  unsaved = true;
  const row = event.target.closest("[data-row]");
  if (!row) return;
  if (event.target.closest(".figure-box")) answeredWithNumbers(row);
  refresh(row);
});

form?.addEventListener("change", (event) => {
  const row = event.target.closest("[data-row]");
  if (!row) return;
  if (event.target.closest(".figure-box") && isNumber(event.target)) event.target.value = writtenOut(event.target.value);
  if (event.target.matches('.answers input[value="zero"]')) nothingArose(row);
  refresh(row);
});

form?.addEventListener("submit", () => {
  unsaved = false;
});

window.addEventListener("beforeunload", (event) => {
  if (unsaved) event.preventDefault();
});
