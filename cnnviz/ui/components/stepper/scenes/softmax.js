import { explainCell } from "../../explainers/index.js"
import { largest } from "../../shared/colour.js"
import { element } from "../../shared/element.js"
import { number, percent } from "../../shared/format.js"
import { inputOf } from "../../shared/wire.js"
import { barTable } from "../bars.js"
import { pane, SCENES } from "../panes.js"
import { stepOutput } from "../steps.js"
import { factor, resultPart } from "../sums.js"

SCENES.Softmax = (stage) => {
  const { reading, k } = stage
  const { labels } = reading.network
  const logits = inputOf(reading, k)
  const { exponentials, total, largest: top } = explainCell(reading, k, [0])
  const shares = stepOutput(reading, k)
  const bars = barTable({
    labels: Array.from(shares, (_, unit) => labels[unit] ?? `${unit}`),
    onChoose: stage.choose,
    columns: [
      { title: "logit", values: logits, limit: largest(logits), signed: true, text: (value) => number(value, 2) },
      { title: `e^(logit − ${factor(top, 2)})`, values: exponentials, limit: 1, text: (value) => number(value) },
      { title: `divided by their sum, ${number(total)}`, values: shares, limit: 1, text: percent },
    ],
  })
  return {
    panes: [
      pane(
        "whole",
        "",
        "",
        bars.node,
        element("p", {
          class: "aside",
          text: "The largest logit is taken off all of them first: the shares stay the same, and no power grows too large.",
        }),
      ),
    ],
    update: ({ position }) => bars.show(position[0]),
    sum: (terms, [unit]) => [
      `e^(${number(terms.logits[unit])} − ${factor(terms.largest)}) / ${number(terms.total)} = ${number(terms.exponentials[unit])} / ${number(terms.total)} = `,
      resultPart(terms.value, percent(terms.value)),
    ],
    text: percent,
  }
}
