// Numbers as the server reads and writes them: 1234  1.234  1 234  12,5. Anything else is left to the server's message.

const NUMBER = /^(\d+|[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}(?: \d{3})+)(?:,(\d+))?$/;
const LONGEST_WHOLE = 15;
const SCALE = 10_000n; // ten-thousandths, so that sums are exact

// In ten-thousandths; null where it is no number that the server takes.
export const numberIn = (text) => {
  const match = NUMBER.exec(text.trim());
  if (!match || match[1].length > LONGEST_WHOLE + 5 || (match[2] ?? "").length > 4) return null;
  return BigInt(match[1].replace(/[. ]/g, "")) * SCALE + BigInt((match[2] ?? "").padEnd(4, "0"));
};

export const written = (number) => {
  const digits = String(number < 0n ? -number : number).padStart(5, "0");
  const whole = digits.slice(0, -4).replace(/\B(?=(\d{3})+$)/g, ".");
  const fraction = digits.slice(-4).replace(/0+$/, "");
  return `${number < 0n ? "-" : ""}${whole}${fraction && `,${fraction}`}`;
};

// As it will be shown back; what is no number stays as it was typed.
export const writtenOut = (text) => {
  const number = numberIn(text);
  return number === null ? text : written(number);
};

// One decimal, half up; what is below 100 is never shown as 100.
export const percentWords = (numerator, denominator) => {
  const tenths = (numerator * 2_000n + denominator) / (denominator * 2n);
  const shown = numerator < denominator && tenths >= 1000n ? 999n : tenths;
  return `${written(shown * 1_000n)} %`;
};
