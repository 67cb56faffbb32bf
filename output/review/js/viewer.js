"use strict";
// The page of the report: its picture, and over it the boxes of figures, cells, findings or numerals.
SHUBAO.viewer = (() => {
  const { el, t, model, state } = SHUBAO;
  const pictures = SHUBAO.held.meta.pictures;
  const pages = pictures.sizes.length;
  const image = el("img", { alt: "" });
  const layer = el("div", { class: "layer" });
  const sheet = el("div", { class: "sheet" }, image, layer);
  const scroll = el("div", { class: "scroll", tabIndex: 0 }, sheet);
  const number = el("input", { type: "number", min: 1, max: pages, on: { change: () => turn(Number(number.value)) } });
  const said = el("span");
  const legend = el("div", { class: "legend" });
  const shown = { figures: true, cells: false };
  let current = 0;
  let zoom = 1;
  let extra = () => [];

  const percent = (value, whole) => `${(100 * value) / whole}%`;

  /** A box over the page as an element; `place` in points. */
  function over(tag, place, props, ...children) {
    const [width, height] = pictures.sizes[current - 1] ?? [595, 842];
    const [x0, top, x1, bottom] = place;
    const node = el(tag, props, ...children);
    Object.assign(node.style, {
      left: percent(x0, width),
      top: percent(top, height),
      width: percent(x1 - x0, width),
      height: percent(bottom - top, height),
    });
    return node;
  }

  function figureBox(figure) {
    const chosen = figure.figure_id === state.id;
    const sign = figure.findings.length ? "doubtful" : "";
    const title = `${figure.indicator} ${figure.raw}`;
    return over("button", model.box(figure), {
      class: `box ${sign} ${chosen ? "chosen" : ""}`,
      title,
      tabIndex: chosen ? 0 : -1,
      data: { id: figure.figure_id },
      aria: { label: title },
      on: { click: () => SHUBAO.go({ id: figure.figure_id }) },
    });
  }

  async function cellBoxes() {
    const tables = await SHUBAO.need("tables");
    return tables.flatMap((table) =>
      table.cells
        .filter((cell) => cell[5] === current)
        .map((cell) => over("div", cell.slice(6, 10), { class: cell[0] < table.header_rows ? "cell head" : "cell" })),
    );
  }

  async function draw() {
    const page = current;
    const boxes = [];
    if (shown.cells) boxes.push(...(await cellBoxes()));
    if (shown.figures) boxes.push(...(model.byPage.get(page) ?? []).map(figureBox));
    boxes.push(...SHUBAO.edit.boxes(page, over), ...extra(page, over));
    if (page === current) layer.replaceChildren(...boxes);
  }

  /** Shows a page. */
  function turn(page) {
    page = Math.min(Math.max(1, page || 1), pages);
    if (!pages) return;
    if (page !== current) {
      current = page;
      const [width, height] = pictures.sizes[page - 1];
      sheet.style.aspectRatio = `${width} / ${height}`;
      image.src = `${pictures.folder}/${String(page).padStart(4, "0")}.webp`;
      image.alt = t("page_of", page, pages);
      number.value = page;
      scroll.scrollTop = 0;
      SHUBAO.emit("turned", page);
    }
    draw();
  }

  /** Brings a box into view. */
  function reveal(place) {
    const size = pictures.sizes[current - 1];
    if (!size) return;
    const [x0, top, x1, bottom] = place;
    const y = ((top + bottom) / 2 / size[1]) * sheet.offsetHeight;
    const x = ((x0 + x1) / 2 / size[0]) * sheet.offsetWidth;
    scroll.scrollTo({ top: y - scroll.clientHeight / 2, left: x - scroll.clientWidth / 2 });
  }

  function choose(id) {
    const figure = model.byId.get(id);
    if (!figure) return;
    turn(figure.page);
    reveal(model.box(figure));
  }

  function resize(factor) {
    zoom = factor ? Math.min(4, Math.max(0.4, zoom * factor)) : 1;
    sheet.style.width = `${100 * zoom}%`;
    choose(state.id);
  }

  function toggle(name, word) {
    const box = el("input", {
      type: "checkbox",
      checked: shown[name],
      on: {
        change: () => {
          shown[name] = box.checked;
          draw();
        },
      },
    });
    return el("label", {}, box, t(word));
  }

  function button(text, title, click) {
    return el("button", { title, aria: { label: title }, on: { click } }, text);
  }

  function start() {
    const root = SHUBAO.byId("viewer");
    if (!pages) {
      root.append(el("p", { class: "empty" }, t("no_picture")));
      return;
    }
    said.textContent = `/ ${pages}`;
    number.setAttribute("aria-label", t("page"));
    root.append(
      el(
        "div",
        { class: "bar" },
        button("◀", `${t("before_page")} [`, () => turn(current - 1)),
        number,
        said,
        button("▶", `${t("next_page")} ]`, () => turn(current + 1)),
        el("span", { class: "gap" }),
        button("−", t("narrower"), () => resize(1 / 1.25)),
        button("+", t("wider"), () => resize(1.25)),
        button(t("fit"), t("fit"), () => resize(0)),
        el("span", { class: "grow" }),
        toggle("figures", "boxes"),
        toggle("cells", "cells"),
      ),
      legend,
      scroll,
    );
    SHUBAO.on("id", choose);
    turn(Number(state.page) || 1);
  }

  /** Boxes that a view adds: a function (page, over) -> elements; `items` are the legend. */
  function overlay(make, items = []) {
    extra = make ?? (() => []);
    legend.replaceChildren(...items);
    draw();
  }

  function show(name, value) {
    shown[name] = value;
    const at = { figures: 0, cells: 1 }[name];
    const box = SHUBAO.byId("viewer").querySelectorAll("input[type=checkbox]")[at];
    if (box) box.checked = value;
    draw();
  }

  return { start, turn, reveal, resize, overlay, show, draw, layer, scroll, page: () => current, size: () => pictures.sizes[current - 1] };
})();
