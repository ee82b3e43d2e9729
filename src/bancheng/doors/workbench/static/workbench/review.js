/* Keys and the viewer of a page about one case: 1 and 2 judge the point that has the focus and go on to the next, Ctrl+Enter sends;
   pictures and PDF pages are enlarged and turned, with + - R too. Every page works without this file. */
(function () {
  "use strict";
  var papers = document.querySelector(".papers"), tools = document.querySelector("[data-viewer-tools]");
  var views = { "+": "larger", "=": "larger", "-": "smaller", r: "turn", R: "turn" };
  function view(how) {
    var size = Number(papers.dataset.size || 1), turn = Number(papers.dataset.turn || 0);
    if (how === "turn") { papers.dataset.turn = String((turn + 1) % 4); }
    else { papers.dataset.size = String(Math.min(3, Math.max(1, size + (how === "larger" ? 1 : -1)))); }
    /* A quarter turn takes the room of its other side, so that no corner is cut off and nothing lies below it. */
    papers.querySelectorAll(".file img, .file iframe").forEach(function (one) {
      var shift = papers.dataset.turn % 2 ? (one.offsetWidth - one.offsetHeight) / 2 : 0;
      one.style.margin = shift ? shift + "px " + -shift + "px" : "";
    });
  }
  if (tools && papers.querySelector(".file img, .file iframe")) {
    tools.hidden = false;
    tools.addEventListener("click", function (event) {
      var button = event.target.closest("[data-view]");
      if (button) { view(button.dataset.view); }
    });
    document.addEventListener("keydown", function (event) {
      if (document.documentElement.dataset.keys === "off" || event.ctrlKey || event.metaKey || event.altKey) { return; }
      if (!views[event.key] || event.target.closest("textarea, select, input:not([type=radio])")) { return; }
      event.preventDefault();
      view(views[event.key]);
    });
  }
  /* A tab, or the link of a point to its paper, moves the papers in their own box: what is judged beside them stays where it is. */
  var box = document.querySelector(".papers .viewer");
  document.querySelectorAll(".papers .tabs a, a[data-paper]").forEach(function (tab) {
    tab.addEventListener("click", function (event) {
      var paper = document.getElementById(tab.hash.slice(1));
      if (!paper || box.scrollHeight <= box.clientHeight) { return; }
      event.preventDefault();
      box.scrollTop += paper.getBoundingClientRect().top - box.getBoundingClientRect().top;
      paper.tabIndex = -1;
      paper.focus({ preventScroll: true });
    });
  });
  var form = document.querySelector("form[data-review]");
  if (!form || document.documentElement.dataset.keys === "off") { return; }
  document.addEventListener("keydown", function (event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); form.requestSubmit(); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || (event.key !== "1" && event.key !== "2")) { return; }
    if (event.target.closest("textarea, select, input:not([type=radio])")) { return; }
    var points = Array.prototype.slice.call(form.querySelectorAll(".crits .pf"));
    var here = event.target.closest(".crits > li"), place = here ? points.indexOf(here.querySelector(".pf")) : -1;
    if (place < 0) { place = points.findIndex(function (one) { return !one.querySelector("input:checked"); }); }
    if (place < 0) { return; }
    event.preventDefault();
    points[place].querySelectorAll("input")[Number(event.key) - 1].checked = true;
    var next = points[place + 1];
    (next ? next.querySelector("input") : form.querySelector("[name=outcome]")).focus();
  });
})();
