// A cell's own numbers, written out. A part is a string or a node; long lists are one word that opens.

import { FUNCTIONS } from "../layers/parts/functions.js"
import { largestFirst } from "../layers/parts/order.js"
import { element } from "../shared/element.js"
import { number } from "../shared/format.js"

const WRITTEN_OUT = 3

/** A factor of a product: negative ones in brackets. */
export function factor(value, digits = 3) {
  return value < 0 ? `(${number(value, digits)})` : number(value, digits)
}

/** "1.00 × 0.284 + 1.00 × (−0.263) + 22 more". order: the places, the largest product first. */
export function productSum(view, name, { firsts, seconds, products, order, placeName }) {
  if (order.every((place) => products[place] === 0)) return [`${products.length.toLocaleString("en")} products, all 0`]
  const written = Array.from(
    order.slice(0, WRITTEN_OUT),
    (place) => `${factor(firsts[place])} × ${factor(seconds[place])}`,
  )
  const rest = products.length - written.length
  if (rest <= 0) return [written.join(" + ")]
  return [
    `${written.join(" + ")} + `,
    more(view, name, rest, () =>
      Array.from(
        order,
        (place) =>
          `${placeName(place)}: ${factor(firsts[place])} × ${factor(seconds[place])} = ${number(products[place])}`,
      ),
    ),
  ]
}

/** "0.512 + (−0.301) + 4 more": the largest numbers of a sum. */
export function numberSum(view, name, values, placeName) {
  const order = largestFirst(values)
  const written = Array.from(order.slice(0, WRITTEN_OUT), (place) => factor(values[place])).join(" + ")
  const rest = values.length - WRITTEN_OUT
  if (rest <= 0) return [written]
  return [
    `${written} + `,
    more(view, name, rest, () => Array.from(order, (place) => `${placeName(place)}: ${number(values[place])}`)),
  ]
}

/** The word that opens a list, and the list while it is open. view.open is a Set of names; view.refresh shows the sum again. */
function more(view, name, count, lines) {
  const open = view.open.has(name)
  const button = element("button", {
    class: "more",
    type: "button",
    "data-keep": `more-${name}`,
    "aria-expanded": String(open),
    text: `${count.toLocaleString("en")} more`,
    onclick: () => {
      if (!view.open.delete(name)) view.open.add(name)
      view.refresh()
    },
  })
  if (open)
    {view.lists.push(
      element(
        "ol",
        { class: "terms", "data-testid": "stepper-terms" },
        ...lines().map((text) => element("li", { text })),
      ),
    )}
  return button
}

/** "+ bias 0.024" */
export function biasPart(bias) {
  return element("span", {}, ` ${bias < 0 ? "−" : "+"} ${number(Math.abs(bias))} `, element("small", { text: "bias" }))
}

/** "= −0.872" or, with a function built into the layer, "= −0.872, max(0, −0.872) = 0.000". */
export function outcomeParts(layer, { preActivation, value }) {
  const parts = [" = ", resultPart(value)]
  if (layer.activation === "linear") return parts
  const name = layer.activation === "softmax" ? "softmax" : FUNCTIONS[layer.activation].formula(number(preActivation))
  return [` = ${number(preActivation)};  ${name}`, ...parts]
}

/** The value a sum ends in. */
export function resultPart(value, text = number(value)) {
  return element("b", { class: "value", "data-testid": "stepper-value", text })
}

/** TensorFlow's number beside ours, with a tick where they agree. */
export function tensorflowPart(agree, { output }, text = number) {
  return element(
    "span",
    { class: agree ? "tensorflow agrees" : "tensorflow", "data-testid": "stepper-tensorflow" },
    `TensorFlow: ${text(output)} ${agree ? "✓" : "≠"}`,
  )
}
