"use strict";
// The page's one global: data that scripts hand in, elements whose content is always text, and where the reader stands (in the address).
globalThis.SHUBAO = (() => {
  const held = {};
  const waiting = {};
  const heard = {};

  function data(name, value) {
    held[name] = value;
  }

  /** A promise of data/NAME.js; loaded when first needed, from file:// too. */
  function need(name) {
    if (name in held) return Promise.resolve(held[name]);
    waiting[name] ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = `data/${name}.js`;
      script.onload = () => resolve(held[name]);
      script.onerror = () => reject(new Error(script.src));
      document.head.append(script);
    });
    return waiting[name];
  }

  /** An element. `props`: properties, `class`, `data`, `aria`, `on`; children: elements or text, never markup. */
  function el(tag, props = {}, ...children) {
    const node = document.createElement(tag);
    for (const [key, value] of Object.entries(props)) {
      if (key === "class") node.className = value;
      else if (key === "data") Object.assign(node.dataset, value);
      else if (key === "aria") Object.entries(value).forEach(([k, v]) => node.setAttribute(k === "role" ? k : `aria-${k}`, v));
      else if (key === "on") Object.entries(value).forEach(([k, v]) => node.addEventListener(k, v));
      else if (key === "style") Object.assign(node.style, value);
      else node[key] = value;
    }
    node.append(...children.filter(Boolean));
    return node;
  }

  /** What `root` holds from now on; null and blanks are left out. */
  function fill(root, ...children) {
    root.replaceChildren(...children.filter(Boolean));
  }

  const state = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));

  /** Changes where the reader stands and tells all who listen to what changed. */
  function go(change) {
    const changed = Object.keys(change).filter((key) => state[key] !== change[key]);
    Object.assign(state, change);
    if (changed.length) location.replace(`#${new URLSearchParams(state)}`);
    changed.forEach((key) => emit(key, state[key]));
  }

  function on(name, listen) {
    (heard[name] ??= []).push(listen);
  }

  function emit(name, value) {
    (heard[name] ?? []).forEach((listen) => listen(value));
  }

  /** Items by what `key` gives for them: a Map of lists, in the order of their first. */
  function group(items, key) {
    const found = new Map();
    for (const item of items) {
      const name = key(item);
      if (!found.has(name)) found.set(name, []);
      found.get(name).push(item);
    }
    return found;
  }

  const byId = (id) => document.getElementById(id);

  return { data, held, need, el, fill, state, go, on, emit, group, byId };
})();
