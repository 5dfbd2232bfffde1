import { WORDS } from "../words.js";

const SOON_MS = 300;
const LONG_MS = 5000;

// Shows a wait where it was caused: on the button after 300 ms, in the feedback's room after 5 s.
export function showWait(pressed, words, feedback) {
  const before = pressed.textContent;
  pressed.setAttribute("aria-disabled", "true");
  const soon = setTimeout(() => {
    pressed.classList.add("waiting");
    if (words) pressed.textContent = words;
  }, SOON_MS);
  const long = setTimeout(() => feedback.say("note", { text: WORDS.slow }), LONG_MS);
  return {
    end() {
      clearTimeout(soon);
      clearTimeout(long);
      pressed.classList.remove("waiting");
      pressed.removeAttribute("aria-disabled");
      if (words && pressed.textContent === words) pressed.textContent = before;
    },
  };
}
