// Where the entry form keeps what is not sent yet: one copy for each user, report and tab.

const PREFIX = "nhap";

export const keyOf = (user, report, tab) => [PREFIX, user, report, tab].join(":");

export const keysOf = (user, report) => {
  const start = report === undefined ? `${PREFIX}:${user}:` : `${PREFIX}:${user}:${report}:`;
  return Object.keys(localStorage).filter((key) => key.startsWith(start));
};
