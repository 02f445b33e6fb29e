// The answer: the digit in large type, the two best in words, ten bars with their logits.

import { element } from "../shared/element.js"
import { number, percent } from "../shared/format.js"
import { mount } from "../shared/mount.js"
import { readingStore, referredTo } from "../shared/readings.js"
import { unpack } from "../shared/wire.js"
import { showSteps } from "./steps.js"

export default mount((root) => {
  let shown
  return {
    update(data, { setStateValue }) {
      // The module runs again without new data, too, such as at a change of the theme.
      if (!data?.length || shown === data) return
      shown = data
      const message = referredTo("answer", data, setStateValue)
      if (message) showAnswer(root, message)
    },
    listen({ on }) {
      on(readingStore, "change", () => shown && showAnswer(root, readingStore.parts.answer))
    },
  }
}, ".answer")

function showAnswer(root, bytes) {
  const message = unpack(bytes)
  showSteps(root.querySelector(".steps"), root.querySelector("dialog"), message)
  const { probabilities, logits } = message.arrays
  root.dataset.state = probabilities ? "ready" : "waiting"
  if (probabilities) {
    showVerdict(root, message.header.labels, probabilities)
    showBars(root.querySelector("tbody"), message.header.labels, probabilities, logits)
  } else {
    root.querySelector(".words").textContent = "Warming up: the network is being loaded. You can begin."
  }
}

function showVerdict(root, labels, probabilities) {
  const [best, next] = [...probabilities.keys()].sort((a, b) => probabilities[b] - probabilities[a])
  const unsure = probabilities[best] < 0.6
  root.dataset.label = labels[best]
  root.querySelector(".digit").textContent = isDigit(labels[best]) ? labels[best] : ""
  root
    .querySelector(".words")
    .replaceChildren(
      element("b", {
        text: `${unsure ? "perhaps " : ""}${article(labels[best])}${labels[best]}, ${percent(probabilities[best])}`,
      }),
      element("span", { text: `next: ${labels[next]}, ${percent(probabilities[next])}` }),
    )
}

function isDigit(label) {
  return label.length === 1
}

/** "a 7", but "trousers". */
function article(label) {
  if (!isDigit(label)) return ""
  return label === "8" ? "an " : "a "
}

/** The rows stay, so that a changed bar grows or shrinks instead of jumping. */
function showBars(body, labels, probabilities, logits) {
  if (
    [...body.children].some((row, index) => row.firstChild.textContent !== labels[index]) ||
    body.children.length !== labels.length
  ) {
    body.replaceChildren(
      ...labels.map((label) =>
        element(
          "tr",
          {},
          element("th", { scope: "row", text: label }),
          element("td", { class: "bar" }, element("span", {})),
          element("td", { class: "share" }),
          element("td", { class: "logit" }),
        ),
      ),
    )
  }
  const best = probabilities.indexOf(Math.max(...probabilities))
  ;[...body.children].forEach((row, index) => {
    row.className = index === best ? "best" : ""
    row.querySelector("span").style.width = `${probabilities[index] * 100}%`
    row.querySelector(".share").textContent = percent(probabilities[index])
    row.querySelector(".logit").textContent = logits ? number(logits[index], 2) : ""
  })
}
