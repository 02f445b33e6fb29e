// How the kernel is laid on the picture: its size, stride, padding, dilation, bias.

import { element } from "../shared/element.js"
import { isBeginning, readNumber, readWhole, selectWhole } from "./numbers.js"

/**
 * @import { Convolution } from "./convolve.js"
 * @import { Typed } from "./numbers.js"
 */

/**
 * The largest of what can be typed.
 * @typedef {object} Limits
 * @property {number} kernel - Side of a kernel.
 * @property {number} step - Stride, dilation and padding.
 * @property {number} number - Weight and bias in size.
 */

/**
 * What hears of the options; `key` is the option's, and no sentence takes back what was wrong with it.
 * @typedef {object} OptionListeners
 * @property {(part: Partial<Convolution>) => void} change
 * @property {(rows: number, cols: number) => void} resize
 * @property {(key: string, sentence?: string) => void} problem
 */

/**
 * show(setup) puts a setup in the controls; what was typed and cannot be used goes.
 * @param {OptionListeners} on
 * @param {Limits} limits
 */
export function createOptions(on, limits) {
  const sizes = Array.from({ length: limits.kernel }, (_, k) => `${k + 1}`)
  const resize = () => on.resize(Number(rows.control.value), Number(cols.control.value))
  const rows = createSelect("Rows", Object.fromEntries(sizes.map((size) => [size, size])), resize)
  const cols = createSelect("Columns", Object.fromEntries(sizes.map((size) => [size, size])), resize)
  const stride = createNumber(
    "Stride",
    "option-stride",
    (text) => readWhole(text, 1, limits.step),
    (value) => on.change({ stride: value }),
    on.problem,
  )
  const dilation = createNumber(
    "Dilation",
    "option-dilation",
    (text) => readWhole(text, 1, limits.step),
    (value) => on.change({ dilation: value }),
    on.problem,
  )
  const bias = createNumber(
    "Bias",
    "option-bias",
    (text) => readNumber(text, limits.number),
    (value) => on.change({ bias: value }),
    on.problem,
  )
  const padding = createSelect(
    "Padding",
    { valid: "none (valid)", same: "same", zeros: "zeros on each side" },
    (chosen) => {
      zeros.node.hidden = chosen !== "zeros"
      on.problem("How many")
      on.change({ padding: chosen === "zeros" ? 1 : chosen === "same" ? "same" : "valid" })
      if (chosen === "zeros") zeros.show(1)
    },
  )
  const zeros = createNumber(
    "How many",
    "option-zeros",
    (text) => readWhole(text, 0, limits.step),
    (value) => on.change({ padding: value }),
    on.problem,
  )
  const node = element(
    "div",
    { class: "options" },
    ...[rows, cols, stride, dilation, padding, zeros, bias].map((option) => option.node),
  )

  /** @param {Convolution} setup */
  function show(setup) {
    rows.control.value = `${setup.kernel.length}`
    cols.control.value = `${setup.kernel[0].length}`
    stride.show(setup.stride)
    dilation.show(setup.dilation)
    bias.show(setup.bias)
    const count = typeof setup.padding === "number" ? setup.padding : undefined
    padding.control.value = typeof setup.padding === "number" ? "zeros" : setup.padding
    zeros.node.hidden = count === undefined
    zeros.show(count ?? 1)
  }
  return { node, show }
}

/**
 * @param {string} label
 * @param {Record<string, string>} choices - Words by values.
 * @param {(value: string) => void} choose
 */
function createSelect(label, choices, choose) {
  const control = element(
    "select",
    { "data-testid": `option-${label.toLowerCase()}`, onchange: () => choose(control.value) },
    ...Object.entries(choices).map(([value, text]) => element("option", { value, text })),
  )
  return { node: element("label", { class: "option" }, element("span", { text: label }), control), control }
}

/**
 * A field for a number. One that works is used at once.
 * @param {string} label
 * @param {string} testid
 * @param {(text: string) => Typed} read
 * @param {(value: number) => void} use
 * @param {(key: string, sentence?: string) => void} onProblem
 */
function createNumber(label, testid, read, use, onProblem) {
  const control = element("input", { type: "text", inputmode: "decimal", autocomplete: "off", "data-testid": testid })
  /** @type {number | undefined} */
  let good
  const take = (/** @type {boolean} */ done) => {
    const { value, problem } = read(control.value)
    if (problem && !done && isBeginning(control.value)) return
    control.toggleAttribute("aria-invalid", Boolean(problem))
    onProblem(label, problem && `${label}: ${problem}`)
    if (value === undefined || value === good) return
    good = value
    use(value)
  }
  control.oninput = () => take(false)
  control.onblur = () => take(true)
  control.onfocus = () => selectWhole(control)
  control.onkeydown = (event) => {
    if (event.key === "Enter") take(true)
  }
  const show = (/** @type {number} */ value) => {
    good = value
    control.value = `${value}`.replace("-", "−")
    control.removeAttribute("aria-invalid")
    onProblem(label)
  }
  return { node: element("label", { class: "option" }, element("span", { text: label }), control), show }
}
