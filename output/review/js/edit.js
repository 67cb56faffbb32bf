"use strict";
// Corrections by hand, where `shubao review --edit` serves the page: verdicts, fields, missed places, pairs; each written at once.
SHUBAO.edit = (() => {
  const { el, t, held, state, model } = SHUBAO;
  const { editable } = held.meta;
  const editing = document.documentElement.dataset.editing === "true";
  const SIGNS = { right: "✓", wrong: "✗", not_a_figure: "∅", missed: "＋" };
  const who = el("input", {
    class: "who",
    placeholder: t("who"),
    aria: { label: t("who") },
    value: remembered(),
    on: { change: remember },
  });
  const why = el("input", { class: "why", placeholder: t("why"), aria: { label: t("why") } });
  let verdicts = new Map();
  let fields = new Map();
  let pairs = new Map();
  let missed = [];

  function remembered() {
    try {
      return localStorage.getItem("shubao.who") ?? "";
    } catch {
      return "";
    }
  }

  function remember() {
    try {
      localStorage.setItem("shubao.who", who.value);
    } catch {
      /* a browser that keeps nothing */
    }
  }

  function say(text) {
    SHUBAO.byId("status").textContent = text;
  }

  const pairKey = ({ before, after, ref_area, path }) => [before, after, ref_area, path].join("\n");

  function take({ corrections, aliases }) {
    verdicts = new Map(corrections.filter((row) => !row.column && row.verdict).map((row) => [row.figure_id, row]));
    fields = new Map(
      corrections.filter((row) => row.column && row.verdict !== "missed").map((row) => [`${row.figure_id}/${row.column}`, row]),
    );
    missed = corrections.filter((row) => row.verdict === "missed").map((row) => row.right.split(" ").map(Number));
    pairs = new Map(aliases.map((row) => [pairKey(row), row]));
  }

  async function ask(path, body) {
    const answer = await fetch(
      path,
      body === undefined ? {} : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) },
    );
    const said = await answer.json();
    if (!answer.ok) throw new Error(typeof said.detail === "string" ? said.detail : JSON.stringify(said.detail));
    take(said);
    return said;
  }

  async function send(edit, defaultWhy = "") {
    const reason = why.value.trim() || defaultWhy;
    if (!who.value.trim() || !reason) {
      say(t("say_who"));
      (who.value.trim() ? why : who).focus();
      return;
    }
    try {
      await ask("api/edits", { ...edit, who: who.value.trim(), why: reason });
      why.value = "";
      say(`✓ ${t("saved")}`);
      redraw();
    } catch (error) {
      say(`✖ ${t("failed")}：${error.message}`);
    }
  }

  async function undo() {
    try {
      const { undone } = await ask("api/undo", {});
      say(undone ? t("undone") : t("nothing"));
      redraw();
    } catch (error) {
      say(`✖ ${t("failed")}：${error.message}`);
    }
  }

  function redraw() {
    SHUBAO.emit("edited");
    SHUBAO.viewer.draw();
    SHUBAO.compare.again();
  }

  const verdictOf = (verdict) =>
    state.id && send({ kind: "verdict", figure_id: state.id, verdict }, verdict === "right" ? t("why_right") : "");

  /** Lets the reader draw a box on the page. */
  function draw() {
    const { layer, size, page, scroll } = SHUBAO.viewer;
    if (!size()) return;
    say(t("draw"));
    layer.classList.add("drawing");
    let from = null;
    const band = el("div", { class: "band" });
    const at = (event) => {
      const area = layer.getBoundingClientRect();
      return [(event.clientX - area.left) / area.width, (event.clientY - area.top) / area.height];
    };
    const box = (event) => {
      const [x, y] = at(event);
      return [Math.min(x, from[0]), Math.min(y, from[1]), Math.max(x, from[0]), Math.max(y, from[1])];
    };
    const end = () => {
      layer.classList.remove("drawing");
      band.remove();
      layer.onpointerdown = layer.onpointermove = layer.onpointerup = null;
      removeEventListener("keydown", escape);
    };
    const escape = (event) => event.key === "Escape" && (end(), say(""));
    layer.onpointerdown = (event) => {
      event.preventDefault();
      from = at(event);
      layer.append(band);
    };
    layer.onpointermove = (event) => {
      if (!from) return;
      const [x0, y0, x1, y1] = box(event).map((v) => `${100 * v}`);
      Object.assign(band.style, { left: `${x0}%`, top: `${y0}%`, width: `${x1 - x0}%`, height: `${y1 - y0}%` });
    };
    layer.onpointerup = (event) => {
      const [x0, y0, x1, y1] = box(event);
      const [width, height] = size();
      end();
      send({ kind: "missed", page: page(), box: [x0 * width, y0 * height, x1 * width, y1 * height].map((v) => Math.round(v * 10) / 10) });
    };
    addEventListener("keydown", escape);
    scroll.focus();
  }

  function button(word, key, click, pressed) {
    return el(
      "button",
      { class: "verdict", data: { verdict: word }, aria: { pressed: String(Boolean(pressed)) }, on: { click } },
      `${SIGNS[word] ?? ""} ${t(word)}`,
      el("kbd", {}, key),
    );
  }

  /** The strip above a figure: who, why, verdicts. Nothing where the page is only read. */
  function bar(figure) {
    if (!editing) return null;
    const now = verdicts.get(figure.figure_id);
    return el(
      "div",
      { class: "bar edit" },
      who,
      why,
      ...[
        ["right", "y"],
        ["wrong", "n"],
        ["not_a_figure", "x"],
      ].map(([word, key]) => button(word, key, () => verdictOf(word), now?.verdict === word)),
      button("missed", "m", draw),
      button("undo", "u", undo),
      now ? el("small", {}, `${now.who}：${now.why}`) : "",
    );
  }

  /** Shows how a field was put right, and lets it be. */
  function field(figure, name, cell) {
    const row = fields.get(`${figure.figure_id}/${name}`);
    if (row) cell.replaceChildren(el("del", {}, row.wrong), " ", el("ins", {}, row.right), el("small", {}, ` ${row.who}：${row.why}`));
    if (!editing || !editable.includes(name)) return;
    const input = el("input", { value: row?.right ?? figure[name] ?? "", aria: { label: SHUBAO.column(name) } });
    const save = () => send({ kind: "field", figure_id: figure.figure_id, column: name, right: input.value.trim() });
    input.addEventListener("keydown", (event) => event.key === "Enter" && save());
    const open = () => {
      cell.replaceChildren(
        input,
        el("button", { on: { click: save } }, t("save")),
        el("button", { on: { click: () => SHUBAO.emit("edited") } }, t("cancel")),
      );
      input.focus();
    };
    cell.append(
      el("button", { class: "mend", title: t("mend"), aria: { label: `${t("mend")} ${SHUBAO.column(name)}` }, on: { click: open } }, "✎"),
    );
  }

  /** Buttons that confirm or forbid a pair of the diff. */
  function pair(row) {
    if (!editing || !row.indicator_before || !row.indicator_after) return null;
    const path = model.byId.get(row.figure_id_after)?.row_path ?? "";
    const named = { before: row.indicator_before, after: row.indicator_after, ref_area: row.ref_area, path };
    const now = pairs.get(pairKey(named));
    const put = (same) => send({ kind: "pair", ...named, same });
    const choice = (word, same) =>
      el(
        "button",
        { data: { pair: word }, aria: { pressed: String(now ? (now.same === "yes") === same : false) }, on: { click: () => put(same) } },
        t(word),
      );
    return el(
      "div",
      { class: "bar edit" },
      who,
      why,
      choice("confirm", true),
      choice("forbid", false),
      button("undo", "u", undo),
      now ? el("small", {}, `${now.who}：${now.why}`) : "",
    );
  }

  /** Boxes of what was said to be missed on a page. */
  function boxes(page, over) {
    return missed.filter((one) => one[0] === page).map((one) => over("div", one.slice(1), { class: "missed", title: t("missed") }, "＋"));
  }

  function start() {
    return editing ? ask("api/edits").catch((error) => say(`✖ ${error.message}`)) : Promise.resolve();
  }

  const keys = editing
    ? { y: () => verdictOf("right"), n: () => verdictOf("wrong"), x: () => verdictOf("not_a_figure"), m: draw, u: undo }
    : {};
  const mended = (id) => [...fields.keys()].some((key) => key.startsWith(`${id}/`));
  const sign = (id) => SIGNS[verdicts.get(id)?.verdict] ?? (mended(id) ? "✎" : "");
  return { start, editing, bar, field, pair, boxes, keys, sign, verdict: (id) => model.byId.has(id) && verdicts.get(id)?.verdict };
})();
