// One row of the table a layer: its fields on the left, what comes of it on the right.

import { element, svg } from "../shared/element.js"
import { fieldOf, kindMenu, markFault } from "./fields.js"

/** @import { Builder } from "./builder.js" */
/** @import { FieldNodes } from "./fields.js" */
/** @import { InputData, Kinds, RowData, Texts, TypedLayer } from "./types.js" */

/** What a column is part of, and, where that is more, how its numbers come about. */
/** @type {[name: string, title: string, regions: string, sums?: string][]} */
const COLUMNS = [
  ["output", "output", "shapes"],
  ["weights", "weights", "costs", "costs shapes"],
  ["adds", "multiply-adds", "multiply-adds costs", "multiply-adds costs shapes"],
  ["memory", "memory", "shapes"],
  ["sees", "one cell sees", "fields"],
]

/** Fields that are out of sight while they are as usual and their row is not picked. */
const RARE = ["dilation_rate", "use_bias"]

/** What the buttons of a row do, in words. */
const TOOL_WORDS = { up: "Move up", down: "Move down", duplicate: "Duplicate", remove: "Remove" }

/** @typedef {keyof typeof TOOL_WORDS} ToolName */

/**
 * What is said of a layer.
 * @typedef {object} LayerState
 * @property {number} index - The layer's.
 * @property {number} count - How many layers there are.
 * @property {RowData | undefined} row - What comes of it, if it fits.
 * @property {Texts} faults - Why fields cannot be read, by their names.
 * @property {string | undefined} problem - Why it does not fit; empty if it does.
 * @property {string} waits - What it waits for; empty if for nothing.
 * @property {boolean} chosen - Whether it is looked at.
 * @property {string | undefined} noteText - A note on it.
 */

/**
 * A layer's row; show says what is said of the layer.
 * @typedef {object} LayerRow
 * @property {HTMLTableRowElement} node
 * @property {Record<string, FieldNodes>} fields - By their names.
 * @property {HTMLButtonElement} look - The button that picks the layer.
 * @property {Record<ToolName, HTMLButtonElement>} tools
 * @property {(state: LayerState) => void} paint
 */

/** @returns {HTMLElement} */
export function tableHead() {
  return element(
    "thead",
    {},
    element(
      "tr",
      {},
      element("th", { scope: "col", colspan: 2, text: "layer" }),
      ...COLUMNS.map(([name, title, regions]) =>
        element("th", { scope: "col", class: name, "data-region": regions, text: title }),
      ),
    ),
  )
}

/**
 * The row of the input, with the fields for its sides.
 * @param {Kinds} kinds
 * @param {FieldNodes[]} sides
 * @param {(mark: string) => void} addFirst
 * @returns {{node: HTMLTableRowElement, paint: (input: InputData | null, problem: string | undefined) => void}} paint
 *   shows what comes of it, or why it cannot be read.
 */
export function inputRow(kinds, sides, addFirst) {
  const wrong = element("td", {
    class: "outcome",
    colspan: COLUMNS.length,
    role: "alert",
    "data-testid": "shapes-input-problem",
  })
  const node = element(
    "tr",
    { class: "input", "data-testid": "shapes-input" },
    element(
      "td",
      { class: "what" },
      element("span", { class: "look" }, element("i"), element("b", { text: "Input" })),
      element("span", { class: "tools" }, kindMenu(kinds, "Add a layer after the input", addFirst)),
    ),
    element("td", { class: "fields" }, element("div", {}, ...sides.map((side) => side.node))),
  )
  return {
    node,
    paint(input, problem) {
      node.toggleAttribute("data-problem", Boolean(problem))
      wrong.textContent = problem ?? ""
      const cells = input && {
        output: [input.output],
        weights: ["0"],
        adds: ["0"],
        memory: [input.memory, `${input.values} values`],
        sees: ["1 × 1", "itself"],
      }
      replaceOutcome(node, cells ? outcome(cells) : [wrong])
    },
  }
}

/**
 * The row of a layer.
 * @param {Builder} builder - What can be done.
 * @param {TypedLayer} layer
 * @returns {LayerRow}
 */
