// One card a filter: its kernel, its feature map, its figures.

import { numberGrid } from "../layers/parts/ledger.js"
import { element } from "../shared/element.js"
import { number, shortNumber } from "../shared/format.js"
import { readsColour } from "../shared/picture.js"
import { FIGURES } from "./answers.js"
import { colourKernel, kernelOf, mapPicture, stackPicture } from "./pictures.js"

const FEW = 8
const THUMBNAIL = { few: 112, many: 56 }

/** The cards of a layer in the order of their filters. view: {reading, k, answers, limits, pick(filter)} */
export function filterCards(view) {
  const strongest = Math.max(...view.answers.map((answer) => answer.largest), 0)
  return view.answers.map((answer) => filterCard(answer, strongest, view))
}

function filterCard(answer, strongest, { reading, k, limits, pick }) {
  const { network, outputs } = reading
  const layer = network.layers[k]
  const share = strongest > 0 ? Math.max(answer.largest, 0) / strongest : 0
  const scale = Math.max(1, Math.floor(THUMBNAIL[cardSize(layer)] / Math.max(...layer.output_shape.slice(0, 2))))
  const figures = Object.entries(FIGURES).filter(([, figure]) => figure.label)
  return element(
    "button",
    {
      class: "card",
      type: "button",
      "data-testid": "filter-card",
      "data-filter": answer.filter,
      "aria-label": cardWords(answer),
      onclick: () => pick(answer.filter),
    },
    element(
      "span",
      { class: "head" },
      element("b", { text: `Filter ${answer.filter}` }),
      element("span", { class: "bar" }, element("i", { style: { width: `${100 * share}%` } })),
    ),
    element(
      "span",
      { class: "body" },
      kernelPicture(network, layer, answer.filter, limits.kernels),
      element(
        "span",
        { class: "side" },
        thumbnail(
          mapPicture(outputs[k], layer.output_shape, answer.filter, limits.maps, scale),
          THUMBNAIL[cardSize(layer)],
        ),
        element(
          "span",
          { class: "figures" },
          ...figures.map(([name, { label }]) =>
            element(
              "span",
              { "data-figure": name },
              element("span", { text: label }),
              element("span", { text: shortNumber(answer[name]) }),
            ),
          ),
        ),
      ),
    ),
  )
}

/** A picture that is larger than its room, shown smaller. */
function thumbnail(picture, room) {
  const [width, height] = [picture.style.width, picture.style.height].map(parseFloat)
  const share = Math.min(room / Math.max(width, height), 1)
  Object.assign(picture.style, { width: `${width * share}px`, height: `${height * share}px` })
  return picture
}

/** A few single kernels have room for large numbers. */
export function cardSize({ input_shape: [, , channels], output_shape: [, , filters] }) {
  return channels === 1 && filters <= FEW ? "few" : "many"
}

/** A single kernel in numbers, one of a colour picture in colours, a stack of others as pictures. */
function kernelPicture(network, layer, filter, limit) {
  if (layer === network.layers[0] && readsColour(network)) return colourKernel(network, layer, filter, limit)
  if (layer.input_shape[2] > 1) return stackPicture(network, layer, filter, limit)
  return numberGrid(kernelOf(network, layer, filter, 0), layer.kernel_size[1], limit)
}

function cardWords({ filter, largest, row, col, mean, bias, weight }) {
  return (
    `Filter ${filter}: largest value ${number(largest, 2)} at row ${row}, column ${col}; mean ${number(mean, 2)}; ` +
    `largest weight ${number(weight, 2)}; bias ${number(bias, 2)}`
  )
}

/** Put the cards into an order and mark the picked one, the only one that Tab reaches. */
export function arrangeCards(host, cards, order, picked, sort) {
  const focused = host.getRootNode().activeElement
  const wanted = order.map(({ filter }) => cards[filter])
  if (wanted.some((card, place) => host.children[place] !== card)) host.replaceChildren(...wanted)
  cards.forEach((card, filter) => {
    card.setAttribute("aria-pressed", String(filter === picked))
    card.tabIndex = filter === picked ? 0 : -1
  })
  host.dataset.sort = sort
  if (cards.includes(focused)) focused.focus({ preventScroll: true })
}

/** Scroll the gallery, and only the gallery, until a card is in sight. */
export function revealCard(host, { offsetLeft, offsetTop, offsetWidth, offsetHeight }) {
  const within = (start, size, scroll, room) => Math.max(Math.min(scroll, start - 8), start + size + 8 - room)
  host.scrollTop = within(offsetTop, offsetHeight, host.scrollTop, host.clientHeight)
  host.scrollLeft = within(offsetLeft, offsetWidth, host.scrollLeft, host.clientWidth)
}

/** The card that an arrow key, Home or End leads to from the picked one; undefined for another key. */
export function cardBeside(host, card, key) {
  const all = [...host.children]
  const place = all.indexOf(card)
  const middle = (other) => other.offsetLeft + other.offsetWidth / 2
  const row = (step) => {
    const tops = all.filter((other) => step * (other.offsetTop - card.offsetTop) > 0)
    if (!tops.length) return undefined
    const top = tops.reduce((a, b) => (step * (b.offsetTop - a.offsetTop) < 0 ? b : a)).offsetTop
    return tops
      .filter((other) => other.offsetTop === top)
      .reduce((a, b) => (Math.abs(middle(b) - middle(card)) < Math.abs(middle(a) - middle(card)) ? b : a))
  }
  const found = {
    ArrowLeft: () => all[place - 1],
    ArrowRight: () => all[place + 1],
    Home: () => all[0],
    End: () => all.at(-1),
    ArrowUp: () => row(-1),
    ArrowDown: () => row(1),
  }[key]
  return found && (found() ?? card)
}
