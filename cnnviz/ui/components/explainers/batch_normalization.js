import { number } from "../shared/format.js"
import { flatIndex } from "../shared/positions.js"
import { sameCell } from "./activation.js"
import { EXPLAINERS } from "./registry.js"

EXPLAINERS.BatchNormalization = {
  explain(layer, input, output, arrays, position) {
    const index = flatIndex(layer.output_shape, position)
    const channel = position.at(-1)
    const of = (name, missing) => arrays[`${layer.name}.${name}`]?.[channel] ?? missing
    const [mean, variance] = [of("moving_mean"), of("moving_variance")]
    const [gamma, beta] = [of("gamma", 1), of("beta", 0)]
    const root = Math.sqrt(variance + layer.epsilon)
    const normalised = (input[index] - mean) / root
    return {
      value: gamma * normalised + beta,
      output: output[index],
      input: input[index],
      mean,
      variance,
      root,
      normalised,
      gamma,
      beta,
    }
  },
  source: sameCell,
  sentence(layer, { input, mean, root, gamma, beta, value }) {
    return `${number(input)} minus mean ${number(mean)}, divided by ${number(root)}, times gamma ${number(gamma)}, plus beta ${number(beta)}, makes ${number(value)}`
  },
}
