// What the network sees: the picture, what is cut out of it, and the input, each a small picture.

import { CanvasPool } from "../shared/canvas.js"
import { cssColour, textColour } from "../shared/colour.js"
import { element } from "../shared/element.js"
import { inputChannelName, pictureCanvas } from "../shared/picture.js"
import { numbersButton, numbersList } from "./numbers.js"

/** @import { Message, Shape } from "../shared/types.js" */

/**
 * How a digit became the input, in pictures of (height, width): scaled only comes with crop.
 * @typedef {{ink: Float32Array, crop?: Float32Array, widened?: Float32Array, scaled?: Float32Array}}
 *   DigitSteps
 */

/**
 * How another picture became the input, in pictures of (height, width, channels).
 * @typedef {{picture: Float32Array, crop?: Float32Array, ink?: undefined, widened?: undefined,
 *   scaled?: undefined}} PhotoSteps
 */

/**
 * The steps, the input, and the answer once there is one.
 * @typedef {(DigitSteps | PhotoSteps | NoSteps) & {input: Float32Array, probabilities?: Float32Array, logits?: Float32Array}}
 *   AnswerArrays
 */

/**
 * Numbers that are no picture are the input as they are.
 * @typedef {{picture?: undefined, crop?: undefined, ink?: undefined, widened?: undefined, scaled?: undefined}} NoSteps
 */

/**
 * What answer_message in cnnviz/ui/components/answer/__init__.py packs.
 * @typedef {Message<{labels: string[], changed: boolean, answer?: Shape}, AnswerArrays>} AnswerMessage
 */

/**
 * The shape of an array by its name.
 * @typedef {(name: string) => Shape} ShapeOf
 */

/** The size of a step's picture in pixels: up to four steps, and five, fit side by side. */
const [USUAL_SIZE, SMALL_SIZE] = [60, 46]
/** The size in the answer that is being shown. */
let stepSize = USUAL_SIZE
/** @type {WeakMap<HTMLElement, CanvasPool>} */
const pools = new WeakMap()
/** The canvases of the answer that is being shown. */
let stepCanvases = new CanvasPool()

/**
 * Show the steps; a click on the last opens its numbers in the dialog.
 * @param {HTMLElement} host
 * @param {HTMLDialogElement} dialog
 * @param {AnswerMessage} message
 * @returns {void}
 */
export function showSteps(host, dialog, { header, arrays }) {
  // Two answers on one page must not take each other's canvases.
  stepCanvases = pools.get(host) ?? new CanvasPool()
  pools.set(host, stepCanvases)
  stepCanvases.start()
  /** @type {ShapeOf} */
  const shape = (name) => header.arrays[name][1]
  stepSize = arrays.widened ? SMALL_SIZE : USUAL_SIZE
  // The frame around a picture is one pixel wide.
  host.style.setProperty("--frame", `${stepSize + 2}px`)
  if (!arrays.ink && !arrays.picture) {
    host.replaceChildren(numbersButton(arrays.input, () => showNumbers(dialog, arrays.input)))
    return
  }
  const steps = arrays.ink ? inkSteps(arrays, shape) : photoSteps(arrays, shape)
  const [caption, why] = inputWords(arrays, shape, header.changed)
  const input = element(
    "button",
    {
      type: "button",
      class: "step",
      title: `${why} Click for its numbers.`,
      "data-testid": "input-numbers",
      onclick: () => openNumbers(dialog, arrays.input, shape("input"), Boolean(arrays.ink)),
    },
    small(arrays.input, shape("input")),
    element("span", { text: caption }),
  )
  host.replaceChildren(...steps, input)
}

/**
 * @param {DigitSteps} arrays
 * @param {ShapeOf} shape
 */
function inkSteps(arrays, shape) {
  const steps = [step("picture", arrays.ink, shape("ink"), "The picture as it came")]
  if (arrays.scaled && arrays.crop) {
    steps.push(step("cropped", arrays.crop, shape("crop"), "Cut out: the smallest box that holds all the ink"))
    if (arrays.widened) {
      const why = "Widened: a thin line would turn grey and break when it is scaled"
      steps.push(step("widened", arrays.widened, shape("widened"), why))
    }
    steps.push(
      step(
        shape("scaled").join(" × "),
        arrays.scaled,
        shape("scaled"),
        "Scaled: the longer side becomes 20 pixels, as in MNIST",
      ),
    )
  }
  return steps
}

/**
 * @param {PhotoSteps} arrays
 * @param {ShapeOf} shape
 */
