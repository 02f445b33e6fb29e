import { explainCell } from "../../explainers/index.js"
import { element } from "../../shared/element.js"
import { number } from "../../shared/format.js"
import { inputPane, inputView, outputPane, outputView, pane, SCENES } from "../panes.js"
import { factor, resultPart } from "../sums.js"
import { svg } from "./activation.js"
import { outcomeLine } from "./conv2d.js"

SCENES.BatchNormalization = (stage) => {
  const { layer, reading } = stage
  const isMap = layer.output_shape.length === 3
  const has = (name) => `${layer.name}.${name}` in reading.network.arrays
  const input = inputView(stage, stage.position[2])
  const output = outputView(stage)
  const width = Math.min(stage.middleWidth, 460)
  const rulers = isMap && rulerPair(stage, input.grid, output.grid, width)
  const lines = element("div", { class: "outcome centred", "aria-hidden": "true" })
  return {
    panes: [inputPane(stage, input), pane("middle", "", "", rulers && rulers.node, lines), outputPane(stage, output)],
    output,
    update({ position, terms, revealed }) {
      const cell = output.grid.cellOf(position)
      const [row, col] = [Math.floor(cell / input.grid.cols), cell % input.grid.cols]
      input.draw({ frames: [{ top: row, left: col, bottom: row + 1, right: col + 1 }] })
      output.draw({ revealed, cell })
      if (rulers) rulers.show(terms)
      lines.replaceChildren(
        ...[
          outcomeLine("what came in", terms.input),
          outcomeLine(`less the mean, ${number(terms.mean)}`, terms.input - terms.mean),
          outcomeLine(`divided by ${number(terms.root)}`, terms.normalised),
          has("gamma") && outcomeLine(`times gamma, ${number(terms.gamma)}`, terms.gamma * terms.normalised),
          has("beta") && outcomeLine("plus beta", terms.beta),
          outcomeLine("makes", terms.value, true),
        ].filter(Boolean),
      )
    },
    sum: ({ input: x, mean, root, gamma, beta, value }) =>
      [
        has("gamma") && `${factor(gamma)} × `,
        `(${number(x)} ${mean < 0 ? "+" : "−"} ${number(Math.abs(mean))}) / ${number(root)}`,
        has("beta") && ` ${beta < 0 ? "−" : "+"} ${number(Math.abs(beta))}`,
        " = ",
        resultPart(value),
      ].filter(Boolean),
    note: `The number to divide by is √(variance + ${layer.epsilon.toPrecision(1)}).`,
  }
}

/** All cells of a map on one scale before and after: a tick a cell, a line for the cell on show, a band for mean ± spread. */
function rulerPair(stage, before, after, width) {
  const [height, left, right] = [204, 14, width - 14]
  const reach = Math.max(before.limit, after.limit, 1) * 1.05
  const x = (value) => left + ((Math.min(Math.max(value, -reach), reach) + reach) / (2 * reach)) * (right - left)
  const [top, bottom] = [52, 138]
  const ticks = (grid, y) =>
    Array.from({ length: grid.count }, (_, cell) => `M${x(grid.valueAt(cell)).toFixed(1)} ${y}v12`).join("")
  const terms = explainCell(stage.reading, stage.k, stage.position)
  const band = (mean, spread, y) => {
    const [from, to] = [x(mean - spread), x(mean + spread)].sort((a, b) => a - b)
    return svg("rect", { class: "band", x: from, y: y - 4, width: to - from, height: 20 })
  }
  const way = svg("path", { class: "guide" })
  const [from, to] = [
    svg("circle", { class: "point", r: 6, cy: top + 6 }),
    svg("circle", { class: "point", r: 6, cy: bottom + 6 }),
  ]
  const node = svg(
    "svg",
    {
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      class: "bend rulers",
      role: "img",
      "aria-label": "All cells of the map before and after, on one scale",
    },
    svg("text", { x: left, y: 16, class: "name" }, "before: a tick for each cell"),
    svg("text", { x: left, y: 36, class: "name" }, "band: mean ± usual spread in training"),
    svg("text", { x: left, y: height - 6, class: "name" }, "after: the band lies at beta ± gamma"),
    svg("text", { x: x(0), y: bottom + 34, class: "zero", "text-anchor": "middle" }, "0"),
    band(terms.mean, terms.root, top),
    band(terms.beta, terms.gamma, bottom),
    svg("path", {
      class: "axis",
      d: `M${left} ${top + 6}H${right}M${left} ${bottom + 6}H${right}M${x(0)} ${top - 6}V${bottom + 20}`,
    }),
    svg("path", { class: "ticks", d: ticks(before, top) + ticks(after, bottom) }),
    way,
    from,
    to,
  )
  return {
    node,
    show({ input, value }) {
      from.setAttribute("cx", x(input))
      to.setAttribute("cx", x(value))
      way.setAttribute("d", `M${x(input)} ${top + 12}L${x(value)} ${bottom}`)
    },
  }
}
