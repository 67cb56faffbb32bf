"use strict";
// What became of every numeral, page by page, and where it stands.
SHUBAO.coverage = (() => {
  const { el, t, model } = SHUBAO;
  const KINDS = ["figure", "excluded", "unclaimed"];
  const CLASS = ["is-figure", "is-excluded", "is-unclaimed"];
  let found = null;

  function boxes(page, over) {
    return found
      ? found.marks
          .filter((m) => m[0] === page)
          .map((m) =>
            over("div", m.slice(1, 5), {
              class: `numeral ${CLASS[m[5]]}`,
              title: `${m[7]} · ${t(KINDS[m[5]])}${m[6] ? `：${t(found.reasons[m[6]])}` : ""}`,
            }),
          )
      : [];
  }

  function bar(counts, most) {
    return el(
      "div",
      { class: "stack" },
      ...counts.map((n, i) => n && el("span", { class: CLASS[i], style: { width: `${(100 * n) / most}%` }, title: `${t(KINDS[i])} ${n}` })),
    );
  }

  function line(page, counts, most) {
    const go = () => SHUBAO.viewer.turn(page);
    return el(
      "tr",
      { on: { click: go }, data: { page } },
      el("td", {}, el("button", { class: "place", on: { click: go } }, String(page))),
      ...counts.map((n) => el("td", { class: "value" }, n ? String(n) : "")),
      el("td", { class: "wide" }, bar(counts, most)),
    );
  }

  const head = (...words) => el("thead", {}, el("tr", {}, ...words.map((w) => el("th", { scope: "col" }, w))));

  function byPage(pages) {
    const most = Math.max(1, ...Object.values(pages).map((c) => c[0] + c[1] + c[2]));
    const total = Object.values(pages).reduce((sum, c) => sum.map((n, i) => n + c[i]), [0, 0, 0]);
    return el(
      "table",
      { class: "pages" },
      head(t("page"), ...KINDS.map(t), ""),
      el("tbody", {}, ...Object.entries(pages).map(([page, counts]) => line(Number(page), counts, most))),
      el(
        "tfoot",
        {},
        el(
          "tr",
          {},
          el("th", { scope: "row" }, t("all")),
          ...total.map((n) => el("td", { class: "value" }, n.toLocaleString())),
          el("td", {}),
        ),
      ),
    );
  }

  function byReason() {
    const counts = new Map();
    found.marks.filter((m) => m[5] === 1).forEach((m) => counts.set(m[6], (counts.get(m[6]) ?? 0) + 1));
    const sorted = [...counts].sort((a, b) => b[1] - a[1]);
    return el(
      "table",
      { class: "reasons" },
      head(t("reason"), t("count")),
      el(
        "tbody",
        {},
        ...sorted.map(([i, n]) => el("tr", {}, el("td", {}, t(found.reasons[i])), el("td", { class: "value" }, n.toLocaleString()))),
      ),
    );
  }

  function legend() {
    return KINDS.map((kind, i) => el("span", {}, el("i", { class: `numeral ${CLASS[i]}` }), t(kind)));
  }

  /** Without the PDF: figures and unclaimed numerals are known from the release. */
  function counted() {
    const pages = {};
    model.figures.forEach((f) => {
      (pages[f.page] ??= [0, 0, 0])[0] += 1;
    });
    model.findings
      .filter((f) => f.code === "unclaimed")
      .forEach((f) => {
        (pages[f.page] ??= [0, 0, 0])[2] += 1;
      });
    return pages;
  }

  async function start() {
    found = await SHUBAO.need("coverage");
    const parts = found ? [byPage(found.pages), byReason()] : [el("p", { class: "empty" }, t("no_coverage")), byPage(counted())];
    SHUBAO.byId("view-coverage").append(el("div", { class: "list columns" }, ...parts));
  }

  function mark(page) {
    SHUBAO.byId("view-coverage")
      .querySelectorAll("tr[data-page]")
      .forEach((row) => row.classList.toggle("chosen", Number(row.dataset.page) === page));
  }

  let started = null;
  async function enter() {
    started ??= start();
    await started;
    SHUBAO.viewer.show("figures", false);
    SHUBAO.viewer.overlay(boxes, found ? legend() : []);
    mark(SHUBAO.viewer.page());
  }
  SHUBAO.on("turned", mark);

  return {
    enter,
    leave: () => {
      SHUBAO.viewer.show("figures", true);
      SHUBAO.viewer.overlay(null);
    },
  };
})();