function photoSteps(arrays, shape) {
  const steps = [step("picture", arrays.picture, shape("picture"), "The picture as it came")]
  if (arrays.crop) steps.push(step("square", arrays.crop, shape("crop"), "Cut out: the largest square in the middle"))
  return steps
}

/**
 * What the input is: in a word, and in a sentence.
 * @param {AnswerArrays} arrays
 * @param {ShapeOf} shape
 * @param {boolean} changed
 */
function inputWords(arrays, shape, changed) {
  const [height, width] = shape("input")
  const size = `${height} × ${width}`
  if (changed) return ["changed", `The input after your changes: ${size} pixels.`]
  const asItIs = arrays.ink && !arrays.scaled && shape("ink").join() === [height, width].join()
  if (asItIs) return ["as it is", `The input: the picture itself, ${size} pixels.`]
  if (!arrays.ink) return [size, `The input: ${size} pixels.`]
  return arrays.scaled
    ? ["centred", `The input: ${size} pixels, the ink's centre of mass in the middle.`]
    : ["squashed", `The input: the whole picture squashed to ${size} pixels.`]
}

/**
 * @param {string} caption
 * @param {Float32Array} values
 * @param {Shape} shape
 * @param {string} title
 */
function step(caption, values, shape, title) {
  return element("div", { class: "step", title }, small(values, shape), element("span", { text: caption }))
}

/**
 * @param {Float32Array} values
 * @param {Shape} shape
 */
function small(values, [height, width, channels = 1]) {
  const canvas = pictureCanvas({ input_shape: [height, width, channels] }, values, stepCanvases)
  const scale = Math.min(stepSize / Math.max(height, width), 8)
  Object.assign(canvas.style, { width: `${width * scale}px`, height: `${height * scale}px` })
  return element("span", { class: "frame" }, canvas)
}

/**
 * The input as numbers: hundredths in every pixel; of a colour picture each channel by itself.
 * @param {HTMLDialogElement} dialog
 * @param {Float32Array} values
 * @param {Shape} shape
 * @param {boolean} inked
 */
function openNumbers(dialog, values, [height, width, channels], inked) {
  const grids = Array.from({ length: channels }, (_, channel) => numbers(values, width, channels, channel))
  const words = inked
    ? "0 = no ink, 1 = full ink"
    : channels === 1
      ? "0 = black, 1 = white"
      : "of red, green and blue, 0 = none, 1 = all"
  const shown =
    height * width * channels > MOST_NUMBERS
      ? [
          element("p", {
            text: `${(height * width * channels).toLocaleString("en")} numbers are too many to show at once: point at a pixel of the input in the network below.`,
          }),
        ]
      : channels === 1
        ? grids
        : grids.map((grid, channel) =>
            element(
              "figure",
              {},
              element("figcaption", { text: inputChannelName({ input_shape: [height, width, channels] }, channel) }),
              grid,
            ),
          )
  const size = [height, width, ...(channels > 1 ? [channels] : [])].join(" × ")
  showDialog(dialog, `${size} numbers, ${words}`, [element("div", { class: channels > 1 ? "channels" : "" }, ...shown)])
}

/**
 * @param {HTMLDialogElement} dialog
 * @param {Float32Array} values
 */
function showNumbers(dialog, values) {
  showDialog(dialog, `${values.length.toLocaleString("en")} numbers, as they are`, [numbersList(values)])
}

/**
 * @param {HTMLDialogElement} dialog
 * @param {string} what
 * @param {HTMLElement[]} nodes
 */
function showDialog(dialog, what, nodes) {
  dialog.replaceChildren(
    element(
      "div",
      { class: "title" },
      element("b", { text: `What the network gets: ${what}` }),
      element("button", { type: "button", text: "Close", onclick: () => dialog.close() }),
    ),
    ...nodes,
  )
  dialog.showModal()
}

const MOST_NUMBERS = 4096

/**
 * @param {Float32Array} values
 * @param {number} width
 * @param {number} channels
 * @param {number} channel
 */
function numbers(values, width, channels, channel) {
  const own = Array.from({ length: values.length / channels }, (_, cell) => values[cell * channels + channel])
  return element(
    "div",
    { class: "pixels", style: { gridTemplateColumns: `repeat(${width}, minmax(0, 1fr))` } },
    ...own.map((value) =>
      element("span", {
        text: value === 0 ? "" : value >= 0.995 ? "1" : value.toFixed(2).slice(1),
        style: { background: cssColour(value, 1, true), color: textColour(value, 1, true) },
      }),
    ),
  )
}
