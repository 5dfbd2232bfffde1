import { transport } from "../call.js";
import { Card } from "../card/card.js";

// The mastery check at the end of a lesson: `skill` names what it checks.
export function render({ model, el }) {
  el.classList.add("gapless");
  const card = new Card({ call: transport(model), goal: { skill: model.get("skill") } });
  el.append(card.node);
  card.load();
  return () => card.question?.stop();
}
