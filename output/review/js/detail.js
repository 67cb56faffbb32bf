"use strict";
// One figure: its sentence with number, name, place and period marked, and each field with the rule that chose it.
SHUBAO.detail = (() => {
  const { el, t, model, column } = SHUBAO;
  const FIELDS = [
    ["indicator", "rule_indicator"],
    ["ref_area", "rule_area"],
    ["time_period", "rule_period"],
    ["measure", "rule"],
    ["base", "rule_base"],
    ["bound", ""],
    ["value", ""],
    ["unit", ""],
    ["obs_value", ""],
    ["unit_measure", ""],
    ["ref_area_code", ""],
    ["section", ""],
    ["caption", ""],
    ["row_path", ""],
    ["col_path", ""],
    ["confidence", ""],
    ["reading", ""],
    ["figure_id", ""],
  ];
  const CODED = { measure: true, bound: true, reading: true };

  /** Where `part` stands in `text`, the nearest place to `near`; null where it does not. */
  function nearest(text, part, near) {
    let best = null;
    for (let at = part ? text.indexOf(part) : -1; at >= 0; at = text.indexOf(part, at + 1)) {
      if (best === null || Math.abs(at - near) < Math.abs(best - near)) best = at;
    }
    return best === null ? null : [best, best + part.length];
  }

  /** [start, end, kind] of what is marked in a sentence, without overlaps, in order. */
  function spans(figure) {
    const start = figure.start === "" ? -1 : Number(figure.start);
    const found = start >= 0 ? [[start, Number(figure.end), "number"]] : [];
    const free = (span) => span && found.every(([a, b]) => span[1] <= a || span[0] >= b);
    const years = figure.time_period.match(/\d{4}/g) ?? [];
    for (const [kind, parts] of [
      ["name", [figure.indicator]],
      ["place", figure.ref_area.split("、")],
      ["period", years],
    ]) {
      for (const part of parts) {
        const span = nearest(figure.sentence, part, start);
        if (free(span)) found.push([...span, kind]);
      }
    }
    return found.sort((a, b) => a[0] - b[0]);
  }

  function sentence(figure) {
    const out = el("p", { class: "sentence" });
    let at = 0;
    for (const [start, end, kind] of spans(figure)) {
      out.append(
        figure.sentence.slice(at, start),
        el("mark", { class: kind, title: t(kind) }, figure.sentence.slice(start, end), el("sub", {}, t(kind))),
      );
      at = end;
    }
    out.append(figure.sentence.slice(at));
    return out;
  }

  function shown(figure, name) {
    const value = figure[name] ?? "";
    return CODED[name] && value ? t(value) : value;
  }

  function field(figure, name, rule) {
    if (!figure[name] && !["ref_area", "base", "indicator", "time_period"].includes(name)) return null;
    const value = el("td", { class: "value" }, shown(figure, name));
    const row = el(
      "tr",
      { data: { field: name } },
      el("th", { scope: "row", title: name }, column(name)),
      value,
      el("td", { class: "rule" }, (rule && figure[rule]) || ""),
    );
    SHUBAO.edit.field(figure, name, value);
    return row;
  }

  function told(finding) {
    return el(
      "li",
      { class: finding.severity },
      el("b", {}, `${model.SIGN[finding.severity] ?? ""} ${t(finding.severity)} `),
      model.note(finding),
    );
  }

  /** Fills `root` with the figure chosen. */
  function fill(root, id) {
    const figure = model.byId.get(id);
    if (!figure) {
      root.replaceChildren(el("p", { class: "empty" }, t("choose")));
      return;
    }
    const head = el("h2", {}, el("span", { class: "raw" }, figure.raw), " ", el("span", {}, figure.indicator));
    const fields = FIELDS.map(([name, rule]) => field(figure, name, rule));
    const table = el(
      "table",
      { class: "fields" },
      el("thead", {}, el("tr", {}, ...["field", "value", "rule"].map((w) => el("th", { scope: "col" }, t(w))))),
      el("tbody", {}, ...fields.filter(Boolean)),
    );
    SHUBAO.fill(root, head, SHUBAO.edit.bar(figure), sentence(figure), el("ul", { class: "told" }, ...figure.findings.map(told)), table);
    root.scrollTop = 0;
  }

  return { fill, told };
})();
