"use strict";
// On paper: the rows that the filters leave, whole, not the part of them that is on the screen.
(() => {
  const { el, t, column, byId, model } = SHUBAO;
  const COLUMNS = ["page", "indicator", "raw", "ref_area", "time_period", "measure", "base", "obs_value", "unit_measure"];
  const CODED = { measure: true };

  function rows() {
    return SHUBAO.figures
      .active()
      .map((f) =>
        el(
          "tr",
          {},
          ...COLUMNS.map((name) => el("td", {}, String(CODED[name] ? t(f[name]) : (f[name] ?? "")))),
          el("td", {}, f.findings.map((one) => `${model.SIGN[one.severity]}${model.note(one)}`).join(" ")),
        ),
      );
  }

  addEventListener("beforeprint", () => {
    if (document.body.dataset.view !== "figures") return;
    byId("paper").replaceChildren(
      el("h1", {}, SHUBAO.held.meta.title),
      el(
        "table",
        {},
        el("thead", {}, el("tr", {}, ...[...COLUMNS.map(column), t("findings")].map((w) => el("th", {}, w)))),
        el("tbody", {}, ...rows()),
      ),
    );
  });
  addEventListener("afterprint", () => byId("paper").replaceChildren());
})();
