"use strict";
// Plots (ECharts, loaded when first needed). What a plot shows stands beside it as a table.
SHUBAO.charts = (() => {
  const { el, t } = SHUBAO;
  const drawn = new Map();
  let loading = null;

  function library() {
    loading ??= new Promise((resolve, reject) => {
      document.head.append(el("script", { src: "vendor/echarts.common.min.js", on: { load: () => resolve(echarts), error: reject } }));
    });
    return loading;
  }

  async function draw(root, option) {
    const lib = await library();
    if (!drawn.has(root)) {
      drawn.set(root, lib.init(root));
      new ResizeObserver(() => drawn.get(root).resize()).observe(root);
    }
    drawn.get(root).setOption({ animation: false, textStyle: { fontFamily: "inherit" }, ...option }, true);
  }

  /** A number short enough for an axis: 1.2亿, 3.4万. */
  function short(value) {
    const [cut, sign] = Math.abs(value) >= 1e8 ? [1e8, "亿"] : Math.abs(value) >= 1e4 ? [1e4, "万"] : [1, ""];
    return `${Number((value / cut).toPrecision(4))}${sign}`;
  }

  /** An indicator over editions: points are [edition, period, value, figure_id]. */
  function line(root, points, unit) {
    return draw(root, {
      grid: { left: 64, right: 24, top: 28, bottom: 28 },
      tooltip: { trigger: "axis", renderMode: "richText", valueFormatter: (v) => `${v} ${unit}` },
      xAxis: { type: "category", data: points.map((p) => p[1] || p[0]) },
      yAxis: { type: "value", scale: true, name: unit, axisLabel: { formatter: short } },
      series: [
        {
          type: "line",
          symbol: "rect",
          symbolSize: 9,
          lineStyle: { color: "#17456b", width: 2 },
          itemStyle: { color: "#17456b" },
          label: { show: true, formatter: (p) => short(p.value) },
          data: points.map((p) => Number(p[2])),
        },
      ],
    });
  }

  /** The largest changes: items are {name, percent, choose}; rising and falling differ by hatching, too. */
  async function bars(root, items) {
    const rows = [...items].reverse();
    const most = Math.max(1, ...rows.map((r) => Math.abs(r.percent)));
    await draw(root, {
      grid: { left: 8, right: 70, top: 6, bottom: 22, containLabel: true },
      xAxis: { type: "value", min: (v) => Math.min(0, v.min), max: most > 1000 ? 1000 : null, axisLabel: { formatter: "{value}%" } },
      yAxis: { type: "category", data: rows.map((r) => r.name), axisLabel: { width: 190, overflow: "truncate" } },
      series: [
        {
          type: "bar",
          barMaxWidth: 16,
          data: rows.map((r) => ({
            value: Math.max(-1000, Math.min(1000, r.percent)),
            itemStyle: r.percent < 0 ? { color: "#fff", borderColor: "#9b3d12", borderWidth: 2 } : { color: "#17456b" },
            label: { show: true, position: "right", formatter: `${r.percent > 0 ? "▲" : "▼"}${Math.abs(r.percent).toLocaleString()}%` },
          })),
        },
      ],
    });
    const chart = drawn.get(root);
    chart.off("click");
    chart.on("click", (event) => rows[event.dataIndex].choose());
  }

  function table(points, unit) {
    return el(
      "table",
      { class: "points" },
      el(
        "thead",
        {},
        el(
          "tr",
          {},
          ...[t("edition"), SHUBAO.column("time_period"), `${SHUBAO.column("obs_value")} ${unit}`].map((w) =>
            el("th", { scope: "col" }, w),
          ),
        ),
      ),
      el("tbody", {}, ...points.map((p) => el("tr", {}, el("td", {}, p[0]), el("td", {}, p[1]), el("td", { class: "value" }, p[2])))),
    );
  }

  return { line, bars, table };
})();
