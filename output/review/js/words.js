"use strict";
// The page's words, Chinese and English; the columns' names come with the data.
SHUBAO.words = {
  figures: ["数据", "Figures"], findings: ["问题", "Findings"], tables: ["表格", "Tables"], compare: ["对比", "Compare"], coverage: ["覆盖", "Coverage"],
  language: ["English", "中文"], help: ["按键 ?", "Keys ?"], search: ["查找：指标、原文、地区…", "Search: indicator, text, place…"],
  section: ["章节", "Section"], measure: ["口径", "Measure"], source: ["来源", "Source"], doubt: ["可疑", "Doubt"], order: ["排序", "Order"], all: ["全部", "all"],
  any_finding: ["有问题", "with findings"], low: ["可信度低于0.7", "confidence below 0.7"], middle: ["可信度低于0.9", "confidence below 0.9"],
  unseen: ["尚未核对", "not yet checked"], order_doubt: ["可疑优先", "doubtful first"], order_read: ["阅读顺序", "reading order"],
  order_name: ["按指标", "by indicator"], order_value: ["按数值", "by value"], shown: ["条", "rows"], marks: ["标记", "Marks"],
  prose: ["正文", "prose"], text: ["文字层", "text layer"], ocr: ["识别", "OCR"], table: ["表格", "table"], level: ["水平值", "level"], growth: ["增速", "growth"], change: ["增减", "change"], share: ["比重", "share"], rank: ["位次", "rank"],
  exact: ["确切", "exact"], gt: ["以上", "more than"], lt: ["不足", "less than"], approx: ["约", "about"],
  page: ["页", "Page"], page_no: ["第{0}页", "page {0}"], page_of: ["第{0}页，共{1}页", "page {0} of {1}"], before_page: ["上一页", "previous page"], next_page: ["下一页", "next page"],
  wider: ["放大", "zoom in"], narrower: ["缩小", "zoom out"], fit: ["适合", "fit"], boxes: ["数据框", "figures"], cells: ["单元格", "cells"],
  no_picture: ["没有页面图片：找不到这份PDF。用 --pdf 指明后重做本页。", "No page pictures: the PDF was not found. Name it with --pdf and make this page again."],
  number: ["数", "number"], name: ["名", "name"], place: ["地", "place"], period: ["期", "period"], field: ["字段", "Field"], value: ["值", "Value"], rule: ["判定规则", "Rule"],
  choose: ["选一行，或点页面上的框。", "Choose a row, or a box on the page."], no_findings: ["没有发现问题。", "No findings."],
  error: ["错误", "error"], warning: ["警告", "warning"], note: ["提示", "note"], blocking: ["阻断", "blocking"], between: ["两版之间", "between editions"],
  no_tables: ["没有表格。", "No tables."], engine: ["引擎", "engine"], score: ["把握", "score"], see: ["看原页", "see page"],
  no_compare: ["没有上一版可比。", "There is no edition before to compare with."], kind: ["变化", "Kind"], verdict: ["核对", "Verdict"],
  new: ["新增", "new"], dropped: ["不再出现", "dropped"], rescoped: ["范围改变", "rescoped"], unit_changed: ["单位改变", "unit changed"], renamed: ["改名", "renamed"],
  revised: ["修订", "revised"], same: ["同一指标", "same"], confirmed: ["相符", "confirmed"], contradicted: ["矛盾", "contradicted"], unstated: ["未述增速", "unstated"],
  claimed: ["认定", "claimed"], proposed: ["待定", "proposed"], stated: ["所述增速", "stated"], computed: ["计算", "computed"], yoy: ["同比%", "change %"],
  largest: ["变动最大", "Largest changes"], over_editions: ["各版数值", "Over all editions"], edition: ["版次", "Edition"], not_there: ["该版没有", "not in this edition"],
  figure: ["数据", "figure"], excluded: ["已排除", "excluded"], unclaimed: ["未认领", "unclaimed"], reason: ["排除原因", "Reason"], count: ["数量", "Count"],
  numerals: ["数字", "Numerals"], no_coverage: ["没有PDF，只能数出数据，看不到排除的数字。", "Without the PDF only figures can be counted, not what was excluded."],
  right: ["正确", "right"], wrong: ["有误", "wrong"], not_a_figure: ["不是数据", "not a figure"], missed: ["此处漏读", "missed here"], undo: ["撤销", "undo"],
  who: ["谁", "Who"], why: ["为何", "Why"], confirm: ["确认配对", "same thing"], forbid: ["不是一回事", "not the same"], mend: ["改正", "put right"], save: ["保存", "save"], cancel: ["取消", "cancel"],
  say_who: ["请先写明“谁”和“为何”。", "First say who, and why."], saved: ["已写入", "written"], undone: ["已撤销", "undone"], nothing: ["没有可撤销的", "nothing to undo"],
  draw: ["在页面上拖出漏读数据的框，Esc 取消", "draw a box on the page around what was missed; Esc ends"], failed: ["没有写入", "not written"],
  why_right: ["与原文一致", "as printed"], close: ["关闭", "close"], edited: ["人工核对", "By hand"],
  keys_title: ["按键", "Keys"], key_jk: ["下一条 / 上一条", "next / previous row"], key_enter: ["跳到页面上的框", "go to the box on the page"], key_slash: ["查找", "search"],
  key_views: ["五个视图", "the five views"], key_pages: ["上一页 / 下一页", "previous / next page"], key_zoom: ["缩放", "zoom"], key_esc: ["离开输入框、关闭", "leave a field, close"],
  key_edit: ["正确 / 有误 / 不是数据 / 漏读", "right / wrong / not a figure / missed"], key_undo: ["撤销上一步", "undo the last stroke"],
  heading: ["标题", "heading"], caption: ["表题、图题", "caption"], unit: ["单位行", "unit line"], toc: ["目录", "contents"], cover: ["封面", "cover"], running: ["页眉页脚", "running head"],
  page_number: ["页码", "page number"], chart: ["图中文字", "chart"], footnote: ["脚注", "footnote"], "label of a table": ["表格标签", "label of a table"],
  year: ["年份", "year"], "year in brackets": ["括号内年份", "year in brackets"], "year in a name": ["名称中的年份", "year in a name"], month: ["月份", "month"], day: ["日期", "day"],
  "part of a name": ["名称的一部分", "part of a name"], "document number": ["文号", "document number"], "list mark": ["序号", "list mark"], ordinal: ["序数", "ordinal"],
  "standard number": ["标准号", "standard number"], "generation name": ["代际名称", "generation name"], duration: ["时长", "duration"], reference: ["引用", "reference"],
  "footnote mark": ["脚注号", "footnote mark"], version: ["版本号", "version"], "ratio notation": ["比例写法", "ratio notation"], formula: ["公式", "formula"], "per base": ["计量基准", "per base"],
  "road number": ["道路编号", "road number"], "phone number": ["电话号码", "phone number"], "web address": ["网址", "web address"], "time of day": ["时刻", "time of day"], grade: ["等级", "grade"],
  "count in words": ["文字计数", "count in words"], "inside a title": ["书名、标题之内", "inside a title"], "inside a quoted name": ["引号内的名称", "inside a quoted name"], points: ["要点数", "points"],
  address: ["地址", "address"], anniversary: ["周年", "anniversary"], "age group": ["年龄段", "age group"], hotline: ["热线", "hotline"], "index base": ["指数基期", "index base"],
  "list of the best": ["榜单名", "list of the best"], "metro line": ["地铁线路", "metro line"], "line rate name": ["速率名称", "line rate name"], "voltage class": ["电压等级", "voltage class"],
};
SHUBAO.english = SHUBAO.state.lang === "en" ? 1 : 0;

/** A word in the reader's language, {0} {1} filled; a word that is not listed stands for itself. */
SHUBAO.t = (word, ...facts) => (SHUBAO.words[word]?.[SHUBAO.english] ?? word).replace(/\{(\d)\}/g, (_, i) => facts[i]);
/** A column's name. */
SHUBAO.column = (name) => SHUBAO.held.meta.columns[name]?.[SHUBAO.english] ?? name;
