// What is on its way is not sent a second time: a double click sends, receives, pays or bills once.
// Forms that htmx sends look after themselves (hx-sync) until the answer leads to another page: from then on nothing more is
// sent from this one. A page that comes back from the history may send again.

let sent = new WeakSet();
let leaving = false;

addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.target.method !== "post") return;
  if (sent.has(event.target)) event.preventDefault();
  else sent.add(event.target);
});
addEventListener("htmx:beforeRequest", (event) => {
  if (leaving) event.preventDefault();
});
addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.xhr?.getResponseHeader("HX-Redirect")) leaving = true;
});
addEventListener("pageshow", () => {
  sent = new WeakSet();
  leaving = false;
});
