// Sample pictures as buttons, the hard ones in a group of their own.

export default function ({ parentElement, data, setTriggerValue }) {
  const host = parentElement.querySelector(".gallery")
  const end = data.indexOf(10)
  const { chosen, title, shape, labels, indices, hard } = JSON.parse(new TextDecoder().decode(data.subarray(0, end)))
  host.choose = setTriggerValue
  if (!host.children.length) {
    const pixels = data.subarray(end + 1)
    const [height, width, channels] = shape
    const size = height * width * channels
    const name = (index) => (indices[index] < 0 ? "A free picture" : `${title} test picture ${indices[index]}`)
    const buttons = labels.map((label, index) => element("button", {
      type: "button",
      "aria-label": `${name(index)}, ${title === "MNIST" ? "a " : ""}${label}`,
      title: `${name(index)}, labelled ${label}`,
      onclick: () => host.choose("sample", index),
    }, picture(pixels.subarray(index * size, (index + 1) * size), shape)))
    const group = (text, wanted) => {
      const some = buttons.filter((_, index) => hard[index] === wanted)
      return some.length ? [element("p", { text }), element("div", { class: "pictures" }, ...some)] : []
    }
    const where = indices.some((index) => index >= 0) ? `From the ${title} test set: no network here was trained on these.` : "Free pictures that no network here was trained on."
    host.replaceChildren(...group(where, false), ...group("Hard ones", true))
    host.samples = buttons
  }
  host.samples.forEach((button, index) => button.setAttribute("aria-pressed", String(index === chosen)))
}

function picture(values, [height, width, channels]) {
  const canvas = element("canvas", { width, height })
  const context = canvas.getContext("2d")
  const image = context.createImageData(width, height)
  for (let cell = 0; cell < width * height; cell++) {
    for (let part = 0; part < 3; part++) image.data[4 * cell + part] = values[cell * channels + (channels === 3 ? part : 0)]
    image.data[4 * cell + 3] = 255
  }
  context.putImageData(image, 0, 0)
  return canvas
}
