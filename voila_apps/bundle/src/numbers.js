// Reads a number aloud, so that a child sees what the page saw: "5/6" → "five sixths". English only.
const ONES =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(
    " ",
  );
const TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
const ODD_ORDINALS = {
  one: "first",
  two: "second",
  three: "third",
  five: "fifth",
  eight: "eighth",
  nine: "ninth",
  twelve: "twelfth",
};

export function cardinal(n) {
  if (n < 20) return ONES[n];
  if (n < 100) return TENS[Math.floor(n / 10) - 2] + (n % 10 ? `-${ONES[n % 10]}` : "");
  if (n < 1000) return `${ONES[Math.floor(n / 100)]} hundred${n % 100 ? ` ${cardinal(n % 100)}` : ""}`;
  if (n < 1e6) return `${cardinal(Math.floor(n / 1000))} thousand${n % 1000 ? ` ${cardinal(n % 1000)}` : ""}`;
  return "";
}

export function ordinal(n) {
  const words = cardinal(n);
  const [, stem, last] = /^(.*?)([a-z]+)$/.exec(words) ?? [null, "", ""];
  if (ODD_ORDINALS[last]) return stem + ODD_ORDINALS[last];
  if (last.endsWith("y")) return `${stem}${last.slice(0, -1)}ieth`;
  return `${stem}${last}th`;
}

function parts(n, d) {
  if (d === 1) return `${cardinal(n)} over one`;
  if (d === 2) return n === 1 ? "one half" : `${cardinal(n)} halves`;
  const name = d === 4 ? "quarter" : ordinal(d);
  return n === 1 ? `one ${name}` : `${cardinal(n)} ${name}s`;
}

const plain = (text) =>
  text
    .normalize("NFKC")
    .replace(/[−–]/g, "-")
    .replace(/⁄/g, "/")
    .replace(/(\d),(?=\d{3}(\D|$))/g, "$1")
    .trim();

const READERS = [
  [/^(\d{1,6})$/, (n) => cardinal(+n)],
  [/^(\d{1,6})\s*\/\s*(\d{1,6})$/, (n, d) => (+d ? parts(+n, +d) : "")],
  [/^(\d{1,6})\s+(\d{1,6})\s*\/\s*(\d{1,6})$/, (w, n, d) => (+d ? `${cardinal(+w)} and ${parts(+n, +d)}` : "")],
  [/^(\d{0,6})\.(\d{1,9})$/, (w, f) => `${cardinal(+w || 0)} point ${[...f].map((digit) => ONES[digit]).join(" ")}`],
];

// The words for what was typed, or "" where this page has none (the tutor may still read it).
export function aloud(text) {
  const tidy = plain(text);
  const minus = tidy.startsWith("-");
  const body = minus ? tidy.slice(1).trim() : tidy;
  for (const [pattern, say] of READERS) {
    const match = pattern.exec(body);
    if (!match) continue;
    const words = say(...match.slice(1));
    return words && minus ? `minus ${words}` : words;
  }
  return "";
}
