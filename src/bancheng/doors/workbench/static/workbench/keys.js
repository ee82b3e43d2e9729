/* Keys for staff: / to the search, J and K through the rows of a table that has the focus. Every page works without this file. */
(function () {
  "use strict";
  if (document.documentElement.dataset.keys === "off") { return; }
  var typing = function (el) { return el.closest("input, select, textarea, [contenteditable]"); };
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) { return; }
    if (event.key === "/") {
      var search = document.querySelector("[data-key='/']");
      if (search) { event.preventDefault(); search.focus(); search.select(); }
    }
    var row = event.target.closest("table.dense tbody tr");
    if (!row || "jkJK".indexOf(event.key) < 0 || event.key.length !== 1) { return; }
    var next = event.key.toLowerCase() === "j" ? row.nextElementSibling : row.previousElementSibling;
    var link = next && next.querySelector("a, button, input");
    if (link) { event.preventDefault(); link.focus(); }
  });
})();
