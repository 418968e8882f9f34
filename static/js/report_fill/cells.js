// The rows and boxes of the form, what each shows of itself, and the sums that follow the typing.

import { numberIn, percentWords, written } from "../numbers.js";

export const form = document.querySelector("#bieu");
const status = document.querySelector("#tinh-trang");

export const tell = (words, tone = "") => {
  status.textContent = words;
  status.dataset.tone = tone;
};

// The words and icons of the states, and the order in which a row's words speak of them.
const STATES = JSON.parse(form.dataset.states);
const BY_WEIGHT = ["conflict", "refused", "locked", "unsent", "saving", "doubtful", "saved"];

const iconNamed = (name) => {
  const icon = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  icon.setAttribute("class", "icon");
  icon.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `${form.dataset.icons}#${name}`);
  icon.append(use);
  return icon;
};

class Row {
  constructor(element) {
    this.element = element;
    this.address = element.dataset.row;
    const named = [...element.querySelectorAll("[name]")].filter((input) => input.name.startsWith(`${this.address}-`));
    this.boxes = new Map(named.filter(isBox).map((input) => [boxOf(input, this.address), input]));
    this.isProse = !element.matches("tr");
  }

  get figures() {
    return [...this.boxes.values()].filter(isFigure);
  }

  get texts() {
    return Object.fromEntries([...this.boxes.values()].map((input) => [input.name, input.value]));
  }

  get #isMilestone() {
    return this.boxes.has("day");
  }

  refresh() {
    const output = this.element.querySelector("[data-sum]");
    if (output) output.value = this.#sum();
  }

  #sum() {
    const above = this.boxes.get("numerator");
    if (!above) return sumOf(this.figures);
    const below = this.boxes.get("denominator");
    const denominator = numberIn(below ? below.value : this.element.dataset.denominator.replace(".", ","));
    const numerator = numberIn(above.value);
    return numerator === null || !denominator ? "" : percentWords(numerator, denominator);
  }

  // A number typed over "không phát sinh" is an answer of its own; boxes that were emptied answer nothing.
  followNumbers() {
    const answer = this.boxes.get("answer");
    if (!answer) return;
    const typed = this.figures.filter((input) => input.value.trim());
    const isZero = typed.length > 0 && typed.every((input) => numberIn(input.value) === 0n);
    if (!typed.length) {
      if (answer.value === "value" || (answer.value === "zero" && !this.#isMilestone)) answer.value = "";
    } else if (!isZero || answer.value !== "zero") {
      answer.value = "value";
    }
  }

  // Choosing "không phát sinh" writes 0, choosing an answer without data takes the numbers away. Gives what to put where.
  followAnswer() {
    const choice = this.boxes.get("answer").value;
    if (choice === "value" || choice === "") return [];
    const isZero = choice === "zero" && !this.#isMilestone;
    return this.figures
      .filter((input) => !(isZero && input.dataset.mayStayBlank))
      .map((input) => [input, isZero ? "0" : ""])
      .filter(([input, text]) => input.value !== text);
  }

  // Nothing is taken any more: what is typed stays readable, and can be copied.
  lock(why) {
    for (const input of this.boxes.values()) {
      if (input.tagName === "SELECT") input.disabled = true;
      else input.readOnly = true;
    }
    this.element.querySelector("[data-state-words]").title = why;
  }

  // `states`: by the name of a box. The row says the weightiest of them.
  show(states) {
    const found = new Set();
    for (const input of this.boxes.values()) {
      const state = states.get(input.name) ?? this.#atRest(input);
      (input.closest(".figure-box") ?? input).dataset.state = state;
      found.add(state);
    }
    const weightiest = BY_WEIGHT.find((state) => found.has(state)) ?? "";
    const told = this.element.querySelector("[data-state-words]");
    if (told.dataset.state === weightiest) return;
    told.dataset.state = weightiest;
    const [words, icon] = STATES[weightiest] ?? [];
    told.replaceChildren(...(words ? [iconNamed(icon), words] : []));
  }

  #atRest(input) {
    const isDoubted = this.element.querySelector(`[data-problems] [data-box="${input.id}"]:not([data-level="unusual"])`);
    return isDoubted ? "doubtful" : input.value.trim() ? "saved" : "";
  }

  showErrors(errors) {
    for (const [box, input] of this.boxes) {
      const holder = input.closest(".entry") ?? input.parentElement;
      const id = `${input.id}-loi`;
      document.getElementById(id)?.remove();
      input.classList.toggle("is-invalid", box in errors);
      input.toggleAttribute("aria-invalid", box in errors);
      if (!(box in errors)) {
        input.removeAttribute("aria-describedby");
        continue;
      }
      const words = Object.assign(document.createElement("div"), { className: "invalid-feedback d-block", id, textContent: errors[box] });
      input.setAttribute("aria-invalid", "true");
      input.setAttribute("aria-describedby", id);
      isFigure(input) ? holder.append(words) : input.after(words);
    }
  }

  showProblems(problems) {
    const list = this.element.querySelector("[data-problems]");
    list?.replaceChildren(
      ...problems.map(({ box, level, words }) => {
        const line = document.createElement("li");
        Object.assign(line.dataset, { level, box });
        line.textContent = words[0].toUpperCase() + words.slice(1);
        return line;
      }),
    );
  }
}

function isBox(input) {
  return !/-(keep|conflict)$/.test(input.name);
}

export function isFigure(input) {
  return input.matches(".figure-box > input");
}

function boxOf(input, address) {
  return input.name.slice(address.length + 1);
}

function sumOf(inputs) {
  const typed = inputs.filter((input) => input.value.trim()).map((input) => numberIn(input.value));
  return !typed.length || typed.includes(null) ? "" : written(typed.reduce((sum, number) => sum + number, 0n));
}

export const rows = new Map([...form.querySelectorAll("[data-row]")].map((element) => [element.dataset.row, new Row(element)]));
export const rowOf = (input) => rows.get(input.closest("[data-row]")?.dataset.row);
export const inputNamed = (name) => form.elements.namedItem(name);
// All boxes for numbers and days, from the top to the foot.
export const figures = [...rows.values()].flatMap((row) => row.figures);

// Put texts into boxes as a person would, and say so: `[[input, text], …]`.
export const put = (texts) => {
  for (const [input, text] of texts) {
    input.value = text;
    input.dispatchEvent(new CustomEvent("cells:put", { bubbles: true }));
  }
  for (const row of new Set(texts.map(([input]) => rowOf(input)))) row.refresh();
};

// The name of a box for people: its row's and its own.
export const nameOf = (input) => {
  const row = rowOf(input);
  const question = row.element.closest("tbody")?.querySelector(".question__name")?.textContent ?? "";
  const label = form.querySelector(`label[for="${input.id}"]`)?.textContent ?? "lý do, giải trình";
  return [question, label].filter(Boolean).join(" – ");
};
