// The classes of a data set side by side: what each looks like on average, and how many pictures it has.

import { bytesCanvas, pictureAt, unpackPictures, wholeScale } from "../shared/bytes.js"
import { element } from "../shared/element.js"
import { percent } from "../shared/format.js"
import { mount } from "../shared/mount.js"

/** @import { ClassesHeader } from "./types.js" */

const MEAN_ROOM = 112

const MEAN_WORDS = {
  drawings: "A mean drawing shows where most of them have ink.",
  digits:
    "A mean digit can still be read: they all stand upright in the middle, so even a network without convolutions does well.",
  greyscale:
    "A mean bag is still a bag, but shirt, pullover and coat become one: what tells them apart is not where the cloth is.",
  colour:
    "A mean photograph is a haze: no pixel by itself says what is shown, so a network has to find shapes wherever they are.",
}

export default mount((root) => ({ update: (data) => showClasses(root, data) }), ".datasets")

/**
 * @param {HTMLElement} root
 * @param {Uint8Array} data - A line of JSON and the mean pictures.
 */
function showClasses(root, data) {
  /** @type {{header: ClassesHeader, pixels: Uint8Array}} */
  const { header, pixels } = unpackPictures(data)
  const { shape, classes, training, test, means, kind } = header
  const most = Math.max(...training, ...test, 1)
  const scale = wholeScale(Math.max(shape[0], shape[1]), MEAN_ROOM)
  const cards = classes.map((name, label) =>
    element(
      "li",
      { "data-testid": "dataset-class" },
      means &&
        Object.assign(bytesCanvas(pictureAt(pixels, shape, label), shape, scale), {
          role: "img",
          ariaLabel: `The mean picture of ${name}`,
        }),
      element(
        "div",
        {},
        element("h3", { text: name }),
        countBar("training", training[label], most),
        countBar("test", test[label], most),
      ),
    ),
  )
  root.dataset.set = header.title
  root.replaceChildren(
    element("h2", { text: "The classes: how many pictures each has, and their mean" }),
    element(
      "p",
      {},
      balanceWords(header),
      " ",
      element("span", {
        class: "faint",
        text: means
          ? `${MEAN_WORDS[kind]} The means are of ${header.measured_on}.`
          : "For mean pictures there are too few pictures here.",
      }),
    ),
    element("ul", { class: "classes" }, ...cards),
  )
}

/**
 * @param {"training" | "test"} part
 * @param {number} count
 * @param {number} most - The count whose bar is as long as there is room.
 * @returns {HTMLElement}
 */
function countBar(part, count, most) {
  return element(
    "div",
    { class: "count" },
    element("span", { class: "faint", text: part }),
    element("span", { class: "track" }, element("i", { class: part, style: { width: `${(100 * count) / most}%` } })),
    element("b", { text: count.toLocaleString("en") }),
  )
}

/**
 * Whether the classes are as frequent as each other, and of which pictures that is said.
 * @param {ClassesHeader} header
 * @returns {string}
 */
function balanceWords({ classes, training, test, whole }) {
  const [fewest, most] = [Math.min(...training), Math.max(...training)]
  const where = whole ? "In the whole set" : "In what ships with cnnviz"
  if (!most) {
    const inAll = test.reduce((sum, count) => sum + count, 0)
    return `${where} there ${inAll === 1 ? "is one picture" : "are test pictures only"}.`
  }
  const chance = `guessing gets ${percent(1 / classes.length)} right`
  if (fewest === most) return `${where} all classes are equally frequent: ${chance}.`
  const seldom = classes[training.indexOf(fewest)]
  const frequent = classes[training.indexOf(most)]
  return `${where} ${frequent} is most frequent, with ${most.toLocaleString("en")} training pictures, and ${seldom} least, with ${fewest.toLocaleString("en")}.`
}
