"use strict";
// Findings grouped by kind, each kind explained, each finding with the places where it is printed.
SHUBAO.findings = (() => {
  const { el, t, model } = SHUBAO;
  let chosen = null;

  function places(finding) {
    const own = finding.page ? [{ page: Number(finding.page), place: model.box(finding), id: finding.ids[0] }] : [];
    const others = finding.ids
      .slice(own.length && finding.ids.length ? 1 : 0)
      .map((id) => model.byId.get(id))
      .map((f) => ({ page: f.page, place: model.box(f), id: f.figure_id, raw: f.raw }));
    return [...own, ...others];
  }

  function show(finding, { page, place, id }) {
    chosen = finding;
    if (id) SHUBAO.go({ id });
    SHUBAO.viewer.overlay(boxes);
    SHUBAO.viewer.turn(page);
    SHUBAO.viewer.reveal(place);
  }

  function boxes(page, over) {
    return chosen
      ? places(chosen)
          .filter((one) => one.page === page)
          .map((one) => over("div", one.place, { class: `finding ${chosen.severity}` }))
      : [];
  }

  function item(finding) {
    const where = places(finding);
    const buttons = where.map((one) =>
      el(
        "button",
        {
          class: "place",
          on: {
            click: (event) => {
              event.stopPropagation();
              show(finding, one);
            },
          },
        },
        `${t("page_no", one.page)}${one.raw ? ` ${one.raw}` : ""}`,
      ),
    );
    return el(
      "li",
      { class: finding.severity, on: { click: () => where.length && show(finding, where[0]) } },
      el(
        "p",
        {},
        finding.blocking === "true" ? el("b", {}, `${t("blocking")} `) : "",
        finding.between ? el("b", {}, `${t("between")} `) : "",
        model.note(finding),
      ),
      el("div", { class: "places" }, ...buttons),
    );
  }

  function group(code, found) {
    const severity = SHUBAO.held.meta.codes[code]?.[2] ?? found[0].severity;
    return el(
      "details",
      { open: true, class: "kind" },
      el(
        "summary",
        {},
        el("span", { class: `sign ${severity}` }, `${model.SIGN[severity]} ${t(severity)}`),
        ` ${model.meaning(code)} `,
        el("b", {}, `${found.length}`),
        el("code", {}, code),
      ),
      el("ol", {}, ...found.map(item)),
    );
  }

  function start() {
    const groups = SHUBAO.group(model.findings, (finding) => finding.code);
    const weight = ([, found]) => -model.WEIGHT[found[0].severity];
    const sorted = [...groups].sort((a, b) => weight(a) - weight(b));
    SHUBAO.byId("view-findings").append(
      el(
        "div",
        { class: "list" },
        ...(sorted.length ? sorted.map(([code, found]) => group(code, found)) : [el("p", { class: "empty" }, t("no_findings"))]),
      ),
    );
  }

  return { start, enter: () => SHUBAO.viewer.overlay(boxes), leave: () => SHUBAO.viewer.overlay(null) };
})();
