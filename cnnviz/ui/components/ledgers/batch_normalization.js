import { element } from "../shared/element.js"
import { number } from "../shared/format.js"
import { LEDGERS, result } from "./parts.js"

LEDGERS.BatchNormalization = (layer, { input, mean, variance, root, normalised, gamma, beta, value }, { reading }) => {
  const has = (name) => `${layer.name}.${name}` in reading.network.arrays
  const what = layer.output_shape.length === 3 ? "channel" : "unit"
  const entry = (name, amount, how) =>
    element(
      "span",
      { class: "product", style: { borderColor: "var(--edge)" } },
      element("small", { text: `${name}: ` }),
      element("b", { text: number(amount) }),
      element("small", { text: ` ${how}` }),
    )
  return [
    element(
      "p",
      { class: "equation" },
      has("gamma") && `${number(gamma)} × `,
      `(${number(input)}${less(mean)}) / ${number(root)}`,
      has("beta") && `${beta < 0 ? " − " : " + "}${number(Math.abs(beta))}`,
      " = ",
      result(value),
    ),
    element(
      "div",
      { class: "products" },
      entry("mean", mean, "measured"),
      entry("variance", variance, `measured; √(variance + ${layer.epsilon.toPrecision(1)}) = ${number(root)}`),
      has("gamma") && entry("gamma", gamma, "learned"),
      has("beta") && entry("beta", beta, "learned"),
    ),
    element("p", {
      class: "note",
      text: `This value lies ${number(Math.abs(normalised), 2)} times the usual spread ${normalised < 0 ? "below" : "above"} what was the mean of this ${what} in training.`,
    }),
  ]
}

/** " − 0.3", and of a negative number " + 0.3": what taking it off looks like. */
function less(value) {
  return `${value < 0 ? " + " : " − "}${number(Math.abs(value))}`
}
