import { number, percent } from "../shared/format.js"
import { EXPLAINERS } from "./registry.js"

EXPLAINERS.Softmax = {
  explain(layer, input, output, arrays, [unit]) {
    const top = input.reduce((a, b) => Math.max(a, b), -Infinity)
    const exponentials = Float64Array.from(input, (logit) => Math.exp(logit - top))
    const total = exponentials.reduce((a, b) => a + b, 0)
    return { value: exponentials[unit] / total, output: output[unit], logits: input, largest: top, exponentials, total }
  },
  source: () => null,
  sentence(layer, { exponentials, total, value }) {
    return `Its exponential divided by the sum of all ${exponentials.length}, ${number(total)}, is ${percent(value)}`
  },
}
