// What is on its way is not sent a second time: a double click sends, receives, pays or bills once.
// Forms that htmx sends look after themselves (hx-sync). A page that comes back from the history may send again.

let sent = new WeakSet();

addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.target.method !== "post") return;
  if (sent.has(event.target)) event.preventDefault();
  else sent.add(event.target);
});
addEventListener("pageshow", () => {
  sent = new WeakSet();
});
