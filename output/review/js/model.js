"use strict";
// Figures and findings as objects, each figure with its findings and how doubtful it is.
SHUBAO.model = (() => {
  const WEIGHT = { error: 3, warning: 2, note: 1 };
  const SIGN = { error: "✖", warning: "▲", note: "●" };

  function rows(table) {
    return table.rows.map((row) => Object.fromEntries(table.columns.map((name, i) => [name, row[i]])));
  }

  const box = (row) => ["x0", "top", "x1", "bottom"].map((side) => Number(row[side]));
  const figures = rows(SHUBAO.held.figures);
  const findings = rows(SHUBAO.held.findings);
  const byId = new Map();
  const byPage = new Map();
  const byCell = new Map();
  figures.forEach((f, i) => {
    f.order = i;
    f.page = Number(f.page);
    f.number = Number(f.obs_value);
    f.sure = f.confidence === undefined || f.confidence === "" ? null : Number(f.confidence);
    f.findings = [];
    f.top_section = f.section.split(" / ")[0];
    f.text = [f.indicator, f.raw, f.ref_area, f.time_period, f.sentence, f.section, f.row_path, f.col_path, f.caption]
      .join(" ")
      .toLowerCase();
    byId.set(f.figure_id, f);
    if (!byPage.has(f.page)) byPage.set(f.page, []);
    byPage.get(f.page).push(f);
    if (f.table_id) byCell.set(`${f.table_id}/${f.row}/${f.col}`, f);
  });
  for (const finding of findings) {
    finding.ids = [...new Set([finding.figure_id, ...(finding.figure_ids ?? "").split(" ")])].filter((id) => byId.has(id));
    finding.ids.forEach((id) => byId.get(id).findings.push(finding));
  }
  for (const f of figures) {
    f.weight = Math.max(0, ...f.findings.map((one) => WEIGHT[one.severity] ?? 1));
    f.doubt = f.weight + (f.sure === null ? 0 : 1 - f.sure);
  }

  const note = (finding) => (SHUBAO.english ? finding.note : finding.note_zh);
  const meaning = (code) => SHUBAO.held.meta.codes[code]?.[SHUBAO.english] ?? code;

  return { figures, findings, byId, byPage, byCell, rows, box, note, meaning, SIGN, WEIGHT };
})();
