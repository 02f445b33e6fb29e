// One card a filter: its kernel, its feature map, its figures.

import { numberGrid } from "../layers/parts/ledger.js"
import { isCovered } from "../shared/covers.js"
import { element } from "../shared/element.js"
import { findAll } from "../shared/find.js"
import { number } from "../shared/format.js"
import { sourceOf } from "../shared/graph.js"
import { PRIMARIES, readsColour } from "../shared/picture.js"
import { channelsRead, convolutionAt, FIGURE_NAMES, FIGURES } from "./answers.js"
import { colourKernel, kernelOf, mapPicture, stackPicture } from "./pictures.js"

/** @import { Network, WindowLayer } from "../shared/types.js" */
/** @import { FigureName } from "./answers.js" */
/** @import { FilterAnswer, LayerView } from "./types.js" */

const FEW = 8
const THUMBNAIL = { few: 112, many: 56 }

/**
 * The cards of a layer.
 * @param {LayerView} view
 * @param {(filter: number) => void} pick - Hears which one was clicked.
 * @returns {HTMLButtonElement[]} In the order of the filters.
 */
export function filterCards(view, pick) {
  const strongest = Math.max(...view.answers.map((answer) => answer.largest), 0)
  return view.answers.map((answer) => filterCard(answer, strongest, view, pick))
}

/**
 * @param {FilterAnswer} answer
 * @param {number} strongest - The largest answer of all, at least 0.
 * @param {LayerView} view
 * @param {(filter: number) => void} pick
 * @returns {HTMLButtonElement}
 */
function filterCard(answer, strongest, { reading, k, layer, limits }, pick) {
  const { network, outputs } = reading
  const share = strongest > 0 ? Math.max(answer.largest, 0) / strongest : 0
  const size = cardSize(layer, channelsRead(layer))
  const scale = Math.max(1, Math.floor(THUMBNAIL[size] / Math.max(...layer.output_shape.slice(0, 2))))
  const figures = FIGURE_NAMES.filter((name) => FIGURES[name].label)
  return element(
    "button",
    {
      class: "card",
      type: "button",
      "data-testid": "filter-card",
      "data-filter": answer.filter,
      title: cardWords(answer),
      onclick: () => pick(answer.filter),
    },
    element(
      "span",
      { class: "head" },
      element("b", { text: `Filter ${answer.filter}` }),
      element(
        "span",
        { class: "strength", "data-region": "maps", "data-cover": "?" },
        element("span", { class: "bar" }, element("i", { style: { width: `${100 * share}%` } })),
      ),
    ),
    element(
      "span",
      { class: "body" },
      element(
        "span",
        { class: "kernels", "data-region": "filters" },
        kernelPicture(network, k, answer.filter, limits.kernels),
      ),
      element(
        "span",
        { class: "side" },
        element(
          "span",
          { "data-region": "maps", "data-cover": "?" },
          thumbnail(mapPicture(outputs[k], layer.output_shape, answer.filter, limits.maps, scale), THUMBNAIL[size]),
        ),
        element(
          "span",
          { class: "figures" },
          ...figures.map((name) =>
            element(
              "span",
              { "data-figure": name },
              element("span", { text: FIGURES[name].label }),
              element("span", {
                "data-region": FIGURES[name].region,
                "data-cover": "?",
                text: number(answer[name], 2),
              }),
            ),
          ),
        ),
      ),
    ),
  )
}

/**
 * A picture that is larger than its room, shown smaller.
 * @param {HTMLCanvasElement} picture
 * @param {number} room - CSS pixels.
 * @returns {HTMLCanvasElement}
 */
function thumbnail(picture, room) {
  const [width, height] = [picture.style.width, picture.style.height].map(parseFloat)
  const share = Math.min(room / Math.max(width, height), 1)
  Object.assign(picture.style, { width: `${width * share}px`, height: `${height * share}px` })
  return picture
}

/**
 * A few single kernels have room for large numbers.
 * @param {Pick<WindowLayer, "output_shape">} layer
 * @param {number} channels - For how many a filter has a kernel.
 * @returns {"few" | "many"}
 */
export function cardSize({ output_shape: [, , filters] }, channels) {
  return channels === 1 && filters <= FEW ? "few" : "many"
}

