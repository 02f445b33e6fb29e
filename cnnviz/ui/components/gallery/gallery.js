// Sample pictures as buttons, the hard ones in a group of their own.

const SAMPLE_SIDE = 28

export default function ({ parentElement, data, setStateValue }) {
  const host = parentElement.querySelector(".gallery")
  const end = data.indexOf(10)
  const { chosen, labels, indices, hard } = JSON.parse(new TextDecoder().decode(data.subarray(0, end)))
  if (!host.children.length) {
    const pixels = data.subarray(end + 1)
    const buttons = labels.map((label, index) => element("button", {
      type: "button",
      "aria-label": `MNIST test picture ${indices[index]}, a ${label}`,
      title: `MNIST test picture ${indices[index]}, labelled ${label}`,
      onclick: () => setStateValue("sample", index),
    }, picture(pixels.subarray(index * SAMPLE_SIDE ** 2, (index + 1) * SAMPLE_SIDE ** 2))))
    const group = (text, wanted) => [
      element("p", { text }),
      element("div", { class: "pictures" }, ...buttons.filter((_, index) => hard[index] === wanted))]
    host.replaceChildren(...group("From the MNIST test set: no network here was trained on these.", false), ...group("Hard ones", true))
    host.samples = buttons
  }
  host.samples.forEach((button, index) => button.setAttribute("aria-pressed", String(index === chosen)))
}

function picture(pixels) {
  const canvas = element("canvas", { width: SAMPLE_SIDE, height: SAMPLE_SIDE })
  const context = canvas.getContext("2d")
  const image = context.createImageData(SAMPLE_SIDE, SAMPLE_SIDE)
  pixels.forEach((value, index) => image.data.set([value, value, value, 255], index * 4))
  context.putImageData(image, 0, 0)
  return canvas
}
