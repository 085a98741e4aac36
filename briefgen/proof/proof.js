"use strict";
(() => {
  const root = document.documentElement;
  const all = (what, within = document) => [...within.querySelectorAll(what)];
  const figures = JSON.parse(document.getElementById("figures").textContent);
  const detail = document.getElementById("detail");
  const buttons = all(".left .f");
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  let current = null;

  // names of what is shown of a figure, and of its values, in both languages
  const names = {
    indicator: ["指标", "Indicator"], period: ["时期", "Period"], status: ["性质", "Status"], value: ["数值", "Value"],
    measure: ["类别", "Measure"], basis: ["比较基准", "Basis"], direction: ["方向", "Direction"], bound: ["界限", "Bound"],
    area: ["地域", "Area"], versus: ["对比", "Versus"], rank: ["位次", "Rank"], baseline: ["起点", "From"],
    english: ["英文数值", "In English"], printed: ["见报处", "Printed in"], rule: ["规则", "Rule"],
    confidence: ["把握", "Confidence"], place: ["原文位置", "Offsets"], raw: ["原文", "As written"],
    path: ["文件", "File"], sha256: ["SHA-256", "SHA-256"],
  };
  const words = {
    actual: "完成", target: "目标", forecast: "预计", growth: "增速", amount: "金额", count: "数量", share: "占比", rank: "位次",
    delta: "增减", multiple: "倍数", contribution: "贡献", physical: "实物量", yoy: "同比", mom: "环比", average: "年均",
    up: "上升", down: "下降", about: "约", over: "以上", up_to: "以下", "key figure": "关键数据", trend: "走势", text: "正文", table: "英文表",
  };
  const english = () => root.dataset.ui === "en";
  const said = (word) => (english() ? word : words[word] || word);

  const make = (tag, text, look) => {
    const made = document.createElement(tag);
    if (text !== undefined) made.textContent = text;
    if (look) made.className = look;
    return made;
  };

  const row = (list, key, value, look) => {
    if (value === "" || value === undefined) return;
    const box = make("div", undefined, look);
    box.append(make("dt", names[key][english() ? 1 : 0]), make("dd", value, key === "status" && value !== said("actual") ? "warned" : ""));
    list.append(box);
  };

  const tell = (id) => {
    const f = figures[id];
    detail.replaceChildren();
    detail.hidden = !f;
    if (!f) return;
    const head = make("h2");
    head.append(make("strong", f.mention), english() ? f.en || f.zh : f.zh, make("span", english() ? f.zh : f.en));
    const close = make("button", "×", "close");
    close.type = "button";
    close.setAttribute("aria-label", "关闭 / close");
    close.addEventListener("click", clear);
    const list = make("dl");
    row(list, "period", f.period || "—");
    row(list, "status", said(f.status));
    row(list, "value", f.value);
    row(list, "english", f.english);
    row(list, "measure", [f.measure, f.basis, f.direction, f.bound].filter(Boolean).map(said).join(" · "));
    row(list, "area", f.area);
    row(list, "versus", f.versus.join("; "));
    row(list, "rank", f.rank);
    row(list, "baseline", f.baseline);
    row(list, "printed", f.printed.map(said).join("、") || "—");
    row(list, "rule", f.rule);
    row(list, "confidence", f.confidence.toFixed(2));
    row(list, "raw", f.raw);
    row(list, "place", `${f.start}–${f.end}`);
    row(list, "path", f.path);
    row(list, "sha256", f.sha256, "all");
    detail.append(head, close, list);
  };

  const clear = () => {
    all(".on, .lit").forEach((each) => each.classList.remove("on", "lit"));
    all("[aria-current]").forEach((each) => each.removeAttribute("aria-current"));
    current = null;
    tell(null);
  };

  // the middle of what is free of the details, in its own pane
  const reveal = (target) => {
    const pane = target.closest(".left, .right");
    const free = pane.classList.contains("right") && !detail.hidden ? detail.offsetHeight : 0;
    const box = target.getBoundingClientRect();
    const top = box.top - pane.getBoundingClientRect().top + pane.scrollTop;
    const room = pane.clientHeight - free;
    pane.scrollTo({ top: top - free - Math.max(16, (room - box.height) / 2), behavior: calm ? "auto" : "smooth" });
  };

  const show = (id, from) => {
    clear();
    tell(id);
    const here = buttons.filter((each) => each.dataset.f === id);
    const there = all(`.n[data-n~="${CSS.escape(id)}"]`);
    [...here, ...there].forEach((each) => each.classList.add("on"));
    there.forEach((each) => each.closest(".s").classList.add("lit"));
    current = from && buttons.includes(from) ? from : here[0] || null;
    if (current) current.setAttribute("aria-current", "true");
    if (there.length && !(from && there.includes(from))) reveal(there[0].closest(".s"));
    if (current && current !== from) reveal(current);
    history.replaceState(null, "", `#${encodeURIComponent(id)}`);
  };

  const move = (by) => {
    const at = current ? buttons.indexOf(current) : by > 0 ? -1 : buttons.length;
    const next = buttons[at + by];
    if (!next) return;
    next.focus({ preventScroll: true });
    show(next.dataset.f, next);
    reveal(next);
  };

  const used = new Set(buttons.map((each) => each.dataset.f));
  all(".n[data-n]").forEach((each) => {
    if (each.dataset.n.split(" ").some((id) => used.has(id))) each.classList.add("used");
  });
  document.addEventListener("click", (event) => {
    const chosen = event.target.closest(".f, .n[data-n], .go");
    if (!chosen) return;
    if (chosen.matches(".f")) show(chosen.dataset.f, chosen);
    else if (chosen.matches(".n")) {
      const ids = chosen.dataset.n.split(" ");
      show(ids.find((id) => used.has(id)) || ids[0], chosen);
    } else {
      const [document_, start] = chosen.dataset.d.split(":").map(Number);
      go(document_, start);
    }
  });

  // a place in a document, by the number of characters (code points) before it
  const go = (index, start) => {
    clear();
    let left = start;
    const text = document.querySelector(`#document-${index} .text`);
    for (const each of all(".s", text)) {
      const length = [...each.textContent].length;
      if (left < length) {
        each.classList.add("lit");
        reveal(each);
        return;
      }
      left -= length;
    }
  };

  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape") clear();
    else if (event.key === "ArrowRight") move(1);
    else if (event.key === "ArrowLeft") move(-1);
    else return;
    event.preventDefault();
  });
  document.getElementById("before").addEventListener("click", () => move(-1));
  document.getElementById("after").addEventListener("click", () => move(1));
  document.getElementById("language").addEventListener("click", (event) => {
    root.dataset.ui = english() ? "zh" : "en";
    event.target.textContent = english() ? "中文" : "English";
    event.target.lang = english() ? "zh-CN" : "en";
    if (current) tell(current.dataset.f);
  });
  const wanted = decodeURIComponent(location.hash.slice(1));
  if (wanted in figures) show(wanted);
})();
