/* Bancheng 办成 · uploads one by one with a bar each, by picking or by dropping. Without this file the form does it all. */
(function () {
  "use strict";
  var form = document.querySelector("form[data-upload]");
  if (!form || !window.FormData || !window.XMLHttpRequest) { return; }
  var input = form.querySelector("input[type=file]"), drop = form.querySelector("[data-drop]"), list = form.querySelector("[data-uploads]");
  var button = form.querySelector("button[value=upload]"), largest = Number(form.dataset.upload), words = list.dataset;
  var waiting = [], going = false, failed = 0, stored = 0;

  var add = function (tag, parent, text) {
    var made = document.createElement(tag);
    if (text) { made.textContent = text; }
    parent.appendChild(made);
    return made;
  };
  var refuse = function (job, sentence, again) {
    failed += 1;
    job.state.textContent = words.failed;
    job.bar.remove();
    add("span", job.line, sentence).className = "bad";
    if (!again) { return; }
    var retry = add("button", job.line, words.again);
    retry.type = "button";
    retry.className = "linkish";
    retry.addEventListener("click", function () { failed -= 1; job.line.remove(); take([job.file]); });
  };
  /* The page that the server answers says in its summary what was wrong. */
  var sentence = function (text) {
    var found = new DOMParser().parseFromString(text, "text/html").querySelector(".errors li, main .lead");
    return found ? found.textContent.trim() : words.broken;
  };
  var send = function (job) {
    var data = new FormData(), request = new XMLHttpRequest();
    form.querySelectorAll("input[type=hidden]").forEach(function (field) { data.append(field.name, field.value); });
    data.append("act", "upload");
    data.append("files", job.file, job.file.name);
    request.open("POST", form.action || location.href);
    request.upload.addEventListener("progress", function (event) {
      if (!event.lengthComputable) { return; }
      var share = Math.round(100 * event.loaded / event.total);
      job.bar.value = share;
      job.state.textContent = words.going + " " + share + "%";
    });
    request.addEventListener("load", function () {
      if (request.status >= 400) { refuse(job, sentence(request.responseText), request.status >= 500); next(); return; }
      if (request.responseURL && request.responseURL.split("?")[0] !== location.href.split(/[?#]/)[0]) { location.assign(request.responseURL); return; }
      stored += 1;
      job.bar.value = 100;
      job.state.textContent = words.done;
      next();
    });
    request.addEventListener("error", function () { refuse(job, words.broken, true); next(); });
    request.send(data);
  };
  var next = function () {
    var job = waiting.shift();
    if (job) { send(job); return; }
    going = false;
    /* All is stored: the page with the thumbnails. What failed stays here to be read, with a way on. */
    if (!failed) { location.reload(); return; }
    if (stored && !list.querySelector("a")) { add("a", add("li", list), words.look).href = location.pathname; }
  };
  var take = function (files) {
    Array.prototype.forEach.call(files, function (file) {
      var line = add("li", list), job = { file: file, line: line };
      add("span", line, file.name);
      job.bar = add("progress", line);
      job.bar.max = 100;
      job.bar.value = 0;
      job.bar.setAttribute("aria-label", file.name);
      job.state = add("span", line, words.going);
      job.state.className = "cap num";
      if (file.size > largest) { refuse(job, words.large, false); return; }
      waiting.push(job);
    });
    if (!going && waiting.length) { going = true; next(); }
  };
  input.addEventListener("change", function () { if (input.files.length) { take(input.files); input.value = ""; } });
  form.querySelector("[data-drop-hint]").hidden = false;
  button.hidden = true; /* Picking starts the upload. */
  ["dragenter", "dragover"].forEach(function (name) { drop.addEventListener(name, function (event) { event.preventDefault(); drop.classList.add("drop--over"); }); });
  ["dragleave", "drop"].forEach(function (name) { drop.addEventListener(name, function (event) { event.preventDefault(); drop.classList.remove("drop--over"); }); });
  drop.addEventListener("drop", function (event) { if (event.dataTransfer.files.length) { take(event.dataTransfer.files); } });
})();
