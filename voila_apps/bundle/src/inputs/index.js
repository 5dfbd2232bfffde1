import { choiceInput } from "./choice.js";
import { fractionInput } from "./fraction.js";
import { numberInput } from "./number.js";

// Kind of answer → its input. An input is {node, value, nudge, fill, clear, focus, lock, key?};
// `nudge` says in words what is still missing before it can be sent, "" when nothing is.
export const INPUTS = {
  choice: choiceInput,
  fraction: fractionInput,
  number: numberInput,
};

export function inputFor(spec, context) {
  return (INPUTS[spec.kind] ?? numberInput)(spec, context);
}
