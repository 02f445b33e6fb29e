// Strokes as the pad keeps and sends them.
// Sizes and limits are those of cnnviz/pictures/strokes.py and cnnviz/pictures/strokes_json.py.

/**
 * A line of the pen in pad units: points are [x0, y0, x1, y1, ...].
 * @typedef {{width: number, points: number[]}} Stroke
 */

/**
 * What is on the pad; version: that of the strokes that Python put there, of which it has grown.
 * @typedef {{version: number, strokes: Stroke[]}} Drawing
 */

export const PAD_SIZE = 280
const MARGIN = 50
const MAX_STROKES = 200
const MAX_POINTS = 20000
export const MIN_STEP = 2
const INK = "#ffffff"

/**
 * Add a point, in half units, unless it is no number or too near to the last one.
 * @param {number[]} points
 * @param {number} x
 * @param {number} y
 * @param {number} minStep - The smallest distance.
 * @returns {boolean} Whether it was added.
 */
export function addPoint(points, x, y, minStep) {
  const [column, row] = [x, y].map((value) => {
    return Math.round(2 * Math.min(Math.max(value, -MARGIN), PAD_SIZE + MARGIN)) / 2
  })
  if (!Number.isFinite(column + row)) return false
  const [lastColumn, lastRow] = points.slice(-2)
  if (points.length && Math.hypot(column - lastColumn, row - lastRow) < minStep) return false
  points.push(column, row)
  return true
}

/**
 * Whether the pad takes no more.
 * @param {Stroke[]} strokes
 * @returns {boolean}
 */
export function isFull(strokes) {
  const numbers = strokes.reduce((total, stroke) => total + stroke.points.length, 0)
  return strokes.length >= MAX_STROKES || numbers >= 2 * MAX_POINTS
}

/**
 * Paint a stroke with round ends and joins.
 * @param {CanvasRenderingContext2D} context - Scaled to pad units.
 * @param {Stroke} stroke
 * @param {number} [from] - The index of the point to begin with.
 * @returns {void}
 */
export function paintStroke(context, { width, points }, from = 0) {
  context.fillStyle = context.strokeStyle = INK
  context.lineWidth = width
  context.lineCap = context.lineJoin = "round"
  context.beginPath()
  if (points.length === 2) {
    context.arc(points[0], points[1], width / 2, 0, 2 * Math.PI)
    context.fill()
    return
  }
  context.moveTo(points[2 * from], points[2 * from + 1])
  for (let index = 2 * from + 2; index < points.length; index += 2) context.lineTo(points[index], points[index + 1])
  context.stroke()
}
