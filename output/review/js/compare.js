"use strict";
// Two editions side by side: the rows of the diff, contradictions first; of the chosen one both crops, the sum, the plot over all editions.
SHUBAO.compare = (() => {
  const { el, t, model, column } = SHUBAO;
  const { pictures, edition, before: yearBefore } = SHUBAO.held.meta;
  const wanted = { kind: "", verdict: "", text: "" };
  const FIRST = { contradicted: 0, confirmed: 1, unstated: 1 };
  const bars = el("div", { class: "chart bars", aria: { label: t("largest"), role: "img" } });
  let grid;
  let rows = [];
  let old = new Map();
  let current = null;

  const name = (row) => row.indicator_after || row.indicator_before;
  const percent = (row) => (row.change_pct === "" ? null : Number(row.change_pct));

  /** The part of a page around a figure, the figure framed. */
  function crop(figure, folder, sizes) {
    const size = sizes[figure.page - 1];
    if (!folder || !size) return el("p", { class: "sentence" }, figure.sentence);
    const [x0, top, x1, bottom] = model.box(figure);
    const [width, height] = size;
    const tall = 92;
    const y = Math.max(0, Math.min(height - tall, (top + bottom) / 2 - tall / 2));
    const image = el("img", {
      src: `${folder}/${String(figure.page).padStart(4, "0")}.webp`,
      alt: figure.sentence,
      style: { top: `${(-100 * y) / tall}%` },
    });
    const frame = el("div", {
      class: "frame",
      style: {
        left: `${(100 * x0) / width}%`,
        width: `${(100 * (x1 - x0)) / width}%`,
        top: `${(100 * (top - y)) / tall}%`,
        height: `${(100 * (bottom - top)) / tall}%`,
      },
    });
    return el("div", { class: "crop", style: { aspectRatio: `${width} / ${tall}` } }, image, frame);
  }

  function side(year, figure, folder, sizes, value, unit) {
    const head = el(
      "h3",
      {},
      year,
      " ",
      el("b", {}, figure ? figure.raw : "—"),
      figure ? el("small", {}, ` ${figure.indicator} · ${figure.time_period} · ${t("page_no", figure.page)} · ${value} ${unit}`) : "",
    );
    return el("section", { class: "side" }, head, figure ? crop(figure, folder, sizes) : el("p", { class: "empty" }, t("not_there")));
  }

  function facts(row) {
    const shown = [
      ["kind", t(row.kind)],
      ["verdict", `${row.verdict === "contradicted" ? "✖ " : row.verdict === "confirmed" ? "✓ " : ""}${t(row.verdict)}`],
      ["change", row.change && `${row.change} ${row.unit_measure}`],
      ["yoy", row.change_pct && `${row.change_pct}%`],
      ["stated", row.stated_growth],
      ["score", row.score],
      ["proof", row.proof],
    ];
    return el(
      "dl",
      { class: `facts ${row.verdict}` },
      ...shown.filter(([, v]) => v).flatMap(([k, v]) => [el("dt", {}, SHUBAO.words[k] ? t(k) : column(k)), el("dd", {}, v)]),
    );
  }

  function show(row) {
    current = row;
    const after = model.byId.get(row.figure_id_after);
    const was = old.get(row.figure_id_before);
    const plot = el("div", { class: "chart line", aria: { label: t("over_editions"), role: "img" } });
    const points = row.points.filter((p) => p[2] !== "");
    SHUBAO.fill(
      SHUBAO.byId("sides"),
      el("h2", {}, name(row), el("small", {}, ` ${row.ref_area} · ${t(row.measure)}`)),
      facts(row),
      SHUBAO.edit.pair(row),
      side(yearBefore, was, pictures.folder_before, pictures.sizes_before, row.value_before, row.unit_measure),
      side(edition, after, pictures.folder, pictures.sizes, row.value_after, row.unit_measure),
      el("h3", {}, t("over_editions")),
      plot,
      SHUBAO.charts.table(points, row.unit_measure),
    );
    SHUBAO.charts.line(plot, points, row.unit_measure);
  }

  function filter(change) {
    Object.assign(wanted, change);
    grid.setFilter(
      (row) =>
        (!wanted.kind || row.kind === wanted.kind) &&
        (!wanted.verdict || row.verdict === wanted.verdict) &&
        (!wanted.text || row.text.includes(wanted.text)),
    );
  }

  function choice(key) {
    const counts = [...SHUBAO.group(rows, (row) => row[key])].map(([value, found]) => [value, found.length]);
    const node = el(
      "select",
      { aria: { label: t(key) }, on: { change: () => filter({ [key]: node.value }) } },
      el("option", { value: "" }, `${t(key)}：${t("all")}`),
      ...counts.map(([value, n]) => el("option", { value }, `${t(value)} (${n})`)),
    );
    return node;
  }

  const text = (make) => (cell) => document.createTextNode(make(cell.getData()));
  function columns() {
    const col = (title, field, make, more) => ({ title, field, formatter: text(make), ...more });
    return [
      col(t("kind"), "kind", (r) => `${t(r.kind)}${r.status === "proposed" ? "？" : ""}`, { width: 84 }),
      col(column("indicator"), "text", name, { widthGrow: 3, minWidth: 160, responsive: 0 }),
      col(column("ref_area"), "ref_area", (r) => r.ref_area, { width: 84, responsive: 2 }),
      col(yearBefore, "value_before", (r) => old.get(r.figure_id_before)?.raw ?? "—", {
        widthGrow: 1,
        minWidth: 116,
        responsive: 0,
        hozAlign: "right",
        sorter: "number",
      }),
      col(edition, "value_after", (r) => model.byId.get(r.figure_id_after)?.raw ?? "—", {
        widthGrow: 1,
        minWidth: 116,
        responsive: 0,
        hozAlign: "right",
        sorter: "number",
      }),
      col(t("yoy"), "percent", (r) => (r.percent === null ? "" : `${r.percent > 0 ? "+" : ""}${r.percent}`), {
        width: 86,
        hozAlign: "right",
        sorter: "number",
      }),
      col(
        t("verdict"),
        "verdict",
        (r) => (({ contradicted: "✖ ", confirmed: "✓ " })[r.verdict] ?? "") + (r.verdict === "unstated" ? "" : t(r.verdict)),
        { width: 84 },
      ),
      { field: "first", visible: false, title: "" },
    ];
  }

  function drawBars() {
    const moved = rows.filter(
      (row) =>
        row.status === "claimed" &&
        row.percent !== null &&
        row.figure_id_before &&
        row.figure_id_after &&
        ["same", "renamed", "unit_changed"].includes(row.kind),
    );
    const top = moved.sort((a, b) => Math.abs(b.percent) - Math.abs(a.percent)).slice(0, 8);
    return SHUBAO.charts.bars(
      bars,
      top.map((row) => ({ name: name(row), percent: row.percent, choose: () => choose(row) })),
    );
  }

  function choose(row) {
    grid.deselectRow();
    grid.selectRow(row.order);
    grid.scrollToRow(row.order, "center", false).catch(() => {}); // filtered away
    show(row);
  }

  function step(by) {
    const active = grid?.getRows("active").map((row) => row.getIndex()) ?? [];
    const at = active.indexOf(current?.order);
    const next = active[Math.min(Math.max(0, at + by), active.length - 1)];
    if (next !== undefined) choose(rows[next]);
  }

  async function start() {
    const root = SHUBAO.byId("view-compare");
    const wait = el("p", { class: "empty" }, t("opening"));
    root.append(wait);
    const found = await SHUBAO.need("changes");
    wait.remove();
    rows = model.rows(found.changes);
    old = new Map(model.rows(found.before).map((f) => [f.figure_id, f]));
    if (!rows.length) {
      root.append(el("p", { class: "empty" }, t("no_compare")));
      SHUBAO.byId("sides").replaceChildren();
      return;
    }
    rows.forEach((row, i) =>
      Object.assign(row, {
        order: i,
        first: FIRST[row.verdict] ?? 1,
        percent: percent(row),
        points: found.series[i],
        text: `${row.indicator_before} ${row.indicator_after} ${row.ref_area}`.toLowerCase(),
      }),
    );
    const search = el("input", {
      type: "search",
      placeholder: t("search"),
      aria: { label: t("search") },
      on: { input: () => filter({ text: search.value.trim().toLowerCase() }) },
    });
    const place = el("div", { class: "grid" });
    root.append(el("div", { class: "bar filters" }, search, choice("kind"), choice("verdict")), place, el("h3", {}, t("largest")), bars);
    grid = new Tabulator(place, {
      data: rows,
      index: "order",
      columns: columns(),
      layout: "fitColumns",
      responsiveLayout: "hide",
      height: "100%",
      rowHeight: 28,
      selectableRows: 1,
      initialSort: [{ column: "first", dir: "asc" }],
    });
    grid.on("rowClick", (_, row) => choose(row.getData()));
    await new Promise((resolve) => {
      grid.on("tableBuilt", resolve);
    });
    SHUBAO.sortable(place);
    step(0);
    await drawBars();
  }

  let started = null;
  const sides = (there) => {
    SHUBAO.byId("sides").hidden = !there;
    SHUBAO.byId("viewer").hidden = there;
  };

  async function enter() {
    sides(true);
    await (started ??= start());
    grid?.redraw(true); // it may have been built behind another view
  }

  return { enter, leave: () => sides(false), step, again: () => current && show(current) };
})();
