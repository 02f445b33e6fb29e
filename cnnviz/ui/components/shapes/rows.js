// One row of the table a layer: its fields on the left, what comes of it on the right.

import { element } from "../shared/element.js"
import { fieldOf, kindMenu, markFault } from "./fields.js"
import { vector } from "./strip.js"

const COLUMNS = [
  ["output", "output"],
  ["weights", "weights"],
  ["adds", "multiply-adds"],
  ["memory", "memory"],
  ["sees", "one cell sees"],
]

/** Fields that are out of sight while they are as usual and their row is not picked. */
const RARE = ["dilation_rate", "use_bias"]

export function tableHead() {
  return element(
    "thead",
    {},
    element(
      "tr",
      {},
      element("th", { scope: "col", colspan: 2, text: "layer" }),
      ...COLUMNS.map(([name, title]) => element("th", { scope: "col", class: name, text: title })),
    ),
  )
}

/** The row of the input, with the fields for its sides: {node, paint(input, problem)}. */
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
      while (node.children.length > 2) node.lastChild.remove()
      node.toggleAttribute("data-problem", Boolean(problem))
      wrong.textContent = problem ?? ""
      if (!input) return node.append(wrong)
      node.append(
        ...outcome({
          output: [input.output],
          weights: ["0"],
          adds: ["0"],
          memory: [input.memory, `${input.values} values`],
          sees: ["1 × 1", "itself"],
        }),
      )
    },
  }
}

/**
 * The row of a layer: {node, fields, paint(...)}. builder: what can be done; layer: {id, mark, texts}.
 */
export function layerRow(builder, layer) {
  const kind = builder.kinds[layer.mark]
  const look = element("button", { type: "button", class: "look", onclick: () => builder.choose(layer) })
  const tool = (text, name, act) =>
    element("button", { type: "button", class: "tool", text, "data-tool": name, onclick: () => act(layer, name) })
  const tools = [
    tool("↑", "up", () => builder.move(layer, -1)),
    tool("↓", "down", () => builder.move(layer, 1)),
    tool("", "duplicate", () => builder.duplicate(layer)),
    tool("✕", "remove", () => builder.remove(layer)),
  ]
  tools[2].append(
    vector(
      "svg",
      { viewBox: "0 0 16 16", width: 14, height: 14, "aria-hidden": "true" },
      vector("path", { d: "M5 5h8v9H5zM3 11V2h8", fill: "none", stroke: "currentColor" }),
    ),
  )
  const menu = kindMenu(builder.kinds, "", (mark) => builder.add(mark, builder.place(layer) + 1))
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
    onclick: () => builder.choose(layer),
  })
  const note = element("p", { class: "note" })
  const node = element(
    "tr",
    { "data-testid": "shapes-layer" },
    element("td", { class: "what" }, look, element("span", { class: "tools" }, ...tools, menu)),
    element(
      "td",
      { class: "fields" },
      element("div", {}, ...Object.values(fields).map((field) => field.node), (rare.length && more) || ""),
      note,
    ),
  )
  node.onpointerenter = () => builder.peek(layer)
  node.onpointerleave = () => builder.peek(null)
  node.onclick = (event) => !event.target.closest("button, input, select, label") && builder.choose(layer)

  return {
    node,
    fields,
    look,
    tool: (name) => tools.find((each) => each.dataset.tool === name),
    /** place: from 0; row: what Python says of it, if it fits; problem: why it does not; note: on it. */
    paint({ place, count, row, problem, faults, waits, chosen, noteText }) {
      const name = `${kind.title}, layer ${place + 1}`
      look.replaceChildren(element("i", { text: place + 1 }), element("b", { text: kind.title }))
      look.setAttribute("aria-label", `Look at ${name}`)
      look.setAttribute("aria-pressed", String(chosen))
      node.toggleAttribute("data-chosen", chosen)
      for (const each of tools) {
        const words = { up: "Move up", down: "Move down", duplicate: "Duplicate", remove: "Remove" }[each.dataset.tool]
        Object.assign(each, { title: words, ariaLabel: `${words}: ${name}` })
      }
      tools[0].disabled = place === 0
      tools[1].disabled = place === count - 1
      menu.setAttribute("aria-label", `Add a layer after ${name}`)
      menu.title = "Add a layer below"
      for (const field of kind.fields) {
        fields[field.name].input.setAttribute("aria-label", `${field.label}, ${name}`)
        markFault(fields[field.name].input, faults[field.name])
      }
      for (const field of rare)
        {fields[field.name].node.classList.toggle("rare", layer.texts[field.name] === kind.usual[field.name])}
      more.setAttribute("aria-label", `All fields of ${name}`)
      note.textContent = noteText ?? ""
      while (node.children.length > 2) node.lastChild.remove()
      node.toggleAttribute("data-problem", Boolean(problem))
      node.toggleAttribute("data-waits", Boolean(waits))
      if (row) node.append(...outcome(cellsOf(row)))
      else
        {node.append(
          element("td", {
            class: "outcome",
            colspan: COLUMNS.length,
            role: problem ? "alert" : undefined,
            "data-testid": problem ? "shapes-problem" : undefined,
            text: problem || waits,
          }),
        )}
    },
  }
}

/** "4", or "4 × 2" where the two differ. */
function squareText([height, width]) {
  return height === width ? `${height}` : `${height} × ${width}`
}

function cellsOf(row) {
  return {
    output: [row.output, row.size],
    weights: [row.weights, row.weights_sum, row.measured],
    adds: [row.adds, row.adds_sum],
    memory: row.memory ? [row.memory, `${row.values} values`] : ["0", "the same values"],
    sees: [row.field, row.jump ? `${squareText(row.jump)} apart` : "of the picture"],
  }
}

/** The cells on the right: the number first, and below it how it comes about. */
function outcome(cells) {
  return COLUMNS.map(([name, title]) => {
    const [number, ...sums] = cells[name]
    return element(
      "td",
      { class: name, "data-label": title },
      element("b", { text: number }),
      ...sums.filter(Boolean).map((text) => element("small", { text })),
    )
  })
}