export function layerRow(builder, layer) {
  const kind = builder.kinds[layer.mark]
  const look = element("button", {
    type: "button",
    class: "look",
    onclick: () => builder.choose(builder.indexOf(layer)),
  })
  const tool = (/** @type {string} */ text, /** @type {ToolName} */ name, /** @type {() => void} */ act) =>
    element("button", { type: "button", class: "tool", text, "data-tool": name, onclick: act })
  const tools = {
    up: tool("↑", "up", () => builder.move(layer, -1)),
    down: tool("↓", "down", () => builder.move(layer, 1)),
    duplicate: tool("", "duplicate", () => builder.duplicate(layer)),
    remove: tool("✕", "remove", () => builder.remove(layer)),
  }
  tools.duplicate.append(
    svg(
      "svg",
      { viewBox: "0 0 16 16", width: 14, height: 14, "aria-hidden": "true" },
      svg("path", { d: "M5 5h8v9H5zM3 11V2h8", fill: "none", stroke: "currentColor" }),
    ),
  )
  const menu = kindMenu(builder.kinds, "", (mark) => builder.add(mark, builder.indexOf(layer) + 1))
  const fields = Object.fromEntries(
    kind.fields.map((field) => [
      field.name,
      fieldOf(field, layer.texts[field.name], "", (text) => builder.type(layer, field.name, text)),
    ]),
  )
  const rare = kind.fields.filter((field) => RARE.includes(field.name))
  const more = element("button", {
    type: "button",
    class: "tool more",
    text: "…",
    title: "All fields",
    onclick: () => builder.choose(builder.indexOf(layer)),
  })
  const note = element("p", { class: "note", "data-region": "costs shapes" })
  const node = element(
    "tr",
    { "data-testid": "shapes-layer" },
    element("td", { class: "what" }, look, element("span", { class: "tools" }, ...Object.values(tools), menu)),
    element(
      "td",
      { class: "fields" },
      element("div", {}, ...Object.values(fields).map((field) => field.node), rare.length > 0 && more),
      note,
    ),
  )
  node.onpointerenter = () => builder.peek(builder.indexOf(layer))
  node.onpointerleave = () => builder.peek(-1)
  node.onclick = ({ target }) => {
    const onControl = target instanceof Element && target.closest("button, input, select, label")
    if (!onControl) builder.choose(builder.indexOf(layer))
  }

  return {
    node,
    fields,
    look,
    tools,
    paint({ index, count, row, problem, faults, waits, chosen, noteText }) {
      const name = `${kind.title}, layer ${index + 1}`
      look.replaceChildren(element("i", { text: index + 1 }), element("b", { text: kind.title }))
      look.title = `Look at ${name}`
      look.setAttribute("aria-pressed", String(chosen))
      node.toggleAttribute("data-chosen", chosen)
      for (const [toolName, words] of /** @type {[ToolName, string][]} */ (Object.entries(TOOL_WORDS))) {
        Object.assign(tools[toolName], { title: words, ariaLabel: `${words}: ${name}` })
      }
      tools.up.disabled = index === 0
      tools.down.disabled = index === count - 1
      menu.setAttribute("aria-label", `Add a layer after ${name}`)
      menu.title = "Add a layer below"
      for (const field of kind.fields) {
        fields[field.name].input.setAttribute("aria-label", `${field.label}, ${name}`)
        markFault(fields[field.name].input, faults[field.name])
      }
      for (const field of rare) {
        fields[field.name].node.classList.toggle("rare", layer.texts[field.name] === kind.usual[field.name])
      }
      more.setAttribute("aria-label", `All fields of ${name}`)
      note.textContent = noteText ?? ""
      node.toggleAttribute("data-problem", Boolean(problem))
      node.toggleAttribute("data-waits", Boolean(waits))
      replaceOutcome(node, row ? outcome(cellsOf(row)) : [reason(problem, waits)])
    },
  }
}

/**
 * Put other cells on the right of a row.
 * @param {HTMLTableRowElement} node
 * @param {HTMLElement[]} cells
 */
function replaceOutcome(node, cells) {
  while (node.children.length > 2) node.lastElementChild?.remove()
  node.append(...cells)
}

/**
 * What stands on the right of a layer that has no numbers.
 * @param {string | undefined} problem
 * @param {string} waits
 * @returns {HTMLElement}
 */
function reason(problem, waits) {
  return element("td", {
    class: "outcome",
    colspan: COLUMNS.length,
    role: problem ? "alert" : undefined,
    "data-testid": problem ? "shapes-problem" : undefined,
    text: problem || waits,
  })
}

/**
 * "4", or "4 × 2" where the two differ.
 * @param {[rows: number, cols: number]} size
 * @returns {string}
 */
function squareText([height, width]) {
  return height === width ? `${height}` : `${height} × ${width}`
}

/**
 * What stands in the cells on the right: the number, and how it comes about, empty where there is nothing to say.
 * @param {RowData} row
 * @returns {Record<string, string[]>} By the columns' names.
 */
export function cellsOf(row) {
  return {
    output: [row.output, row.size],
    weights: [row.weights, row.weights_sum, row.measured],
    adds: [row.adds, row.adds_sum],
    memory: row.memory ? [row.memory, `${row.values} values`] : ["0", "the same values"],
    sees: [row.field, row.jump ? `${squareText(row.jump)} apart` : "of the picture"],
  }
}

/**
 * The cells on the right: the number first, and below it how it comes about.
 * @param {Record<string, string[]>} cells - By the columns' names.
 * @returns {HTMLElement[]}
 */
function outcome(cells) {
  return COLUMNS.map(([name, title, regions, ofSums = regions]) => {
    const [number, ...sums] = cells[name]
    return element(
      "td",
      { class: name, "data-label": title, "data-region": regions, "data-cover": "?" },
      element("b", { text: number }),
      ...sums.filter(Boolean).map((text) => element("small", { "data-region": ofSums, "data-cover": "?", text })),
    )
  })
}
