// How the kernel is laid on the picture: its size, stride, padding, dilation, bias.

import { element } from "../shared/element.js"
import { isBeginning, readNumber, readWhole, selectWhole } from "./numbers.js"

/**
 * on: {change(part of a setup), resize(rows, cols), problem(key, sentence or undefined)}; limits: see show_workbench.
 * show(setup) puts a setup in the controls; what was typed and cannot be used goes.
 */
export function createOptions(on, limits) {
  const sides = ["Rows", "Columns"].map((label) =>
    createSelect(
      label,
      Array.from({ length: limits.kernel }, (_, k) => [`${k + 1}`, `${k + 1}`]),
      () => on.resize(...sides.map((side) => Number(side.control.value))),
    ),
  )
  const whole = (label, name, least) =>
    createNumber(
      label,
      `option-${name}`,
      (text) => readWhole(text, least, limits.step),
      (value) => on.change({ [name]: value }),
      on.problem,
    )
  const stride = whole("Stride", "stride", 1)
  const dilation = whole("Dilation", "dilation", 1)
  const bias = createNumber(
    "Bias",
    "option-bias",
    (text) => readNumber(text, limits.number),
    (value) => on.change({ bias: value }),
    on.problem,
  )
  const padding = createSelect(
    "Padding",
    [
      ["valid", "none (valid)"],
      ["same", "same"],
      ["zeros", "zeros on each side"],
    ],
    (chosen) => {
      zeros.node.hidden = chosen !== "zeros"
      on.problem("How many", undefined)
      on.change({ padding: chosen === "zeros" ? 1 : chosen })
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
    ...[...sides, stride, dilation, padding, zeros, bias].map((option) => option.node),
  )

  function show(setup) {
    sides[0].control.value = setup.kernel.length
    sides[1].control.value = setup.kernel[0].length
    stride.show(setup.stride)
    dilation.show(setup.dilation)
    bias.show(setup.bias)
    const isNumber = typeof setup.padding === "number"
    padding.control.value = isNumber ? "zeros" : setup.padding
    zeros.node.hidden = !isNumber
    zeros.show(isNumber ? setup.padding : 1)
  }
  return { node, show }
}

function createSelect(label, choices, choose) {
  const control = element(
    "select",
    { "data-testid": `option-${label.toLowerCase()}`, onchange: () => choose(control.value) },
    ...choices.map(([value, text]) => element("option", { value, text })),
  )
  return { node: element("label", { class: "option" }, element("span", { text: label }), control), control }
}

/** A field for a number; read(text) -> {value} or {problem}. A number that works is used at once. */
function createNumber(label, testid, read, use, onProblem) {
  const control = element("input", { type: "text", inputmode: "decimal", autocomplete: "off", "data-testid": testid })
  let good
  const take = (done) => {
    const { value, problem } = read(control.value)
    if (problem && !done && isBeginning(control.value)) return
    control.toggleAttribute("aria-invalid", Boolean(problem))
    onProblem(label, problem && `${label}: ${problem}`)
    if (problem || value === good) return
    good = value
    use(value)
  }
  control.oninput = () => take(false)
  control.onblur = () => take(true)
  control.onfocus = () => selectWhole(control)
  control.onkeydown = (event) => {
    if (event.key === "Enter") take(true)
  }
  const show = (value) => {
    good = value
    control.value = `${value}`.replace("-", "−")
    control.removeAttribute("aria-invalid")
    onProblem(label, undefined)
  }
  return { node: element("label", { class: "option" }, element("span", { text: label }), control), show }
}
