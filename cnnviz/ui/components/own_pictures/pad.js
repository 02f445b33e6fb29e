// The pad: a drawing at a time, each for a class, and empty again for the next.

import { addPoint, isFull, MIN_STEP, PAD_SIZE, paintStroke } from "../shared/strokes.js"
import { element } from "../shared/element.js"
import { contextOf, find, focusedAround } from "../shared/find.js"
import { ARROW_STEPS } from "../shared/grid_keys.js"

/** @import { Stroke } from "../shared/strokes.js" */
/** @import { OwnClass } from "./types.js" */

/** As on the pad of the main page, in pad units. */
const PEN_WIDTH = 16
const KEY_STEP = 10
const FINE_KEY_STEP = 2

export class Pad {
  /** @type {Stroke[]} */
  strokes = []
  /** What is being drawn. @type {Stroke | undefined} */
  stroke = undefined
  /** @type {number | undefined} */
  pointer = undefined
  penX = PAD_SIZE / 2
  penY = PAD_SIZE / 2
  /** @type {OwnClass[]} */
  classes = []

  /**
   * @param {HTMLElement} panel
   * @param {(key: number, strokes: Stroke[]) => Promise<boolean>} send - Whether it was taken.
   * @param {(key: number) => void} closed - Takes the focus.
   */
  constructor(panel, send, closed) {
    this.panel = panel
    this.send = send
    this.closed = closed
    this.canvas = find(panel, "canvas", HTMLCanvasElement)
    this.context = contextOf(this.canvas)
    this.choice = find(panel, "select", HTMLSelectElement)
    this.adding = find(panel, ".add", HTMLButtonElement)
    this.undoing = find(panel, ".undo", HTMLButtonElement)
    this.clearing = find(panel, ".clear", HTMLButtonElement)
    this.hint = find(panel, ".hint", HTMLElement)
    this.cursor = find(panel, ".cursor", HTMLElement)
    this.status = find(panel, "[role=status]", HTMLElement)
    this.choice.onchange = () => this.refresh()
    this.adding.onclick = () => void this.add()
    this.undoing.onclick = () => this.undo()
    this.clearing.onclick = () => this.clear()
    find(panel, ".close", HTMLButtonElement).onclick = () => {
      this.close()
      this.closed(this.key)
    }
    panel.style.setProperty("--pen", `${PEN_WIDTH / PAD_SIZE}`)
    this.listen()
  }

  /** The class that is drawn for. */
  get key() {
    return Number(this.choice.value)
  }

  listen() {
    const { canvas } = this
    canvas.onpointerdown = (event) => this.down(event)
    canvas.onpointermove = (event) => {
      if (event.pointerId !== this.pointer) return
      const passed = event.getCoalescedEvents?.() ?? []
      for (const step of passed.length ? passed : [event]) this.reach(step)
    }
    canvas.onpointerup = (event) => {
      if (event.pointerId !== this.pointer) return
      this.reach(event, 0.5)
      this.finish()
    }
    canvas.onpointercancel = canvas.onlostpointercapture = (/** @type {PointerEvent} */ event) => {
      if (event.pointerId === this.pointer) this.finish()
    }
    // A finger that rests would otherwise open the browser's menu in mid-stroke.
    canvas.oncontextmenu = (event) => {
      if (this.stroke) event.preventDefault()
    }
    canvas.onkeydown = (event) => this.type(event)
    canvas.onfocus = () => {
      this.cursor.hidden = !canvas.matches(":focus-visible")
    }
    canvas.onblur = () => {
      this.cursor.hidden = true
      if (this.pointer === undefined) this.finish()
    }
  }

  /**
   * Draw for a class.
   * @param {number} key
   * @returns {void}
   */
  open(key) {
    this.panel.hidden = false
    this.choice.value = `${key}`
    this.fit()
    this.refresh()
    this.canvas.focus({ preventScroll: true })
    this.panel.scrollIntoView({ block: "nearest" })
  }

  close() {
    this.finish()
    this.panel.hidden = true
  }

  /**
   * Take over which classes there are.
   * @param {OwnClass[]} classes
   * @returns {void}
   */
  show(classes) {
    const written = (/** @type {OwnClass[]} */ list) => JSON.stringify(list.map(({ key, name }) => [key, name]))
    if (written(classes) === written(this.classes)) return
    const { key } = this
    this.choice.replaceChildren(...classes.map((group) => element("option", { value: group.key, text: group.name })))
    this.classes = classes
    if (classes.some((group) => group.key === key)) this.choice.value = `${key}`
    else if (!this.panel.hidden) this.close()
    this.refresh()
  }

  /** Make the canvas as sharp as the screen. */
  fit() {
    const side = Math.round(this.canvas.clientWidth * window.devicePixelRatio)
    if (!side || side === this.canvas.width) return
    this.canvas.width = this.canvas.height = side
    this.refresh()
  }

