"use strict";
// The figures in a grid: filtered, sorted, walked through by keyboard.
SHUBAO.figures = (() => {
  const { el, t, model, column, state } = SHUBAO;
  const wanted = { text: "", section: "", measure: "", source: "", doubt: "" };
  const detail = el("div", { class: "detail" });
  const search = el("input", {
    type: "search",
    id: "search",
    placeholder: t("search"),
    aria: { label: t("search") },
    on: { input: () => filter({ text: search.value.trim().toLowerCase() }) },
  });
  const DOUBT = {
    any_finding: (f) => f.findings.length > 0,
    low: (f) => f.sure !== null && f.sure < 0.7,
    middle: (f) => f.sure !== null && f.sure < 0.9,
    unseen: (f) => !SHUBAO.edit.verdict(f.figure_id),
  };
  const ORDERS = {
    order_doubt: (a, b) => b.doubt - a.doubt || a.order - b.order,
    order_read: (a, b) => a.order - b.order,
    order_name: (a, b) => a.indicator.localeCompare(b.indicator, "zh") || a.order - b.order,
    order_value: (a, b) => b.number - a.number || a.order - b.order,
  };
  let grid;
  let left = null; // the rows that the filters leave, in their order; made when asked for

  function fits(f) {
    return (
      (!wanted.text || f.text.includes(wanted.text)) &&
      (!wanted.section || f.top_section === wanted.section) &&
      (!wanted.measure || f.measure === wanted.measure) &&
      (!wanted.source || f.source === wanted.source) &&
      (!wanted.doubt || DOUBT[wanted.doubt](f))
    );
  }

  function filter(change) {
    Object.assign(wanted, change);
    grid.setFilter(fits);
  }

  function told() {
    const [some, all] = [grid.getDataCount("active"), model.figures.length];
    SHUBAO.byId("count-figures").textContent = some === all ? all.toLocaleString() : `${some.toLocaleString()} / ${all.toLocaleString()}`;
  }

  /** A choice among values, each with its count. */
  function select(name, choices) {
    const node = el(
      "select",
      { aria: { label: t(name) }, on: { change: () => filter({ [name]: node.value }) } },
      el("option", { value: "" }, `${t(name)}：${t("all")}`),
      ...choices.map(([value, text]) => el("option", { value }, text)),
    );
    return node;
  }

  function values(name) {
    const counts = new Map();
    model.figures.forEach((f) => counts.set(f[name], (counts.get(f[name]) ?? 0) + 1));
    return [...counts].filter(([value]) => value).map(([value, n]) => [value, `${t(value)} (${n})`]);
  }

  function orders() {
    const node = el(
      "select",
      { aria: { label: t("order") }, on: { change: () => sort(node.value) } },
      ...Object.keys(ORDERS).map((key) => el("option", { value: key }, t(key))),
    );
    return node;
  }

  /** The figures in an order of their own: the grid need not sort them again at each letter that is typed. */
  const sorted = (key) => [...model.figures].sort(ORDERS[key]);

  async function sort(key) {
    grid.clearSort();
    await grid.setData(sorted(key));
    choose(state.id);
  }

  const active = () => (left ??= grid.getRows("active").map((row) => model.byId.get(row.getIndex())));

  function marks(f) {
    const sure = f.sure === null ? "" : f.sure.toFixed(2);
    const signs = f.findings.length
      ? `${Object.keys(model.WEIGHT)
          .filter((s) => f.findings.some((one) => one.severity === s))
          .map((s) => model.SIGN[s])
          .join("")}${f.findings.length}`
      : "";
    return [SHUBAO.edit.sign(f.figure_id), signs, sure].filter(Boolean).join(" ");
  }

  const text = (make) => (cell) => document.createTextNode(make(cell.getData()));
  const plain = (name) => ({ title: column(name), field: name, formatter: text((f) => f[name] ?? "") });
  const coded = (name) => ({ ...plain(name), formatter: text((f) => (f[name] ? t(f[name]) : "")) });

  function columns() {
    return [
      { ...plain("page"), width: 52, hozAlign: "right", responsive: 0 },
      { ...plain("indicator"), widthGrow: 4, minWidth: 150, responsive: 0 },
      { ...plain("raw"), widthGrow: 2, minWidth: 96, hozAlign: "right", responsive: 0 },
      { ...plain("ref_area"), widthGrow: 1, minWidth: 76, responsive: 0 },
      { ...plain("time_period"), width: 84, responsive: 1 },
      { ...coded("measure"), width: 66, responsive: 1 },
      { title: t("marks"), field: "doubt", formatter: text(marks), sorter: "number", width: 86, responsive: 0 },
      { ...plain("number"), title: column("obs_value"), formatter: text((f) => f.obs_value), width: 130, hozAlign: "right", responsive: 3 },
      { ...plain("unit_measure"), width: 76, responsive: 3 },
      { ...plain("base"), widthGrow: 1, minWidth: 90, responsive: 4 },
    ];
  }

  /** Chooses the row `step` below the chosen one (or the first). */
  function step(by) {
    const rows = active();
    const at = rows.indexOf(model.byId.get(state.id));
    const next = rows[Math.min(Math.max(0, at < 0 ? 0 : at + by), rows.length - 1)];
    if (next) SHUBAO.go({ id: next.figure_id });
  }

  function choose(id) {
    SHUBAO.detail.fill(detail, id);
    grid.deselectRow();
    const row = grid.getRow(id);
    if (!row) return;
    grid.selectRow(id);
    grid.scrollToRow(id, "center", false).catch(() => {}); // filtered away
  }

  function start() {
    const place = el("div", { class: "grid" });
    SHUBAO.byId("view-figures").append(
      el(
        "div",
        { class: "bar filters" },
        search,
        select("section", values("top_section")),
        select("measure", values("measure")),
        select("source", values("source")),
        select(
          "doubt",
          Object.keys(DOUBT).map((key) => [key, t(key)]),
        ),
        orders(),
      ),
      place,
      detail,
    );
    grid = new Tabulator(place, {
      data: sorted("order_doubt"),
      index: "figure_id",
      columns: columns(),
      layout: "fitColumns",
      responsiveLayout: "hide",
      height: "100%",
      rowHeight: 28,
      selectableRows: 1,
      columnDefaults: { headerTooltip: false },
    });
    grid.on("rowClick", (_, row) => SHUBAO.go({ id: row.getData().figure_id }));
    for (const change of ["dataFiltered", "dataSorted", "dataLoaded"])
      grid.on(change, () => {
        left = null;
        setTimeout(told);
      });
    grid.on("tableBuilt", () => {
      told();
      SHUBAO.on("id", choose);
      SHUBAO.sortable(place);
      if (state.id) choose(state.id);
      else step(0);
      SHUBAO.emit("ready");
    });
    SHUBAO.on("edited", () => {
      grid.getRows("visible").forEach((row) => row.reformat());
      SHUBAO.detail.fill(detail, state.id);
    });
  }

  return { start, step, search, detail, active, redraw: () => grid.redraw() };
})();

/** Headers of a grid reached and sorted by keyboard. */
SHUBAO.sortable = (root) => {
  for (const head of root.querySelectorAll(".tabulator-col.tabulator-sortable")) {
    head.tabIndex = 0;
    head.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      event.stopPropagation();
      head.click();
    });
  }
};
