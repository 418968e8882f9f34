// Where the entry form keeps what is not sent yet: in localStorage, one copy for each user, report and tab. Its value is
// {unsent: {box: text}, sending, name, address} as JSON, name and address being the report's and its form's. Colleagues
// who share a PC each have their own copies.

const PREFIX = "nhap";

export const keyOf = (user, report, tab) => [PREFIX, user, report, tab].join(":");

// In order of the alphabet: the browser itself gives them in any. Nothing where it keeps nothing at all.
const keysFrom = (start) => {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(start))
      .sort();
  } catch {
    return [];
  }
};

export const keysOf = (user, report) => keysFrom(report === undefined ? `${PREFIX}:${user}:` : `${PREFIX}:${user}:${report}:`);

const copyAt = (key) => {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? {};
  } catch {
    return {};
  }
};

const boxesIn = ({ unsent }) => Object.keys(unsent ?? {});

// The reports of which this user has boxes that are not sent, in whatever tab: {boxes, name, address} each.
export const unsentOf = (user) => {
  const reports = new Map();
  for (const key of keysOf(user)) {
    const [, , report] = key.split(":");
    const copy = copyAt(key);
    const boxes = new Set([...(reports.get(report)?.boxes ?? []), ...boxesIn(copy)]);
    reports.set(report, { boxes, name: copy.name, address: copy.address });
  }
  return [...reports.values()].filter(({ boxes }) => boxes.size);
};

// Whether anybody's boxes are kept here.
export const isAnythingUnsent = () => keysFrom(`${PREFIX}:`).some((key) => boxesIn(copyAt(key)).length);

export const forgetCopies = (user) => keysOf(user).forEach((key) => localStorage.removeItem(key));
