// Answers on their way. Each is stored with its request id before it is sent, and leaves when the tutor has
// acknowledged it, so that a reload, a second tab or a restarted server never loses or doubles one.
const KEY = "gapless.outbox";
const KEPT_MS = 30 * 24 * 3600 * 1000;

let memory = []; // where storage is refused (private windows), the open page still remembers

function read() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "[]").filter((entry) => Date.now() - entry.at < KEPT_MS);
  } catch {
    return memory;
  }
}

function write(entries) {
  memory = entries;
  try {
    if (entries.length) localStorage.setItem(KEY, JSON.stringify(entries));
    else localStorage.removeItem(KEY);
  } catch {
    // `memory` holds them
  }
}

export function put(entry) {
  write([...read().filter((other) => other.request_id !== entry.request_id), { ...entry, at: Date.now() }]);
}

export function drop(requestId) {
  write(read().filter((entry) => entry.request_id !== requestId));
}

export function waitingFor(questionId) {
  return read().findLast((entry) => entry.question_id === questionId) ?? null;
}

export function all() {
  return read();
}
