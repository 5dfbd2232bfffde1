// Seconds of attention: the page is visible and something moved within the last minute.
const IDLE_MS = 60_000;
const SIGNS = ["keydown", "pointerdown", "pointermove", "wheel", "scroll", "focus", "input"];

export class Stopwatch {
  constructor(now = () => performance.now(), target = window) {
    this.now = now;
    this.target = target;
    this.notice = () => this.tally();
    this.restart();
    for (const sign of SIGNS) target.addEventListener(sign, this.notice, { passive: true, capture: true });
    document.addEventListener("visibilitychange", this.notice);
  }

  restart() {
    this.total = 0;
    this.last = this.now();
    this.visible = !document.hidden;
  }

  // Counts the stretch since the last sign of life, at most a minute of it, if the page was visible meanwhile.
  tally() {
    const now = this.now();
    if (this.visible) this.total += Math.min(now - this.last, IDLE_MS);
    this.last = now;
    this.visible = !document.hidden;
  }

  seconds() {
    this.tally();
    return Math.round(this.total / 100) / 10;
  }

  stop() {
    for (const sign of SIGNS) this.target.removeEventListener(sign, this.notice, { capture: true });
    document.removeEventListener("visibilitychange", this.notice);
  }
}
