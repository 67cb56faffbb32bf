"use strict";
// Starts the page: tabs, language, keys.
(() => {
  const { el, t, byId, state, go, held } = SHUBAO;
  const VIEWS = ["figures", "findings", "tables", "compare", "coverage"];
  const meta = held.meta;
  let view = null;

  function open(name) {
    if (view === name) return;
    if (view) SHUBAO[view].leave?.();
    view = name;
    document.body.dataset.view = name;
    VIEWS.forEach((one) => {
      byId(`view-${one}`).hidden = one !== name;
      const tab = byId(`tab-${one}`);
      tab.setAttribute("aria-selected", String(one === name));
      tab.tabIndex = one === name ? 0 : -1;
    });
    if (name === "figures") SHUBAO.figures.redraw();
    SHUBAO[name].enter?.();
  }

  function tabs() {
    const counts = { figures: held.figures.rows.length, findings: held.findings.rows.length };
    byId("tabs").append(
      ...VIEWS.map((name, i) =>
        el(
          "button",
          { id: `tab-${name}`, aria: { role: "tab", controls: `view-${name}` }, on: { click: () => go({ view: name }) } },
          el("kbd", {}, String(i + 1)),
          t(name),
          counts[name] === undefined ? "" : el("small", { id: `count-${name}` }, counts[name].toLocaleString()),
        ),
      ),
    );
    byId("tabs").addEventListener("keydown", (event) => {
      const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!by) return;
      go({ view: VIEWS[(VIEWS.indexOf(view) + by + VIEWS.length) % VIEWS.length] });
      byId(`tab-${view}`).focus();
    });
  }

  const KEYS = [
    ["1 … 5", "key_views"],
    ["j k ↓ ↑", "key_jk"],
    ["Enter", "key_enter"],
    ["/", "key_slash"],
    ["[ ]", "key_pages"],
    ["+ −", "key_zoom"],
    ["Esc", "key_esc"],
  ];
  const EDIT_KEYS = [
    ["y n x m", "key_edit"],
    ["u", "key_undo"],
  ];

  function help() {
    const keys = SHUBAO.edit.editing ? [...KEYS, ...EDIT_KEYS] : KEYS;
    byId("keys").replaceChildren(
      el("h2", {}, t("keys_title")),
      el("dl", {}, ...keys.flatMap(([stroke, word]) => [el("dt", {}, el("kbd", {}, stroke)), el("dd", {}, t(word))])),
      el("button", { on: { click: () => byId("keys").close() } }, t("close")),
    );
    byId("keys").showModal();
  }

  const walk = (by) => (view === "compare" ? SHUBAO.compare.step(by) : SHUBAO.figures.step(by));
  const ACTIONS = {
    j: () => walk(1),
    k: () => walk(-1),
    ArrowDown: () => walk(1),
    ArrowUp: () => walk(-1),
    "?": help,
    "/": () => {
      go({ view: view === "compare" ? view : "figures" });
      byId(`view-${view}`).querySelector("input[type=search]").focus();
    },
    "[": () => SHUBAO.viewer.turn(SHUBAO.viewer.page() - 1),
    "]": () => SHUBAO.viewer.turn(SHUBAO.viewer.page() + 1),
    "+": () => SHUBAO.viewer.resize(1.25),
    "=": () => SHUBAO.viewer.resize(1.25),
    "-": () => SHUBAO.viewer.resize(1 / 1.25),
    Enter: () => {
      SHUBAO.emit("id", state.id);
      SHUBAO.viewer.layer.querySelector(".chosen")?.focus();
    },
  };
  VIEWS.forEach((name, i) => {
    ACTIONS[i + 1] = () => go({ view: name });
  });

  function key(event) {
    const { target } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || byId("keys").open) return;
    if (target.matches("input:not([type=checkbox]), textarea, select")) {
      if (event.key === "Escape" || (event.key === "Enter" && target.type === "search")) target.blur();
      return;
    }
    const arrow = event.key.startsWith("Arrow") || event.key === "Enter";
    if (arrow && target.closest("button, td, th, summary, .scroll, .list, [role=tab]")) return;
    const action = ACTIONS[event.key] ?? SHUBAO.edit.keys[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  }

  document.documentElement.lang = SHUBAO.english ? "en" : "zh-CN";
  document.title = `${meta.title} · ${SHUBAO.english ? "shubao" : "数报"}`;
  byId("title").append(meta.title, el("small", {}, ` ${meta.report} ${meta.edition} ${meta.area}`));
  byId("help").append(t("help"));
  byId("help").addEventListener("click", help);
  byId("language").append(t("language"));
  byId("language").addEventListener("click", () => {
    go({ lang: SHUBAO.english ? "zh" : "en" });
    location.reload();
  });
  tabs();
  SHUBAO.viewer.start();
  SHUBAO.findings.start();
  SHUBAO.on("view", open);
  SHUBAO.on("ready", () => {
    document.body.dataset.ready = "true";
    open(VIEWS.includes(state.view) ? state.view : "figures");
  });
  SHUBAO.edit.start().then(SHUBAO.figures.start);
  document.addEventListener("keydown", key);
})();
