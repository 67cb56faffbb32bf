"use strict";
// Tables as grids beside their cells on the page.
SHUBAO.tables = (() => {
  const { el, t, model } = SHUBAO;
  const root = () => SHUBAO.byId("view-tables");
  const holder = el("div", { class: "list" });
  let chosen = null;

  function boxes(page, over) {
    return chosen && chosen[5] === page ? [over("div", chosen.slice(6, 10), { class: "cell chosen" })] : [];
  }

  function show(table, cell, node) {
    chosen = cell;
    holder.querySelectorAll(".chosen").forEach((one) => one.classList.remove("chosen"));
    node?.classList.add("chosen");
    const figure = model.byCell.get(`${table.id}/${cell[0]}/${cell[1]}`);
    if (figure) SHUBAO.go({ id: figure.figure_id });
    SHUBAO.viewer.turn(cell[5]);
    SHUBAO.viewer.reveal(cell.slice(6, 10));
  }

  function cellNode(table, cell) {
    const [row, col, rowSpan, colSpan, text] = cell;
    const figure = model.byCell.get(`${table.id}/${row}/${col}`);
    const head = row < table.header_rows;
    const node = el(
      head ? "th" : "td",
      {
        rowSpan,
        colSpan,
        class: figure ? "is-figure" : "",
        tabIndex: -1,
        data: { row, col },
        title: figure ? `${figure.indicator} ${figure.time_period}` : "",
      },
      text,
    );
    node.addEventListener("click", () => show(table, cell, node));
    node.addEventListener("keydown", (event) => event.key === "Enter" && show(table, cell, node));
    return node;
  }

  function gridOf(table) {
    const rows = [];
    for (const cell of table.cells) (rows[cell[0]] ??= []).push(cell);
    const lines = rows.map((cells) => el("tr", {}, ...[...cells].sort((a, b) => a[1] - b[1]).map((cell) => cellNode(table, cell))));
    const node = el("table", { class: "printed" }, ...lines.filter(Boolean));
    const first = node.querySelector("td, th");
    if (first) first.tabIndex = 0;
    node.addEventListener("keydown", walk);
    return node;
  }

  /** The cell that covers a place of the grid. */
  function at(row, col) {
    const covers = ({ dataset, rowSpan, colSpan }) =>
      row >= Number(dataset.row) &&
      row < Number(dataset.row) + rowSpan &&
      col >= Number(dataset.col) &&
      col < Number(dataset.col) + colSpan;
    return [...holder.querySelectorAll(".printed td, .printed th")].find(covers);
  }

  /** Arrow keys walk from cell to cell. */
  function walk(event) {
    const cell = event.target.closest("td, th");
    const [row, col] = [Number(cell.dataset.row), Number(cell.dataset.col)];
    const next = {
      ArrowDown: () => at(row + cell.rowSpan, col),
      ArrowUp: () => at(row - 1, col),
      ArrowRight: () => at(row, col + cell.colSpan),
      ArrowLeft: () => at(row, col - 1),
    }[event.key]?.();
    if (!next) return;
    event.preventDefault();
    cell.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }

  function open(table) {
    chosen = null;
    const pages = table.pages.map((page) =>
      el("button", { class: "place", on: { click: () => SHUBAO.viewer.turn(page) } }, t("page_no", page)),
    );
    holder.replaceChildren(
      el("h2", {}, table.caption || table.id),
      el(
        "p",
        { class: "about" },
        table.unit,
        ` ${t("engine")} ${table.engine} · ${t("score")} ${Number(table.score).toFixed(2)} `,
        ...pages,
      ),
      gridOf(table),
    );
    SHUBAO.viewer.turn(table.pages[0]);
  }

  async function start() {
    const tables = await SHUBAO.need("tables");
    if (!tables.length) {
      root().append(el("p", { class: "empty" }, t("no_tables")));
      return;
    }
    const choice = el(
      "select",
      { aria: { label: t("tables") }, on: { change: () => open(tables[choice.selectedIndex]) } },
      ...tables.map((table) => el("option", {}, `${table.id} · ${t("page_no", table.pages[0])} · ${table.caption}`)),
    );
    root().append(el("div", { class: "bar choice" }, choice), holder);
    open(tables[0]);
  }

  let started = null;
  async function enter() {
    started ??= start();
    await started;
    SHUBAO.viewer.overlay(boxes);
    SHUBAO.viewer.show("cells", true);
  }

  return {
    enter,
    leave: () => {
      SHUBAO.viewer.overlay(null);
      SHUBAO.viewer.show("cells", false);
    },
  };
})();
