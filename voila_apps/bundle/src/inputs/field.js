import { h } from "../dom.js";

// A text box for numbers: a digits keypad on phones, and no help from spelling or autofill.
export function field(props) {
  return h("input", {
    type: "text",
    inputmode: "decimal",
    autocomplete: "off",
    autocapitalize: "off",
    autocorrect: "off",
    spellcheck: "false",
    enterkeyhint: "go",
    maxlength: 200,
    ...props,
  });
}

export function caretAtStart(box) {
  return box.selectionStart === 0 && box.selectionEnd === 0;
}

export function caretAtEnd(box) {
  return box.selectionStart === box.value.length && box.selectionEnd === box.value.length;
}

export function focusAtEnd(box) {
  box.focus();
  box.setSelectionRange(box.value.length, box.value.length);
}
