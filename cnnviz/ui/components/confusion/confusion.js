// The confusion matrix as a grid of buttons: arrow keys move, Enter or a click shows a cell's pictures.

import { element } from "../shared/element.js"
import { findAll } from "../shared/find.js"
import { ARROW_STEPS } from "../shared/grid_keys.js"
import { mount } from "../shared/mount.js"

/** @import { Send } from "../shared/mount.js" */

/**
 * What Python sends.
 * @typedef {object} Confusion
 * @property {string[]} classes - Their names.
 * @property {number[][]} counts - How many pictures: the row is what they show, the column what they were read as.
 * @property {[shown: number, read: number]} chosen - The cell that is marked.
 */

/**
 * What a cell does when it is chosen.
 * @typedef {(shown: number, read: number) => void} Choose
 */

export default mount((host) => {
  /** @type {string | undefined} */
  let content
  /** Tells Python. @type {Choose} */
  let choose = () => {}
  return {
    /**
     * @param {Confusion} data
     * @param {Send} send
     */
    update(data, { setTriggerValue }) {
      choose = (shown, read) => setTriggerValue("cell", [shown, read])
      const sent = JSON.stringify([data.classes, data.counts])
      if (content !== sent) {
        content = sent
        host.replaceChildren(
          matrix(host, data, (shown, read) => choose(shown, read)),
          legend(data.counts),
        )
      }
      mark(host, ...data.chosen)
    },
  }
}, ".confusion")

/**
 * @param {HTMLElement} host
 * @param {Confusion} data
 * @param {Choose} choose
 * @returns {HTMLTableElement}
 */
function matrix(host, { classes, counts }, choose) {
  const most = mostMisread(counts)
  const upright = classes.length > 4 && classes.some((name) => name.length > 2)
  const named = classes.some((name) => name.length > 2)
  const head = element(
    "tr",
    {},
    element("td", { class: "corner" }),
    ...classes.map((name) => element("th", { scope: "col" }, element("span", { text: name }))),
  )
  const rows = counts.map((row, shown) =>
    element(
      "tr",
      {},
      element("th", { scope: "row", text: classes[shown] }),
      ...row.map((count, read) =>
        element("td", { role: "gridcell" }, cell(host, choose, classes, shown, read, count, most)),
      ),
    ),
  )
  const grid = element(
    "table",
    {
      role: "grid",
      class: [named ? "named" : "", upright ? "upright" : ""].join(" "),
      "aria-label":
        "Confusion matrix. Rows: what a picture shows; columns: what it was read as. Arrow keys move, Enter shows the pictures.",
      onkeydown: (/** @type {KeyboardEvent} */ event) => moveFocus(grid, event, classes.length),
    },
    element("thead", {}, head),
    element("tbody", {}, ...rows),
  )
  grid.style.setProperty("--classes", String(classes.length))
  return grid
}

/**
 * @param {HTMLElement} host
 * @param {Choose} choose
 * @param {string[]} classes
 * @param {number} shown
 * @param {number} read
 * @param {number} count
 * @param {number} most - The largest count of pictures that were misread.
 * @returns {HTMLButtonElement}
 */
function cell(host, choose, classes, shown, read, count, most) {
  const share = shown === read || most === 0 ? 0 : count / most
  const pictures = `${count.toLocaleString("en")} ${count === 1 ? "picture" : "pictures"}`
  const button = element("button", {
    type: "button",
    class: [shown === read ? "right" : "wrong", count === 0 ? "none" : "", share > 0.55 ? "deep" : ""].join(" "),
    text: count,
    title: `${classes[shown]} read as ${classes[read]}: ${pictures}`,
    // The number as it is seen, so that whoever speaks to the page can say it.
    "aria-label": `${count}: ${classes[shown]} read as ${classes[read]}`,
    onclick: () => {
      mark(host, shown, read)
      choose(shown, read)
    },
  })
  // Even a single picture has to be seen from the back row.
  if (share) button.style.setProperty("--share", `${Math.round(15 + 85 * share)}%`)
  return button
}

/**
 * The largest count of pictures of a class that were read as a certain other.
 * @param {number[][]} counts
 * @returns {number} 0 where none was misread.
 */
export function mostMisread(counts) {
  return Math.max(...counts.flatMap((row, shown) => row.filter((_, read) => read !== shown)), 0)
}

/**
 * The chosen cell is marked, and the one that the Tab key reaches.
 * @param {HTMLElement} host
 * @param {number} shown
 * @param {number} read
 */
function mark(host, shown, read) {
  const classes = host.querySelectorAll("tbody tr").length
  findAll(host, "tbody button", HTMLButtonElement).forEach((button, index) => {
    const chosen = index === shown * classes + read
    button.setAttribute("aria-pressed", String(chosen))
    button.tabIndex = chosen ? 0 : -1
  })
}

/**
 * @param {HTMLTableElement} grid
 * @param {KeyboardEvent} event
 * @param {number} classes - How many there are.
 */
function moveFocus(grid, event, classes) {
  const buttons = findAll(grid, "tbody button", HTMLButtonElement)
  const index = buttons.findIndex((button) => button === event.target)
  if (index < 0) return
  const to = cellAfter(event.key, Math.floor(index / classes), index % classes, classes)
  if (!to) return
  event.preventDefault()
  if (to.every((side) => side >= 0 && side < classes)) buttons[to[0] * classes + to[1]].focus()
}

/**
 * The cell that a key leads to, which may lie beyond the edge.
 * @param {string} key
 * @param {number} row
 * @param {number} col
 * @param {number} classes - How many there are.
 * @returns {[row: number, col: number] | undefined} undefined for other keys.
 */
export function cellAfter(key, row, col, classes) {
  if (key === "Home") return [row, 0]
  if (key === "End") return [row, classes - 1]
  const step = ARROW_STEPS[key]
  return step && [row + step[0], col + step[1]]
}

/**
 * @param {number[][]} counts
 * @returns {HTMLElement}
 */
function legend(counts) {
  return element(
    "p",
    { class: "legend" },
    element("span", {}, element("span", { class: "swatch" }), "read right"),
    element(
      "span",
      {},
      "misread: 0",
      element("span", { class: "ramp" }),
      `${mostMisread(counts).toLocaleString("en")} times`,
    ),
  )
}
