// Sample pictures as buttons, the hard ones in a group of their own.

import { bytesCanvas, pictureAt, unpackPictures } from "../shared/bytes.js"
import { element } from "../shared/element.js"

export default function ({ parentElement, data, setTriggerValue }) {
  const host = parentElement.querySelector(".gallery")
  const { header: { chosen, title, shape, labels, indices, hard }, pixels } = unpackPictures(data)
  host.choose = setTriggerValue
  if (!host.children.length) {
    const name = (index) => (indices[index] < 0 ? "A free picture" : `${title} test picture ${indices[index]}`)
    const buttons = labels.map((label, index) => element("button", {
      type: "button",
      "aria-label": `${name(index)}, ${title === "MNIST" ? "a " : ""}${label}`,
      title: `${name(index)}, labelled ${label}`,
      onclick: () => host.choose("sample", index),
    }, bytesCanvas(pictureAt(pixels, shape, index), shape)))
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
