// The one way to reach a tutor: `call(verb, body)` resolves to its JSON.
// A page that names a server speaks HTTP; elsewhere the widget speaks to the author's own kernel by messages.

// The tutor answered, and the answer is no: `kind`, `words` and `href` as errors.py gives them.
export class Refusal extends Error {
  constructor({ kind = "trouble", words = "", href = "" } = {}) {
    super(words || kind);
    Object.assign(this, { kind, words, href });
  }
}

// Nobody answered, or nobody who could: trying again is safe.
export class Unreached extends Error {}

const PATIENCE_MS = 20_000;

export function transport(model) {
  const base = meta("gapless-tutor");
  return base ? byHttp(base) : byMessages(model);
}

export function meta(name) {
  return document.querySelector(`meta[name="${name}"]`)?.content ?? "";
}

export function cookie(name) {
  const found = document.cookie.split("; ").find((pair) => pair.startsWith(`${name}=`));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
}

// The student a teacher looks over the shoulder of: /as/mia/home → "mia".
export function viewedStudent() {
  const match = /^\/as\/([^/]+)\//.exec(location.pathname);
  return match ? decodeURIComponent(match[1]) : "";
}

const STUDENT_PAGES = /^\/(home|day|practice|review|placement|work|forms|form|ledger|lesson)([/?#]|$)/;

// Inside "view as student" a link to a student's page stays inside it.
export function link(href) {
  const student = viewedStudent();
  return student && STUDENT_PAGES.test(href) ? `/as/${encodeURIComponent(student)}${href}` : href;
}

function byHttp(base) {
  return async (verb, body = {}) => {
    const headers = { "Content-Type": "application/json", "X-XSRFToken": cookie("_xsrf") };
    const student = viewedStudent();
    if (student) headers["X-Gapless-As"] = student;
    const response = await reach(`${base}/${verb}`, { method: "POST", headers, body: JSON.stringify(body) });
    return unpack(response);
  };
}

async function reach(url, options) {
  try {
    return await fetch(url, { ...options, credentials: "same-origin", signal: AbortSignal.timeout(PATIENCE_MS) });
  } catch (error) {
    throw new Unreached(String(error));
  }
}

async function unpack(response) {
  if (response.status >= 500) throw new Unreached(`status ${response.status}`);
  let data;
  try {
    data = await response.json();
  } catch {
    if (response.ok) throw new Unreached("the answer broke off");
    data = { error: { words: "This page is out of date. Load it again." } };
  }
  if (response.ok) return data;
  throw new Refusal(data.error);
}

function byMessages(model) {
  const waiting = new Map();
  let count = 0;
  model.on("msg:custom", (message) => {
    const settle = waiting.get(message?.reply);
    if (!settle) return;
    waiting.delete(message.reply);
    settle(message);
  });
  return (verb, body = {}) =>
    new Promise((resolve, reject) => {
      count += 1;
      const number = count;
      const timer = setTimeout(() => {
        waiting.delete(number);
        reject(new Unreached("the kernel does not answer"));
      }, PATIENCE_MS);
      waiting.set(number, (message) => {
        clearTimeout(timer);
        if (message.error) reject(new Refusal(message.error));
        else resolve(message.ok);
      });
      model.send({ call: number, verb, body });
    });
}

const PAUSES_MS = [500, 1000, 2000, 4000, 8000];

// Calls until somebody answers; `onTrouble(true)` when nobody does, `onTrouble(false)` when somebody does again.
export async function callUntilAnswered(call, verb, body, onTrouble = () => {}) {
  for (let tries = 0; ; tries += 1) {
    try {
      const answer = await call(verb, body);
      if (tries) onTrouble(false);
      return answer;
    } catch (error) {
      if (!(error instanceof Unreached)) {
        if (tries) onTrouble(false);
        throw error;
      }
      onTrouble(true);
      await pauseOrOnline(PAUSES_MS[Math.min(tries, PAUSES_MS.length - 1)]);
    }
  }
}

function pauseOrOnline(milliseconds) {
  return new Promise((resolve) => {
    const go = () => {
      clearTimeout(timer);
      removeEventListener("online", go);
      resolve();
    };
    const timer = setTimeout(go, milliseconds);
    addEventListener("online", go);
  });
}
