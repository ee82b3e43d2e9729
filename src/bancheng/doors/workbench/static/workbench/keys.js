/* Keys for staff: / to the search, the letter beside a control, J and K through the rows of a table: of the one that has the
   focus, from the row that the address names, else from the first. Every page works without this file. */
(function () {
  "use strict";
  if (document.documentElement.dataset.keys === "off") { return; }
  var typing = function (el) { return el.closest("input:not([type=checkbox]):not([type=radio]), select, textarea, [contenteditable]"); };
  var rowOf = function (el) { return el && el.closest("table.dense tbody tr"); };
  var nextOf = function (row, down) {
    if (row) { return down ? row.nextElementSibling : row.previousElementSibling; }
    return down ? document.querySelector("table.dense tbody tr") : null;
  };
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented || typing(event.target)) { return; }
    if (event.key.length !== 1) { return; }
    var key = event.key.toLowerCase();
    var named = document.querySelector("[data-key='" + CSS.escape(key) + "']");
    if (named) {
      event.preventDefault();
      if (named.matches("input")) { named.focus(); named.select(); } else { named.click(); }
      return;
    }
    if (key !== "j" && key !== "k") { return; }
    var next = nextOf(rowOf(event.target) || rowOf(document.querySelector(":target")), key === "j");
    // A row that can be ticked is still opened by its name.
    var link = next && (next.querySelector("th a") || next.querySelector("a, button, input"));
    if (link) { event.preventDefault(); link.focus(); }
  });
})();
