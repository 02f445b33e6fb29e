import { element } from "../../shared/element.js"
import { number, percent } from "../../shared/format.js"
import { operator } from "../numbers.js"
import { inputPane, inputView, outputPane, outputView, pane, SCENES } from "../panes.js"
import { resultPart } from "../sums.js"

SCENES.Dropout = (stage) => {
  const { layer } = stage
  const input = inputView(stage, stage.position[2])
  const output = outputView(stage, { limit: input.grid.limit })
  const value = element("b")
  return {
    panes: [
      inputPane(stage, input),
      pane(
        "middle",
        "",
        "",
        element("div", { class: "passes" }, value, operator("→"), element("span", { text: "unchanged" })),
        element("p", {
          class: "aside",
          text: `Only while it was trained did the network drop ${percent(layer.rate)} of these values, others each time.`,
        }),
      ),
      outputPane(stage, output),
    ],
    output,
    update({ position, terms, revealed }) {
      const cell = output.grid.cellOf(position)
      const [row, col] = [Math.floor(cell / input.grid.cols), cell % input.grid.cols]
      input.draw({ frames: [{ top: row, left: col, bottom: row + 1, right: col + 1 }] })
      output.draw({ revealed, cell })
      value.textContent = number(terms.value)
    },
    sum: ({ value }) => [`${number(value)} passes unchanged: `, resultPart(value)],
  }
}