  refresh() {
    const { canvas, context, strokes, stroke } = this
    const scale = canvas.width / PAD_SIZE
    context.setTransform(scale, 0, 0, scale, 0, 0)
    context.clearRect(0, 0, PAD_SIZE, PAD_SIZE)
    for (const line of stroke ? [...strokes, stroke] : strokes) paintStroke(context, line)
    const full = isFull(strokes)
    this.hint.textContent = full ? "The pad is full: add it, undo or clear" : "Draw here"
    this.hint.hidden = !full && (strokes.length > 0 || stroke !== undefined)
    const words = `Add to ${this.choice.selectedOptions[0]?.text ?? ""} (Enter)`
    if (this.adding.textContent !== words) this.adding.textContent = words
    const empty = !strokes.length && !stroke
    for (const button of [this.adding, this.undoing, this.clearing]) button.ariaDisabled = empty ? "true" : null
    this.cursor.style.left = `${(100 * this.penX) / PAD_SIZE}%`
    this.cursor.style.top = `${(100 * this.penY) / PAD_SIZE}%`
    this.cursor.classList.toggle("down", stroke !== undefined)
  }

  /** @param {string} words */
  say(words) {
    this.status.textContent = words
  }

  // Drawing

  /**
   * @param {number} x
   * @param {number} y
   * @returns {boolean} Whether there was room for another stroke.
   */
  start(x, y) {
    if (isFull(this.strokes)) {
      this.say(this.hint.textContent ?? "")
      return false
    }
    this.stroke = { width: PEN_WIDTH, points: [] }
    this.extend(x, y)
    this.refresh()
    return true
  }

  /**
   * @param {number} x
   * @param {number} y
   * @param {number} [least] - The smallest distance.
   */
  extend(x, y, least = MIN_STEP) {
    const { stroke } = this
    if (!stroke) return
    const last = Math.max(0, stroke.points.length / 2 - 1)
    if (!addPoint(stroke.points, x, y, least)) return
    paintStroke(this.context, stroke, last)
    if (isFull([...this.strokes, stroke])) this.finish()
  }

  finish() {
    const { stroke } = this
    if (!stroke) return
    if (stroke.points.length) this.strokes = [...this.strokes, stroke]
    this.stroke = this.pointer = undefined
    this.refresh()
    this.say(`Pen lifted. ${this.strokes.length === 1 ? "1 stroke" : `${this.strokes.length} strokes`} on the pad.`)
  }

  undo() {
    this.finish()
    if (!this.strokes.length) return
    this.strokes = this.strokes.slice(0, -1)
    this.refresh()
    this.say("Undone.")
  }

  clear() {
    this.finish()
    if (!this.strokes.length) return
    this.strokes = []
    this.refresh()
    this.say("Cleared.")
  }

  /** Hand the drawing in. It comes back where it is not taken, unless the next one has begun. */
  async add() {
    this.finish()
    const { strokes } = this
    if (!strokes.length) {
      this.say("Draw something first.")
      return
    }
    this.strokes = []
    this.refresh()
    const taken = await this.send(this.key, strokes)
    if (taken || this.strokes.length || this.stroke) return
    this.strokes = strokes
    this.refresh()
  }

  // Mouse, pen and finger

  /** @param {PointerEvent} event */
  down(event) {
    if (this.pointer !== undefined || event.button !== 0 || !event.isPrimary) return
    this.finish()
    this.cursor.hidden = true
    const [x, y] = this.placeOf(event)
    if (!this.start(x, y)) return
    this.pointer = event.pointerId
    this.canvas.setPointerCapture(event.pointerId)
  }

  /**
   * @param {PointerEvent} event
   * @param {number} [least]
   */
  reach(event, least) {
    const [x, y] = this.placeOf(event)
    this.extend(x, y, least)
  }

  /** @param {PointerEvent} event */
  placeOf({ clientX, clientY }) {
    const { left, top, width, height } = this.canvas.getBoundingClientRect()
    return [((clientX - left) / width) * PAD_SIZE, ((clientY - top) / height) * PAD_SIZE]
  }

  // Keyboard

  /** @param {KeyboardEvent} event */
  type(event) {
    const command = event.ctrlKey || event.metaKey
    if (this.pointer !== undefined || event.altKey || (command && event.key.toLowerCase() !== "z")) return
    const step = ARROW_STEPS[event.key]
    if (command) this.undo()
    else if (step) this.move(step, event.shiftKey ? FINE_KEY_STEP : KEY_STEP)
    else if (event.key === " ") this.toggle(event.repeat)
    else if (event.key === "Enter") void (event.repeat || this.add())
    else if (event.key === "Delete" || event.key === "Backspace") this.clear()
    else return
    event.preventDefault()
    event.stopPropagation()
    this.cursor.hidden = focusedAround(this.canvas) !== this.canvas
    this.refresh()
  }

  /**
   * @param {[down: number, right: number]} direction
   * @param {number} step
   */
  move([down, right], step) {
    this.penX = Math.min(Math.max(this.penX + right * step, 0), PAD_SIZE)
    this.penY = Math.min(Math.max(this.penY + down * step, 0), PAD_SIZE)
    this.extend(this.penX, this.penY)
    const [column, row] = [this.penX, this.penY].map((distance) => Math.min(Math.floor(distance / 10) + 1, 28))
    this.say(`Column ${column}, row ${row} of 28${this.stroke ? ", drawing" : ""}.`)
  }

  /** @param {boolean} repeated - Whether the key is held. */
  toggle(repeated) {
    if (repeated) return
    if (this.stroke) this.finish()
    else if (this.start(this.penX, this.penY)) this.say("Pen down.")
  }
}
