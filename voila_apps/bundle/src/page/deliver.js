import { Unreached, transport } from "../call.js";
import * as outbox from "../outbox.js";

// Hands over answers that an earlier page could not, other than those an open card has taken up itself.
// An answer of another student on a shared computer stays for that student: the tutor says "not found" to this one.
export async function deliverLeftovers() {
  const call = transport(null);
  const open = new Set([...document.querySelectorAll("[data-question-id]")].map((card) => card.dataset.questionId));
  for (const { question_id, given, request_id, focus_seconds } of outbox.all()) {
    if (open.has(question_id)) continue;
    try {
      await call("answer", { question_id, given, request_id, focus_seconds });
      outbox.drop(request_id);
    } catch (error) {
      if (error instanceof Unreached) return;
      if (error.kind === "closed" || error.kind === "unusable") outbox.drop(request_id);
    }
  }
}
