// The cells of an image, ink or paper, as text: a bit each, row by row, as hexadecimal digits. Python has it in
// cnnviz/labs/x_or_o_images.py.

/** Rows and columns of an image. */
export const SIDE = 9
const DIGITS = Math.ceil((SIDE * SIDE) / 4)

/**
 * @param {boolean[]} cells - Whether each is ink, row by row.
 * @returns {string} 21 digits.
 */
export function cellsText(cells) {
  return BigInt(`0b${cells.map(Number).join("")}`)
    .toString(16)
    .padStart(DIGITS, "0")
}

/**
 * The reverse of cellsText.
 * @param {string} text
 * @returns {boolean[]}
 */
export function cellsOf(text) {
  const bits = BigInt(`0x${text}`)
    .toString(2)
    .padStart(SIDE * SIDE, "0")
  return Array.from(bits, (bit) => bit === "1")
}