/**
 * A single kernel in numbers, one of a colour picture in colours, a stack of others as pictures.
 * @param {Network} network
 * @param {number} k
 * @param {number} filter
 * @param {number} limit - The end of the colour scale.
 * @returns {HTMLElement}
 */
function kernelPicture(network, k, filter, limit) {
  const layer = convolutionAt(network, k)
  const channels = channelsRead(layer)
  const inColour = sourceOf(network, k) < 0 && readsColour(network) && channels === PRIMARIES.length
  if (inColour) return colourKernel(network, layer, filter, limit)
  if (channels > 1) return stackPicture(network, layer, filter, limit)
  return numberGrid(kernelOf(network, layer, filter, 0), layer.kernel_size[1], limit)
}

/**
 * @param {FilterAnswer} answer
 * @returns {string}
 */
function cardWords({ filter, largest, row, col, mean, bias, weight }) {
  /** @type {[FigureName, string][]} */
  const words = [
    ["largest", `largest value ${number(largest, 2)} at row ${row}, column ${col}`],
    ["mean", `mean ${number(mean, 2)}`],
    ["weight", `largest weight ${number(weight, 2)}`],
    ["bias", `bias ${number(bias, 2)}`],
  ]
  const shown = words.filter(([name]) => !FIGURES[name].region?.split(" ").some(isCovered))
  return [`Filter ${filter}`, shown.map(([, text]) => text).join("; ")].filter(Boolean).join(": ")
}

/**
 * Put the cards into an order and mark the picked one, the only one that Tab reaches.
 * @param {HTMLElement} host
 * @param {HTMLButtonElement[]} cards - In the order of the filters.
 * @param {FilterAnswer[]} answers - In the order that is wanted.
 * @param {number} picked
 * @param {FigureName} figure - By which they are in order.
 * @returns {void}
 */
export function arrangeCards(host, cards, answers, picked, figure) {
  const focused = cards.find((card) => card.matches(":focus"))
  const wanted = answers.map(({ filter }) => cards[filter])
  if (wanted.some((card, index) => host.children[index] !== card)) host.replaceChildren(...wanted)
  cards.forEach((card, filter) => {
    card.setAttribute("aria-pressed", String(filter === picked))
    card.tabIndex = filter === picked ? 0 : -1
  })
  host.dataset.sort = figure
  focused?.focus({ preventScroll: true })
}

/**
 * The card that an arrow key, Home or End leads to.
 * @param {HTMLElement} host
 * @param {HTMLElement} card - In it.
 * @param {string} key
 * @returns {HTMLElement | undefined} The same card at the gallery's ends; undefined for another key.
 */
export function cardBeside(host, card, key) {
  const all = findAll(host, ".card", HTMLElement)
  const index = all.indexOf(card)
  switch (key) {
    case "ArrowLeft":
      return all[index - 1] ?? card
    case "ArrowRight":
      return all[index + 1] ?? card
    case "ArrowUp":
      return cardInRow(all, card, -1) ?? card
    case "ArrowDown":
      return cardInRow(all, card, 1) ?? card
    case "Home":
      return all[0]
    case "End":
      return all[all.length - 1]
    default:
      return undefined
  }
}

/**
 * A card's place in the gallery.
 * @typedef {Pick<HTMLElement, "offsetTop" | "offsetLeft" | "offsetWidth">} CardPlace
 */

/**
 * The nearest card in the row above or below.
 * @template {CardPlace} Card
 * @param {Card[]} all
 * @param {Card} card
 * @param {-1 | 1} step - Above or below.
 * @returns {Card | undefined} undefined where there is no such row.
 */
export function cardInRow(all, card, step) {
  const beyond = all.filter((other) => step * (other.offsetTop - card.offsetTop) > 0)
  if (!beyond.length) return undefined
  const distance = Math.min(...beyond.map((other) => step * (other.offsetTop - card.offsetTop)))
  const middle = (/** @type {Card} */ { offsetLeft, offsetWidth }) => offsetLeft + offsetWidth / 2
  const apart = (/** @type {Card} */ other) => Math.abs(middle(other) - middle(card))
  return beyond
    .filter((other) => step * (other.offsetTop - card.offsetTop) === distance)
    .reduce((nearest, other) => (apart(other) < apart(nearest) ? other : nearest))
}
