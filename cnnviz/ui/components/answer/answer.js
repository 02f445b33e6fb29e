// The answer: the digit in large type, the two best in words, ten bars with their logits.

import { element } from "../shared/element.js"
import { find, findAll } from "../shared/find.js"
import { number, percent, shapeText } from "../shared/format.js"
import { mount } from "../shared/mount.js"
import { readingStore, referredTo, saidBefore } from "../shared/readings.js"
import { unpack } from "../shared/wire.js"
import { showSteps } from "./steps.js"

/** @import { AnswerMessage } from "./steps.js" */

const MOST_BARS = 20
const BEST_BARS = 10

export default mount((root) => {
  /** @type {Uint8Array | undefined} */
  let shown
  return {
    update(/** @type {Uint8Array | undefined} */ data, { setStateValue }) {
      // The module runs again without new data, too, such as at a change of the theme.
      if (!data?.length || shown === data) return
      shown = data
      const message = referredTo("answer", data, setStateValue)
      if (message) showAnswer(root, message)
    },
    listen({ on }) {
      on(readingStore, "change", () => {
        const { answer } = readingStore.parts
        if (shown && answer) showAnswer(root, answer)
      })
      on(readingStore, "cleared", () => {
        const before = saidBefore(shown)
        if (before) showAnswer(root, before)
      })
      on(readingStore, "stale", () => {
        root.toggleAttribute("data-old", readingStore.stale)
        find(root, ".stale", HTMLElement).hidden = !readingStore.stale
      })
    },
  }
}, ".answer")

/**
 * @param {HTMLElement} root
 * @param {Uint8Array} bytes
 */
function showAnswer(root, bytes) {
  /** @type {AnswerMessage} */
  const message = unpack(bytes)
  showSteps(find(root, ".steps", HTMLElement), find(root, "dialog", HTMLDialogElement), message)
  const { probabilities, logits } = message.arrays
  const { labels } = message.header
  root.dataset.state = probabilities ? "ready" : "waiting"
  find(root, "table", HTMLElement).hidden = !labels.length
  if (probabilities && labels.length) {
    showVerdict(root, labels, probabilities)
    findAll(root, "thead .label", HTMLElement)[1].hidden = !logits
    showBars(root, labels, probabilities, logits)
  } else if (probabilities) {
    showOther(root, message.header.answer ?? [], probabilities)
  } else {
    find(root, ".words", HTMLElement).textContent = "Warming up: the network is being loaded. You can begin."
  }
}

/**
 * An answer that is no choice among classes: a number, or a map.
 * @param {HTMLElement} root
 * @param {number[]} shape - Of the answer.
 * @param {Float32Array} values
 */
function showOther(root, shape, values) {
  root.dataset.label = values.length === 1 ? number(values[0]) : ""
  find(root, ".digit", HTMLElement).textContent = ""
  const what =
    values.length === 1
      ? ["The answer is a number, not a class.", number(values[0])]
      : ["You see it at the end of the network.", `a map of ${shapeText(shape)}`]
  find(root, ".words", HTMLElement).replaceChildren(element("b", { text: what[1] }), element("span", { text: what[0] }))
}

/**
 * @param {HTMLElement} root
 * @param {string[]} labels
 * @param {Float32Array} probabilities
 */
function showVerdict(root, labels, probabilities) {
  const [best, next] = [...probabilities.keys()].sort((a, b) => probabilities[b] - probabilities[a])
  const unsure = probabilities[best] < 0.6
  root.dataset.label = labels[best]
  find(root, ".digit", HTMLElement).textContent = isDigit(labels[best]) ? labels[best] : ""
  find(root, ".words", HTMLElement).replaceChildren(
    element("b", {
      text: `${unsure ? "perhaps " : ""}${article(labels[best])}${labels[best]}, ${percent(probabilities[best])}`,
    }),
    element("span", { text: next === undefined ? "" : `next: ${labels[next]}, ${percent(probabilities[next])}` }),
  )
}

/** @param {string} label */
function isDigit(label) {
  return label.length === 1
}

/**
 * "a 7", but "trousers".
 * @param {string} label
 */
function article(label) {
  if (!isDigit(label)) return ""
  return label === "8" ? "an " : "a "
}

/**
 * The rows stay, so that a changed bar grows or shrinks instead of jumping. Of very many classes the best are shown.
 * @param {HTMLElement} root
 * @param {string[]} allLabels
 * @param {Float32Array} allProbabilities
 * @param {Float32Array} [allLogits]
 */
function showBars(root, allLabels, allProbabilities, allLogits) {
  const body = find(root, "tbody", HTMLElement)
  const shown =
    allLabels.length <= MOST_BARS
      ? [...allLabels.keys()]
      : [...allLabels.keys()].sort((a, b) => allProbabilities[b] - allProbabilities[a]).slice(0, BEST_BARS)
  const labels = shown.map((index) => allLabels[index])
  const probabilities = shown.map((index) => allProbabilities[index])
  const logits = allLogits && shown.map((index) => allLogits[index])
  const named = findAll(body, "th", HTMLElement).map((cell) => cell.textContent)
  if (named.length !== labels.length || named.some((name, index) => name !== labels[index])) {
    body.replaceChildren(
      ...labels.map((label) =>
        element(
          "tr",
          {},
          element("th", { scope: "row", text: label }),
          element("td", { class: "bar" }, element("span", {})),
          element("td", { class: "share" }),
          element("td", { class: "logit", "data-region": "logits", "data-cover": "?" }),
        ),
      ),
    )
  }
  const best = probabilities.indexOf(Math.max(...probabilities))
  findAll(body, "tr", HTMLElement).forEach((row, index) => {
    row.className = index === best ? "best" : ""
    find(row, "span", HTMLElement).style.width = `${probabilities[index] * 100}%`
    find(row, ".share", HTMLElement).textContent = percent(probabilities[index])
    find(row, ".logit", HTMLElement).textContent = logits ? number(logits[index], 2) : ""
  })
}
