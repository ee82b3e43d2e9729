/* Bancheng 办成 · small behaviours. Every page works without this file. */
(function () {
  "use strict";
  var css = function (name) { return getComputedStyle(document.documentElement).getPropertyValue(name).trim(); };
  var errors = document.querySelector(".errors");
  if (errors) { errors.focus(); }
  var speech = window.speechSynthesis, lang = document.documentElement.lang;
  var show = function (selector) { document.querySelectorAll(selector).forEach(function (el) { el.hidden = false; }); };
  show("[data-print]");
  if (speech) { show("[data-read], [data-speech]"); }
  /* The rail lies sideways on a phone: bring where one is into sight. */
  document.querySelectorAll(".rail [aria-current]").forEach(function (el) {
    var line = el.closest("ul");
    line.scrollLeft = el.offsetLeft - line.offsetLeft - (line.clientWidth - el.offsetWidth) / 2;
  });
  /* Sentence by sentence, because browsers cut a long utterance off; a second press stops. */
  var readAloud = function (button) {
    var going = speech.speaking || speech.pending;
    speech.cancel();
    button.setAttribute("aria-pressed", String(!going));
    if (going) { return; }
    var parts = document.querySelector(button.dataset.read).innerText.split(/[。！？\n]+/).filter(function (part) { return part.trim(); });
    parts.forEach(function (part, place) {
      var spoken = new SpeechSynthesisUtterance(part);
      spoken.lang = lang;
      if (place === parts.length - 1) { spoken.onend = function () { button.setAttribute("aria-pressed", "false"); }; }
      speech.speak(spoken);
    });
  };
  document.addEventListener("click", function (event) {
    var print = event.target.closest("[data-print]"), read = event.target.closest("[data-read]");
    if (print) { event.preventDefault(); window.print(); }
    if (read && speech) { readAloud(read); }
  });
  if (speech) { window.addEventListener("pagehide", function () { speech.cancel(); }); }
  document.querySelectorAll("[data-countdown]").forEach(function (el) {
    var left = Number(el.dataset.countdown), bar = el.parentNode.querySelector("progress");
    var timer = setInterval(function () {
      left -= 1;
      el.textContent = left > 0 ? "0:" + String(left).padStart(2, "0") : "已失效";
      if (bar) { bar.value = left; }
      if (left <= 0) { clearInterval(timer); }
    }, 1000);
  });
  /* A clock that runs: the hour of the server, so that a picture of the page is seen to stand still. */
  document.querySelectorAll("[data-clock]").forEach(function (el) {
    var behind = Number(el.dataset.clock) * 1000 - Date.now();
    setInterval(function () {
      var parts = new Date(Date.now() + behind + 8 * 3600000).toISOString();
      el.textContent = Number(parts.slice(0, 4)) + "年" + Number(parts.slice(5, 7)) + "月" + Number(parts.slice(8, 10)) + "日 " + parts.slice(11, 19);
    }, 1000);
  });
  /* Charts: <div class="chart" data-chart="id"> + <script type="application/json" id="id"> as json_script writes it.
     "var(--x)" in the options is resolved from the tokens, so charts follow contrast mode and the wall. */
  if (!window.echarts) { return; }
  var fill = function (v) {
    if (typeof v === "string") { return v.replace(/var\((--[\w-]+)\)/g, function (_, n) { return css(n); }); }
    if (Array.isArray(v)) { return v.map(fill); }
    if (v && typeof v === "object") { Object.keys(v).forEach(function (k) { v[k] = fill(v[k]); }); }
    return v;
  };
  var size = document.documentElement.dataset.surface === "wall" ? 24 : 13;
  document.querySelectorAll("[data-chart]").forEach(function (el) {
    var option = fill(JSON.parse(document.getElementById(el.dataset.chart).textContent));
    var axis = { axisLine: { lineStyle: { color: css("--line-2") } }, axisTick: { show: false }, axisLabel: { color: css("--text-2"), fontSize: size }, splitLine: { lineStyle: { color: css("--line") } } };
    echarts.registerTheme("bancheng", { categoryAxis: axis, valueAxis: axis });
    option.animation = false;
    option.textStyle = { fontFamily: css("--sans"), color: css("--text"), fontSize: size };
    option.tooltip = { trigger: "axis", renderMode: "richText", axisPointer: { type: "shadow" } }; /* richText: no style attributes, CSP stays strict */
    var chart = echarts.init(el, "bancheng", { renderer: "canvas" });
    chart.setOption(option);
    window.addEventListener("resize", function () { chart.resize(); });
  });
})();
