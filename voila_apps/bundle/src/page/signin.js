// Sign-in: a code in the address posts itself and leaves no trace in the address bar.
export function signIn() {
  const forms = {
    student: document.querySelector('form[data-gapless="sign-in"]'),
    teacher: document.querySelector('form[data-gapless="sign-in-teacher"]'),
  };
  if (!forms.student) return;
  for (const form of Object.values(forms)) if (form) prepare(form);
  addEventListener("hashchange", () => post(forms));
  if (post(forms)) return;
  const on = document.querySelector('[data-gapless="go-on"]');
  if (on) location.replace(on.href);
  else forms.student.elements.code?.focus();
}

// Whoever is signed in here gives way: a card's link always leads to the person on the card.
function post(forms) {
  const hash = location.hash.slice(1);
  if (!hash) return false;
  history.replaceState(null, "", location.pathname + location.search);
  if (hash.includes(":") && forms.teacher) submitTeacher(forms.teacher, hash);
  else submitStudent(forms.student, hash);
  return true;
}

function prepare(form) {
  const next = new URLSearchParams(location.search).get("next");
  const field = form.elements.next;
  if (next && field && !field.value) field.value = next;
  form.addEventListener("submit", () => form.querySelector("button")?.setAttribute("aria-busy", "true"));
}

function submitStudent(form, code) {
  form.elements.code.value = decodeURIComponent(code);
  form.requestSubmit();
}

function submitTeacher(form, pair) {
  const cut = pair.indexOf(":");
  form.closest("details")?.setAttribute("open", "");
  form.elements.name.value = decodeURIComponent(pair.slice(0, cut));
  form.elements.password.value = decodeURIComponent(pair.slice(cut + 1));
  form.requestSubmit();
}
