import { element } from "../shared/element.js"
import { number, percent } from "../shared/format.js"
import { LEDGERS, result } from "./parts.js"

LEDGERS.Softmax = (layer, terms, view) => {
  const unit = view.position[0]
  const labels = view.reading.network.labels
  return [
    element(
      "p",
      { class: "equation" },
      `${number(terms.exponentials[unit])} / ${number(terms.total)} = `,
      result(terms.value),
      ` (${percent(terms.value)})`,
    ),
    element(
      "table",
      { class: "shares" },
      element(
        "tr",
        {},
        ...["", "logit", `− ${number(terms.largest)}`, "e to that", "share"].map((text) => element("th", { text })),
      ),
      ...Array.from(terms.logits, (logit, index) =>
        element(
          "tr",
          { class: index === unit ? "marked" : "" },
          ...[
            labels[index],
            number(logit),
            number(logit - terms.largest),
            number(terms.exponentials[index]),
            percent(terms.exponentials[index] / terms.total),
          ].map((text) => element("td", { text })),
        ),
      ),
      element("tr", {}, ...["", "", "sum", number(terms.total), "100 %"].map((text) => element("th", { text }))),
    ),
    element("p", {
      class: "note",
      text: "The largest logit is taken off every logit first: the shares stay the same, and no power grows too large to compute.",
    }),
  ]
}
