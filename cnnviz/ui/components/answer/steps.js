// What the network sees: the drawing, the crop, the 20 x 20 box, the 28 x 28 input, each a small picture.

const STEP_SIZE = 60
const INPUT_SIDE = 28
const stepCanvases = new CanvasPool()

/** Show the steps of a message {header, arrays}; a click on the last opens its numbers in the dialog. */
function showSteps(host, dialog, { header, arrays }) {
  stepCanvases.start()
  const shape = (name) => header.arrays[name][1]
  const steps = [step("picture", arrays.ink, shape("ink"), "The picture as it came")]
  if (arrays.scaled) {
    steps.push(
      step("cropped", arrays.crop, shape("crop"), "Cut out: the smallest box that holds all the ink"),
      step(shape("scaled").join(" × "), arrays.scaled, shape("scaled"), "Scaled: the longer side becomes 20 pixels, as in MNIST"))
  }
  const caption = arrays.scaled ? "centred" : "squashed"
  const why = arrays.scaled
    ? "The input: 28 × 28 pixels, the ink's centre of mass in the middle. Click for its numbers."
    : "The input: the whole picture squashed to 28 × 28 pixels. Click for its numbers."
  const input = element("button", { type: "button", class: "step", title: why, "data-testid": "input-numbers", onclick: () => openNumbers(dialog, arrays.input) },
    ink(arrays.input, [INPUT_SIDE, INPUT_SIDE]), element("span", { text: caption }))
  host.replaceChildren(...steps, input)
}

function step(caption, values, shape, title) {
  return element("div", { class: "step", title }, ink(values, shape), element("span", { text: caption }))
}

function ink(values, [height, width]) {
  const canvas = mapCanvas(values, [height, width, 1], 0, 1, true, stepCanvases)
  const scale = Math.min(STEP_SIZE / Math.max(height, width), 8)
  Object.assign(canvas.style, { width: `${width * scale}px`, height: `${height * scale}px` })
  return element("span", { class: "frame" }, canvas)
}

/** The input as numbers: hundredths of full ink in every pixel. */
function openNumbers(dialog, values) {
  const grid = element("div", { class: "pixels", style: { gridTemplateColumns: `repeat(${INPUT_SIDE}, 1fr)` } },
    ...Array.from(values, (value) => element("span", {
      text: value === 0 ? "" : value >= 0.995 ? "1" : value.toFixed(2).slice(1),
      style: { background: cssColour(value, 1, true), color: textColour(value, 1, true) },
    })))
  dialog.replaceChildren(
    element("div", { class: "title" },
      element("b", { text: "What the network gets: 28 × 28 numbers, 0 = no ink, 1 = full ink" }),
      element("button", { type: "button", text: "Close", onclick: () => dialog.close() })),
    grid)
  dialog.showModal()
}
