/* Small comforts. Every page works without this file. */
"use strict";

document.documentElement.classList.add("js");

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-dismiss]");
  if (button) {
    document.getElementById(button.dataset.dismiss).replaceChildren();
    return;
  }
  const menu = document.querySelector("details.menu[open]");
  if (menu && !menu.contains(event.target)) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details.menu[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
  document.getElementById("added").replaceChildren();
});

// A second click while the order is on its way does nothing. The server would take it just once
// anyway; this spares the shopper the wait. Coming back with the back button frees the form.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-once]") || event.defaultPrevented) return; // htmx sends it
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  form.setAttribute("aria-busy", "true");
});

window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("[data-once]")) {
    delete form.dataset.sent;
    form.removeAttribute("aria-busy");
  }
});

// CEP 01310100 reads 01310-100 as soon as the field is left.
document.addEventListener("focusout", (event) => {
  const field = event.target;
  if (field.id !== "postal_code") return;
  const country = document.getElementById("country");
  const digits = field.value.replace(/\D/g, "");
  if (country && country.value === "BR" && digits.length === 8) {
    field.value = `${digits.slice(0, 5)}-${digits.slice(5)}`;
  }
});

// After a refusal, the reader and the keyboard start at what has to be looked at.
const startAtTrouble = () => {
  const first = document.getElementById("errors") || document.getElementById("changes");
  if (first) first.focus();
};
startAtTrouble();

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.elt.id === "checkout" && event.detail.xhr.status >= 400) startAtTrouble();
});

// An answer shows the checkout as it was when it was asked for. What was typed, ticked, opened or
// pressed since outlives it, and is sent once more.
const checkoutForm = () => document.querySelector("#checkout form.purchase");
const isTick = (field) => field.type === "radio" || field.type === "checkbox";
const keyOf = (field) => (isTick(field) ? `${field.name}=${field.value}` : field.name);
const stateOf = (field) => (isTick(field) ? field.checked : field.value);
const fieldsOf = (form) =>
  [...form.elements].filter((field) => field.name && field.matches("input:not([type=hidden]), select, textarea"));
const snapshot = (form) => new Map(fieldsOf(form).map((field) => [keyOf(field), stateOf(field)]));
const sent = new WeakMap();
let asked = null; // the last request for a new checkout
let pressed = ""; // what was pressed while it was on its way
let late = null;
let sentNr = 0;

document.addEventListener("htmx:configRequest", (event) => {
  const form = checkoutForm();
  if (!form || !form.contains(event.detail.elt)) return;
  sentNr += 1;
  event.detail.parameters.sent_nr = String(sentNr);
  form.elements.sent_nr.value = String(sentNr);
});

document.addEventListener("htmx:beforeRequest", (event) => {
  const { xhr, target, elt } = event.detail;
  if (!checkoutForm() || target.id !== "checkout") return;
  if (elt.getAttribute("hx-swap") === "none") return; // what is only kept changes no page
  sent.set(xhr, snapshot(checkoutForm()));
  asked = { xhr, isSubmit: elt === checkoutForm() };
});

document.addEventListener("submit", (event) => {
  if (event.target !== checkoutForm() || !asked || asked.isSubmit) return;
  if (asked.xhr.readyState < XMLHttpRequest.DONE) pressed = event.submitter ? event.submitter.value : "";
}, true);

document.addEventListener("htmx:beforeSwap", (event) => {
  const before = sent.get(event.detail.xhr);
  const form = checkoutForm();
  if (!before || !form) return;
  const active = form.contains(document.activeElement) ? document.activeElement : null;
  // Two answers at once: the first is in and not settled, so what it left out is not in the form yet.
  const unsettled = late && late.isIn ? late.changed : [];
  const changed = [...snapshot(form)].filter(([key, state]) => before.has(key) && before.get(key) !== state);
  late = {
    xhr: event.detail.xhr,
    isIn: false,
    changed: new Map([...changed, ...unsettled]),
    open: [...form.querySelectorAll("details[open]")].map((one) => one.className),
    active: active ? active.id : "",
    caret: active && typeof active.selectionStart === "number" ? [active.selectionStart, active.selectionEnd] : null,
    total: form.elements.expected_total.value,
    pressed,
  };
  pressed = "";
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (late && event.detail.xhr === late.xhr) late.isIn = true;
});

// After settling, not after swapping: only then does htmx listen to what is new.
document.addEventListener("htmx:afterSettle", (event) => {
  const form = checkoutForm();
  if (!late || !form || event.detail.xhr !== late.xhr) return;
  const { changed, open, active: id, caret, total, pressed: button } = late;
  late = null;
  form.elements.sent_nr.value = String(sentNr);
  for (const details of form.querySelectorAll("details")) {
    if (open.includes(details.className)) details.open = true;
  }
  const newer = fieldsOf(form).filter(
    (field) => changed.has(keyOf(field)) && changed.get(keyOf(field)) !== stateOf(field)
  );
  for (const field of newer) {
    if (isTick(field)) field.checked = changed.get(keyOf(field));
    else field.value = changed.get(keyOf(field));
  }
  const active = id ? document.getElementById(id) : null;
  if (active) active.focus({ preventScroll: true }); // it may have been behind closed details
  if (caret && newer.includes(active)) active.setSelectionRange(...caret);
  const submit = form.querySelector(`button[name=action][value="${button}"]`);
  // Nobody is made to buy at a total they have not seen.
  if (button && submit && form.elements.expected_total.value === total) {
    submit.click(); // htmx sends the name of a button that was clicked
    return;
  }
  const tell = (field) => field.dispatchEvent(new Event("change", { bubbles: true }));
  for (const field of newer) {
    if (field.type === "radio" && !field.checked) continue;
    if (field === active && !isTick(field)) field.addEventListener("blur", () => tell(field), { once: true });
    else tell(field);
  }
});

// The note that something was added goes by itself, unless somebody is reading it.
let leaving;
document.addEventListener("htmx:afterSwap", (event) => {
  const note = event.detail.target;
  if (note.id !== "added") return;
  const leave = () => {
    if (note.matches(":hover, :focus-within")) leaving = window.setTimeout(leave, 4000);
    else note.replaceChildren();
  };
  window.clearTimeout(leaving);
  leaving = window.setTimeout(leave, 12000);
});
