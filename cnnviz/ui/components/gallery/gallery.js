// Sample pictures as buttons, the hard ones in a group of their own.

import { bytesCanvas, pictureAt, unpackPictures } from "../shared/bytes.js"
import { element } from "../shared/element.js"
import { mount } from "../shared/mount.js"

export default mount((root) => {
  let buttons, choose
  return {
    update(data, { setTriggerValue }) {
      const { header, pixels } = unpackPictures(data)
      choose = (index) => setTriggerValue("sample", index)
      buttons ??= showSamples(root, header, pixels, (index) => choose(index))
      buttons.forEach((button, index) => button.setAttribute("aria-pressed", String(index === header.chosen)))
    },
  }
}, ".gallery")

/** Fill the gallery. Returns a button a sample; choose(index) hears which was clicked. */
function showSamples(root, { title, shape, labels, indices, hard }, pixels, choose) {
  const name = (index) => (indices[index] < 0 ? "A free picture" : `${title} test picture ${indices[index]}`)
  const buttons = labels.map((label, index) =>
    element(
      "button",
      {
        type: "button",
        "aria-label": `${name(index)}, ${title === "MNIST" ? "a " : ""}${label}`,
        title: `${name(index)}, labelled ${label}`,
        onclick: () => choose(index),
      },
      bytesCanvas(pictureAt(pixels, shape, index), shape),
    ),
  )
  const group = (text, wanted) => {
    const some = buttons.filter((_, index) => hard[index] === wanted)
    return some.length ? [element("p", { text }), element("div", { class: "pictures" }, ...some)] : []
  }
  const where = indices.some((index) => index >= 0)
    ? `From the ${title} test set: no network here was trained on these.`
    : "Free pictures that no network here was trained on."
  root.replaceChildren(...group(where, false), ...group("Hard ones", true))
  return buttons
}
