// The drawing pad: strokes of mouse, pen, finger or keyboard.

import { checkConnection, connection } from "../shared/connection.js"
import { contextOf, find, focusedAround } from "../shared/find.js"
import { mount } from "../shared/mount.js"
import { setStale } from "../shared/readings.js"
import { sayOnScreen, sendDrawing } from "./ask.js"
import { addPoint, isFull, MIN_STEP, PAD_SIZE, paintStroke } from "../shared/strokes.js"

/**
 * @import { Ears } from "../shared/mount.js"
 * @import { Drawing, Stroke } from "../shared/strokes.js"
 */

/**
 * What Python sends: what is to be on the pad, how wide the pen is, and what to ask the server about each drawing.
 * @typedef {Drawing & {pen: number, question: Record<string, unknown> | null}} PadData
 */

/** How long an answer may take before what is shown is called old, in milliseconds. */
const PATIENCE = 1000
const KEY_STEP = 10
const FINE_KEY_STEP = 2
/** @type {Record<string, number[]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }

/**
 * Set one pad up; its drawing lives here for as long as it is on screen.
 * @param {HTMLElement} root
 */
function createPad(root) {
  const canvas = find(root, "canvas", HTMLCanvasElement)
  const context = contextOf(canvas)
  const pen = find(root, "[data-testid=pad-pen]", HTMLInputElement)
  const undoButton = find(root, "[data-testid=pad-undo]", HTMLButtonElement)
  const clearButton = find(root, "[data-testid=pad-clear]", HTMLButtonElement)
  const hint = find(root, ".hint", HTMLElement)
  const cursor = find(root, ".cursor", HTMLElement)
  const status = find(root, ".status", HTMLElement)
  const lost = find(root, ".lost", HTMLElement)

  const pad = {
    /** -1 before Python has put anything on it. */
    version: -1,
    turn: 0,
    /** @type {(drawing: Drawing) => void} */
    send: () => {},
    receive,
    listen,
    leave,
  }
  /** @type {Stroke[]} */
  let strokes = []
  /** @type {Stroke[]} */
  let cleared = []
  /** @type {Stroke | null} */
  let stroke = null
  /** @type {number | null} */
  let pointer = null
  let attached = false
  /** What Python has, as JSON. */
  let received = "[]"
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let late
  let penX = PAD_SIZE / 2
  let penY = PAD_SIZE / 2

  // Sending, showing, saying

  /** @param {string} words */
  function changed(words) {
    refresh()
    status.textContent = `${words} ${strokes.length === 1 ? "1 stroke" : `${strokes.length} strokes`} on the pad.`
    send()
  }

  function send() {
    clearTimeout(late)
    if (connection.lost) setStale(true)
    else late = setTimeout(expectAnswer, PATIENCE)
    pad.send({ version: pad.version, strokes })
  }

  function isAhead() {
    return JSON.stringify(strokes) !== received
  }

  function expectAnswer() {
    if (!isAhead()) return
    setStale(true)
    void checkConnection()
  }

  function showConnection() {
    lost.hidden = !connection.lost
    if (connection.lost && isAhead()) setStale(true)
  }

  function comeBack() {
    showConnection()
    if (isAhead()) send()
  }

  function refresh() {
    const scale = canvas.width / PAD_SIZE
    context.setTransform(scale, 0, 0, scale, 0, 0)
    context.clearRect(0, 0, PAD_SIZE, PAD_SIZE)
    for (const line of stroke ? [...strokes, stroke] : strokes) paintStroke(context, line)
    const full = isFull(strokes)
    hint.textContent = full ? "The pad is full: undo or clear" : "Draw a digit here"
    hint.hidden = !full && (strokes.length > 0 || stroke !== null)
    undoButton.disabled = !strokes.length && !cleared.length
    clearButton.disabled = !strokes.length
    if (focusedAround(root)?.matches(":disabled")) canvas.focus({ preventScroll: true })
  }

  function fit() {
    const side = Math.round(canvas.clientWidth * window.devicePixelRatio)
    if (!side || (side === canvas.width && side === canvas.height)) return
    canvas.width = canvas.height = side
    refresh()
  }

  function showPen() {
    const [width, min, max] = [pen.value, pen.min, pen.max].map(Number)
    root.style.setProperty("--pen", `${width / PAD_SIZE}`)
    root.style.setProperty("--filled", `${(100 * (width - min)) / (max - min)}%`)
    cursor.style.left = `${(100 * penX) / PAD_SIZE}%`
    cursor.style.top = `${(100 * penY) / PAD_SIZE}%`
    cursor.classList.toggle("down", stroke !== null)
  }

  // Drawing

  /**
   * Take over what Python says of the drawing. It counts where it comes from elsewhere; else it is older than what is on
   * the pad, or the same. What was drawn without a connection is told as soon as there is one again.
   * @param {PadData} data
   */
  function receive(data) {
    const keeps = connection.lost && pad.version >= 0 && isAhead()
    received = JSON.stringify(data.strokes)
    if (pad.version !== data.version && !keeps) replace(data)
    pad.version = data.version
    if (!isAhead()) setStale(false)
  }

  /** @param {PadData} data */
  function replace({ version, pen: width, strokes: given }) {
    pad.version = version
    ;[strokes, cleared, stroke, pointer] = [given, [], null, null]
    pen.value = `${width}`
    showPen()
    refresh()
  }

  /**
   * @param {number} x
   * @param {number} y
   * @returns {boolean} Whether there was room for another stroke.
   */
  function start(x, y) {
    if (isFull(strokes)) {
      status.textContent = hint.textContent
      return false
    }
    stroke = { width: Number(pen.value), points: [] }
    extend(stroke, x, y)
    refresh()
    return true
  }

  /**
   * @param {Stroke} line
   * @param {number} x
   * @param {number} y
   * @param {number} [minStep]
   */
  function extend(line, x, y, minStep = MIN_STEP) {
    const last = Math.max(0, line.points.length / 2 - 1)
    if (!addPoint(line.points, x, y, minStep)) return
    paintStroke(context, line, last)
    if (isFull([...strokes, line])) finish()
  }

  function finish() {
    if (!stroke || !attached) return
    performance.mark("cnnviz:pen-up")
    if (stroke.points.length) strokes = [...strokes, stroke]
    ;[stroke, pointer, cleared] = [null, null, []]
    changed("Pen lifted.")
  }

  function undo() {
    if (stroke) {
      drop()
      return
    }
    if (!strokes.length && !cleared.length) return
    ;[strokes, cleared] = strokes.length ? [strokes.slice(0, -1), []] : [cleared, []]
    changed("Undone.")
  }

  function clear() {
    if (stroke) drop()
    if (!strokes.length) return
    ;[strokes, cleared] = [[], strokes]
    changed("Cleared.")
  }

  function drop() {
    ;[stroke, pointer] = [null, null]
    status.textContent = "Stroke dropped."
    showPen()
    refresh()
  }

  // Mouse, pen and finger

  /**
   * @param {PointerEvent} event
   * @param {number} [minStep]
   * @returns {boolean} Whether a stroke began.
   */
  function extendTo(event, minStep) {
    const { left, top, width, height } = canvas.getBoundingClientRect()
    const x = ((event.clientX - left) / width) * PAD_SIZE
    const y = ((event.clientY - top) / height) * PAD_SIZE
    if (!stroke) return start(x, y)
    extend(stroke, x, y, minStep)
    return false
  }

  canvas.onpointerdown = (event) => {
    if (pointer !== null || event.button !== 0 || !event.isPrimary) return
    finish()
    cursor.hidden = true
    if (!extendTo(event)) return
    pointer = event.pointerId
    canvas.setPointerCapture(pointer)
  }
  canvas.onpointermove = (event) => {
    if (event.pointerId !== pointer) return
    const passed = event.getCoalescedEvents?.() ?? []
    for (const step of passed.length ? passed : [event]) if (stroke) extendTo(step)
  }
  canvas.onpointerup = (event) => {
    if (event.pointerId !== pointer) return
    extendTo(event, 0.5)
    finish()
  }
  canvas.onpointercancel = canvas.onlostpointercapture = (/** @type {PointerEvent} */ event) => {
    if (event.pointerId === pointer) finish()
  }
  // A finger that rests would otherwise open the browser's menu in mid-stroke.
  canvas.oncontextmenu = (event) => {
    if (stroke) event.preventDefault()
  }

  // Keyboard

  /**
   * @param {number[]} direction
   * @param {number} step
   */
  function movePen([right, down], step) {
    penX = Math.min(Math.max(penX + right * step, 0), PAD_SIZE)
    penY = Math.min(Math.max(penY + down * step, 0), PAD_SIZE)
    if (stroke) extend(stroke, penX, penY)
    const [column, row] = [penX, penY].map((distance) => Math.min(Math.floor(distance / 10) + 1, 28))
    status.textContent = `Column ${column}, row ${row} of 28${stroke ? ", drawing" : ""}.`
  }

  function togglePen() {
    if (stroke) finish()
    else if (start(penX, penY)) status.textContent = "Pen down."
  }

  canvas.onkeydown = (event) => {
    const command = event.ctrlKey || event.metaKey
    if (pointer !== null || event.altKey || (command && event.key.toLowerCase() !== "z")) return
    if (command) undo()
    else if (event.key in ARROWS) movePen(ARROWS[event.key], event.shiftKey ? FINE_KEY_STEP : KEY_STEP)
    else if (event.key === " " && !event.repeat) togglePen()
    else if (event.key === "Delete" || event.key === "Backspace") clear()
    else if (event.key === "Escape" && stroke) drop()
    else if (event.key !== " ") return
    event.preventDefault()
    event.stopPropagation()
    cursor.hidden = false
    showPen()
  }
  canvas.onfocus = () => {
    cursor.hidden = !canvas.matches(":focus-visible")
  }
  canvas.onblur = () => {
    cursor.hidden = true
    if (pointer === null) finish()
  }

  pen.oninput = showPen
  undoButton.onclick = undo
  clearButton.onclick = clear

  /** @param {Ears} ears */
  function listen({ on, onWidth }) {
    attached = true
    onWidth(fit, canvas)
    on(window, "resize", fit)
    on(connection, "lost", showConnection)
    on(connection, "back", comeBack)
    showConnection()
    fit()
  }

  function leave() {
    attached = false
  }

  return pad
}

export default mount((root, /** @type {PadData} */ { question }) => {
  if (question) sayOnScreen()
  const pad = createPad(root)
  return {
    update(data, { setStateValue }) {
      pad.send = (drawing) => void sendDrawing(pad, drawing, data.question, (sent) => setStateValue("drawing", sent))
      pad.receive(data)
    },
    listen: pad.listen,
    // What is on the pad, and not yet in Python, stays for the next run.
    leave: pad.leave,
  }
}, ".draw-pad")
