// Answered by an order: items are dragged, or moved by buttons.

import { element } from "../shared/element.js"
import { moveOver, orderIn } from "./order.js"

/** @import { Order, Way } from "./types.js" */

/**
 * @param {Order} ask
 * @param {string} start - The order at first, such as "2-0-1"; "" for that of the items.
 * @param {() => void} changed
 * @returns {Way}
 */
export function askOrder({ items }, start, changed) {
  const list = element("ol", { class: "order", "aria-label": "Your order, the first at the top" })
  const news = element("p", { class: "spoken", role: "status" })
  const rows = items.map((words, index) => row(words, index))
  list.append(...orderIn(start, items.length).map((index) => rows[index]))
  showEnds()

  /**
   * @param {string} words
   * @param {number} index
   */
  function row(words, index) {
    const grip = element("span", { class: "grip", "aria-hidden": "true", text: "⠿" })
    const [up, down] = [-1, 1].map((step) =>
      element("button", {
        type: "button",
        text: step < 0 ? "▲" : "▼",
        "aria-label": `Move ${words} ${step < 0 ? "up" : "down"}`,
        onclick: () => move(node, step) && tell(node, words),
      }),
    )
    const node = element(
      "li",
      { "data-index": index },
      grip,
      element("span", { class: "words", text: words }),
      up,
      down,
    )
    dragging(node, grip)
    return node
  }

  /**
   * Move an item past its neighbour. The neighbour is what moves: the item keeps the focus and the pointer.
   * @param {HTMLLIElement} node
   * @param {number} step - −1 or 1.
   * @returns {boolean} Whether it had one.
   */
  function move(node, step) {
    const neighbour = step < 0 ? node.previousElementSibling : node.nextElementSibling
    if (!neighbour) return false
    if (step < 0) node.after(neighbour)
    else node.before(neighbour)
    showEnds()
    changed()
    return true
  }

  /**
   * @param {HTMLLIElement} node
   * @param {string} words
   */
  function tell(node, words) {
    news.textContent = `${words} is now number ${[...list.children].indexOf(node) + 1} of ${items.length}.`
  }

  function showEnds() {
    for (const node of rows) {
      const [up, down] = node.querySelectorAll("button")
      up.setAttribute("aria-disabled", String(!node.previousElementSibling))
      down.setAttribute("aria-disabled", String(!node.nextElementSibling))
    }
  }

  /**
   * @param {HTMLLIElement} node
   * @param {HTMLElement} grip
   */
  function dragging(node, grip) {
    node.onpointerdown = (event) => {
      const target = /** @type {Element} */ (event.target)
      if (event.button || target.closest("button")) return
      // A finger elsewhere scrolls.
      if (event.pointerType !== "mouse" && target !== grip) return
      event.preventDefault()
      node.setPointerCapture(event.pointerId)
      node.classList.add("dragged")
    }
    node.onpointermove = (event) => {
      if (!node.hasPointerCapture(event.pointerId)) return
      const boxes = [...list.children].map((child) => child.getBoundingClientRect())
      const step = moveOver(event.clientY, boxes, [...list.children].indexOf(node))
      if (step) move(node, step)
    }
    node.onlostpointercapture = () => node.classList.remove("dragged")
  }

  const text = () => Array.from(list.children, (node) => /** @type {HTMLElement} */ (node).dataset.index).join("-")
  const node = element(
    "div",
    { class: "labelled" },
    element("span", { "aria-hidden": "true", text: "Your order, the first at the top" }),
    list,
    news,
  )
  return { node, fields: [], typed: text, text, missing: "" }
}
