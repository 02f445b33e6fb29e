// The choice of one of very many layers: a list that opens, where buttons would fill the page.

import { element } from "./element.js"

/** More layers than this are a list. */
export const MOST_BUTTONS = 12

/**
 * @param {string} label - What a screen reader calls it.
 * @param {{value: number, text: string}[]} options - Layers by their places.
 * @param {number} chosen
 * @param {(k: number) => void} choose
 * @returns {HTMLElement}
 */
export function layerList(label, options, chosen, choose) {
  const list = element(
    "select",
    { class: "layer-list", "aria-label": label, "data-testid": "layer-list" },
    ...options.map(({ value, text }) => element("option", { value: String(value), text, selected: value === chosen })),
  )
  list.onchange = () => choose(Number(list.value))
  return list
}
