// One window's sum of products, written out.

import { bracketed, productsSign } from "../matrix/matrix.js"

/**
 * The products of a window's values and the weights, the later ones with a plus: "18 · 1", "+ 54 · 0", "+ 3 · (−1)".
 * @param {number[]} window
 * @param {number[]} kernel
 */
export function sumOfProducts(window, kernel) {
  return window.map((value, index) => `${index ? "+ " : ""}${bracketed(value)} · ${bracketed(kernel[index])}`)
}

/**
 * The sum without the products that are zero, up to its value; no text where there are none of these, or nothing else.
 * @param {number[]} products
 * @param {number} value - What they add up to.
 */
export function termsLeft(products, value) {
  const terms = products.filter((product) => product !== 0)
  if (!terms.length || terms.length === products.length) return ""
  const sign = productsSign(
    terms,
    terms.map(() => 1),
    value,
  )
  return `Without the zeros: ${terms.map((term) => bracketed(term)).join(" + ")} ${sign} `
}
