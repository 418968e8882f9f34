// What is typed and not yet on the server, kept in this browser by user, report and tab; a tab that died leaves its copy
// to the next one that opens the report.

import { keyOf, keysOf } from "../local_copies.js";
import { form } from "./cells.js";

const { user, report, name } = form.dataset;
const PATIENCE = 400; // a page that is just being left still holds its lock

export const randomName = () => [...crypto.getRandomValues(new Uint8Array(9))].map((byte) => byte.toString(36)).join("");

// Held as long as this page lives: whoever gets another tab's lock knows that the tab is gone.
const held = (tab) =>
  new Promise((resolve) => {
    if (!navigator.locks) return resolve(true);
    const waiting = new AbortController();
    setTimeout(() => waiting.abort(), PATIENCE);
    navigator.locks
      .request(`nhap:${tab}`, { signal: waiting.signal }, () => {
        resolve(true);
        return new Promise(() => {});
      })
      .catch(() => resolve(false));
  });

const ownTab = async () => {
  const known = sessionStorage.getItem("nhap-tab");
  if (known && (await held(known))) return known;
  const tab = randomName();
  sessionStorage.setItem("nhap-tab", tab);
  await held(tab);
  return tab;
};

const read = (key) => {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
};

// The copies of this report that no living tab holds, by their keys.
const orphans = async (own) => {
  const found = new Map();
  for (const key of keysOf(user, report)) {
    const tab = key.split(":").at(-1);
    if (tab !== own && !(await held(tab))) continue;
    const copy = read(key);
    if (copy) found.set(key, copy);
  }
  return found;
};

export const openCopy = async () => {
  const tab = await ownTab();
  const key = keyOf(user, report, tab);
  const found = await orphans(tab);
  const foreign = new Set([...found.keys()].filter((other) => other !== key));
  return {
    left: [...found.values()].sort((one, other) => one.at - other.at),
    // False where the browser keeps nothing: then leaving the page has to warn. What dead tabs left goes once it is kept here.
    keep(copy) {
      try {
        if (Object.keys(copy.unsent).length || copy.sending) {
          localStorage.setItem(key, JSON.stringify({ ...copy, at: Date.now(), name, address: form.dataset.fill }));
        } else {
          localStorage.removeItem(key);
        }
        foreign.forEach((other) => localStorage.removeItem(other));
        foreign.clear();
        return true;
      } catch {
        return false;
      }
    },
  };
};
