// Seconds of attention: the page is visible and something moved within the last minute. What comes after that minute is
// idle, for ten minutes at most: then nobody is there any more.
const IDLE_MS = 60_000;
const AWAY_MS = 11 * IDLE_MS;
const SIGNS = ["keydown", "pointerdown", "pointermove", "wheel", "scroll", "focus", "input"];

export class Stopwatch {
  constructor(now = () => performance.now(), target = window) {
    this.now = now;
    this.target = target;
    this.notice = () => this.tally(true);
    this.restart();
    for (const sign of SIGNS) target.addEventListener(sign, this.notice, { passive: true, capture: true });
    document.addEventListener("visibilitychange", this.notice);
  }

  restart() {
    this.total = 0;
    this.idle = 0;
    this.last = this.sign = this.now();
    this.visible = !document.hidden;
  }

  // Counts the stretch since the last look, if the page was visible meanwhile; `sign` says that somebody moved just now.
  tally(sign = false) {
    const now = this.now();
    if (this.visible) {
      const used = Math.min(Math.max(this.sign + IDLE_MS, this.last), now);
      const left = Math.min(Math.max(this.sign + AWAY_MS, used), now);
      this.total += used - this.last;
      this.idle += left - used;
    }
    this.last = now;
    if (sign) this.sign = now;
    this.visible = !document.hidden;
  }

  seconds() {
    this.tally();
    return Math.round(this.total / 100) / 10;
  }

  // What was counted since the last take: {focused, idle} in seconds.
  take() {
    this.tally();
    const told = { focused: Math.round(this.total / 100) / 10, idle: Math.round(this.idle / 100) / 10 };
    this.total = this.idle = 0;
    return told;
  }

  stop() {
    for (const sign of SIGNS) this.target.removeEventListener(sign, this.notice, { capture: true });
    document.removeEventListener("visibilitychange", this.notice);
  }
}
