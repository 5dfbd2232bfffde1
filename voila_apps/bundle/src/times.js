import { h } from "./dom.js";
import { WORDS } from "./words.js";

const DAY = { day: "numeric", month: "short" };
const MOMENT = { ...DAY, hour: "2-digit", minute: "2-digit" };

export function day(iso) {
  return h("time", { datetime: iso }, new Date(iso).toLocaleDateString(document.documentElement.lang || undefined, DAY));
}

export function moment(iso) {
  return h("time", { datetime: iso }, new Date(iso).toLocaleString(document.documentElement.lang || undefined, MOMENT));
}

const UNITS = [
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
];

// "2 hours ago", for last activity.
export function ago(iso, now = Date.now()) {
  const seconds = (new Date(iso).getTime() - now) / 1000;
  const format = new Intl.RelativeTimeFormat(document.documentElement.lang || undefined, { numeric: "auto" });
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? ["minute", 60];
  const words = format.format(Math.round(seconds / size), unit);
  return h("time", { datetime: iso, title: new Date(iso).toLocaleString() }, Math.abs(seconds) < 60 ? WORDS.now : words);
}

export function minutes(count) {
  return WORDS.minutes(Math.max(1, Math.round(count)));
}
