// Strokes as the pad keeps and sends them: {width, points: [x0, y0, x1, y1, ...]} in pad units.
// Sizes and limits are those of cnnviz/pictures/strokes.py and cnnviz/pictures/strokes_json.py.

export const PAD_SIZE = 280
const MARGIN = 50
const MAX_STROKES = 200
const MAX_POINTS = 20000
export const MIN_STEP = 2
const INK = "#ffffff"

/** Adds a point, in half units, unless it is less than minStep from the last one or no number. Says whether it did. */
export function addPoint(points, x, y, minStep) {
  const [column, row] = [x, y].map((value) => {
    return Math.round(2 * Math.min(Math.max(value, -MARGIN), PAD_SIZE + MARGIN)) / 2
  })
  if (!Number.isFinite(column + row)) return false
  if (points.length && Math.hypot(column - points.at(-2), row - points.at(-1)) < minStep) return false
  points.push(column, row)
  return true
}

export function isFull(strokes) {
  const numbers = strokes.reduce((total, stroke) => total + stroke.points.length, 0)
  return strokes.length >= MAX_STROKES || numbers >= 2 * MAX_POINTS
}

/** Paints a stroke from one of its points on, with round ends and joins, on a context scaled to pad units. */
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
