// What the network sees: the picture, what is cut out of it, and the input, each a small picture.

import { CanvasPool } from "../shared/canvas.js"
import { cssColour, textColour } from "../shared/colour.js"
import { element } from "../shared/element.js"
import { inputChannelName, pictureCanvas } from "../shared/picture.js"

const STEP_SIZE = 60
let stepCanvases

/** Show the steps of a message {header, arrays}; a click on the last opens its numbers in the dialog. */
export function showSteps(host, dialog, { header, arrays }) {
  // Two answers on one page must not take each other's canvases.
  stepCanvases = host.cnnvizCanvases ??= new CanvasPool()
  stepCanvases.start()
  const shape = (name) => header.arrays[name][1]
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

function inkSteps(arrays, shape) {
  const steps = [step("picture", arrays.ink, shape("ink"), "The picture as it came")]
  if (arrays.scaled) {
    steps.push(
      step("cropped", arrays.crop, shape("crop"), "Cut out: the smallest box that holds all the ink"),
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

function photoSteps(arrays, shape) {
  const steps = [step("picture", arrays.picture, shape("picture"), "The picture as it came")]
  if (arrays.crop) steps.push(step("square", arrays.crop, shape("crop"), "Cut out: the largest square in the middle"))
  return steps
}

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

function step(caption, values, shape, title) {
  return element("div", { class: "step", title }, small(values, shape), element("span", { text: caption }))
}

function small(values, [height, width, channels = 1]) {
  const canvas = pictureCanvas({ input_shape: [height, width, channels] }, values, stepCanvases)
  const scale = Math.min(STEP_SIZE / Math.max(height, width), 8)
  Object.assign(canvas.style, { width: `${width * scale}px`, height: `${height * scale}px` })
  return element("span", { class: "frame" }, canvas)
}

/** The input as numbers: hundredths in every pixel; of a colour picture each channel by itself. */
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
  dialog.replaceChildren(
    element(
      "div",
      { class: "title" },
      element("b", {
        text: `What the network gets: ${[height, width, ...(channels > 1 ? [channels] : [])].join(" × ")} numbers, ${words}`,
      }),
      element("button", { type: "button", text: "Close", onclick: () => dialog.close() }),
    ),
    element("div", { class: channels > 1 ? "channels" : "" }, ...shown),
  )
  dialog.showModal()
}

const MOST_NUMBERS = 4096

function numbers(values, width, channels, channel) {
  const own = Array.from({ length: values.length / channels }, (_, cell) => values[cell * channels + channel])
  return element(
    "div",
    { class: "pixels", style: { gridTemplateColumns: `repeat(${width}, 1fr)` } },
    ...own.map((value) =>
      element("span", {
        text: value === 0 ? "" : value >= 0.995 ? "1" : value.toFixed(2).slice(1),
        style: { background: cssColour(value, 1, true), color: textColour(value, 1, true) },
      }),
    ),
  )
}
