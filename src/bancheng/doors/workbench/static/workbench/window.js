/* Keys and pictures of the window. A control says its own key: data-press="Ctrl+Enter" anywhere, data-press="n" where nothing
   is typed; data-mark works on the row that has the focus. Every page works without this file. */
(function () {
  "use strict";
  var off = document.documentElement.dataset.keys === "off";
  /* What only works with scripts is shown, and the buttons are hidden that only serve without. */
  var show = function () {
    document.querySelectorAll("[data-tools]").forEach(function (el) { el.hidden = false; });
    document.querySelectorAll("[data-send] ~ button").forEach(function (el) { el.hidden = true; });
  };
  var typing = function (el) { return el.closest("input:not([type=checkbox]):not([type=radio]), select, textarea, [contenteditable]"); };
  var usable = function (el) { return el && !el.disabled && el.offsetParent !== null; };
  var named = function (event) {
    var key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    return event.ctrlKey || event.metaKey ? "Ctrl+" + key : event.altKey ? "Alt+" + key : key;
  };
  document.addEventListener("keydown", function (event) {
    if (off || event.isComposing || event.defaultPrevented) { return; }
    var key = named(event);
    var free = key.length > 1 && key !== "Escape" || !typing(event.target);
    if (!free) { return; }
    var row = event.target.closest("[data-row]");
    var wanted = row && row.querySelector("[data-mark='" + CSS.escape(key) + "']");
    if (!wanted) { wanted = Array.prototype.find.call(document.querySelectorAll("[data-press]"), function (el) { return el.dataset.press === key && usable(el); }); }
    if (!usable(wanted)) { return; }
    event.preventDefault();
    if (wanted.matches("input[type=text], input[type=search], textarea")) { wanted.focus(); } else { wanted.click(); }
  });
  /* A phrase goes into the field last written in, and ticks its row. */
  var last = null;
  document.addEventListener("focusin", function (event) { if (event.target.matches("textarea")) { last = event.target; } });
  document.addEventListener("click", function (event) {
    var phrase = event.target.closest("[data-fill]"), look = event.target.closest("[data-look]");
    if (phrase) {
      var field = last && last.isConnected ? last : document.querySelector("main textarea");
      if (!field) { return; }
      field.value = field.value.trim() ? field.value.trim() + phrase.dataset.fill : phrase.dataset.fill;
      var tick = field.closest("tr") && field.closest("tr").querySelector("[type=checkbox]");
      if (tick) { tick.checked = true; }
      field.focus();
    }
    var tool = event.target.closest("[data-zoom], [data-turn]");
    if (tool && look) {
      look.querySelectorAll("[data-picture]").forEach(function (picture) {
        var size = Number(picture.dataset.size || 1) * Number(tool.dataset.zoom || 1);
        var turn = (Number(picture.dataset.turned || 0) + ("turn" in tool.dataset ? 90 : 0)) % 360;
        picture.dataset.size = Math.min(6, Math.max(0.25, size));
        picture.dataset.turned = turn;
        picture.style.width = Number(picture.dataset.size) * 100 + "%";
        picture.style.maxWidth = "none";
        picture.style.transform = "rotate(" + turn + "deg)";
        /* A quarter turn takes the room of its other side, so that no corner is cut off. */
        var shift = turn % 180 ? (picture.offsetWidth - picture.offsetHeight) / 2 : 0;
        picture.style.margin = shift ? shift + "px " + -shift + "px" : "0 auto";
      });
    }
  });
  /* Picked or scanned files are sent at once; a form goes only once however often the button is hit. */
  document.addEventListener("change", function (event) {
    if (event.target.matches("[data-send]") && event.target.files.length) { event.target.form.requestSubmit(event.target.form.querySelector("[value=upload]")); }
  });
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (event.defaultPrevented || form.target === "_blank" || form.method !== "post" || form.hasAttribute("hx-post")) { return; }
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
  });
  window.addEventListener("pageshow", function () { document.querySelectorAll("form[data-sent]").forEach(function (form) { delete form.dataset.sent; }); });
  /* While a part of the page is fetched anew somebody goes on typing: what he wrote since is put back. */
  var sent = null, since = {};
  var written = function () {
    var found = {};
    document.querySelectorAll("#save [name]").forEach(function (el) { if (el.id && el.type !== "hidden") { found[el.id] = el.type === "checkbox" ? el.checked : el.value; } });
    return found;
  };
  document.addEventListener("htmx:beforeRequest", function (event) { if (event.detail.target.id === "file") { sent = written(); } });
  document.addEventListener("htmx:beforeSwap", function (event) {
    if (event.detail.target.id !== "file" || !sent) { return; }
    var current = written();
    since = {};
    Object.keys(current).forEach(function (id) { if (current[id] !== sent[id]) { since[id] = current[id]; } });
  });
  document.addEventListener("htmx:afterSwap", function () {
    Object.keys(since).forEach(function (id) {
      var el = document.getElementById(id);
      if (el && el.type === "checkbox") { el.checked = since[id]; } else if (el) { el.value = since[id]; }
    });
    since = {};
  });
  document.addEventListener("htmx:load", show);
  show();
})();
