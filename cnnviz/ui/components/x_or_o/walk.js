// All steps one below the other, and what a click or a typed number tells Python.

import { coverEvents } from "../shared/covers.js"
import { element } from "../shared/element.js"
import { mount } from "../shared/mount.js"
import { compareStep, featuresStep } from "./begin.js"
import { matchText } from "./grid.js"
import { largestOf, mapStep, matchStep } from "./steps.js"
import { flattenStep, poolAgainStep, voteStep } from "./vote.js"

/**
 * @import { Ears, Send } from "../shared/mount.js"
 * @import { Data } from "./types.js"
 */

/**
 * What ReLU makes of a value, in words.
 * @param {number} value
 * @param {number} result
 */
function relu(value, result) {
  return value < 0
    ? `${matchText(value)} is below zero and becomes 0.`
    : `${matchText(value)} is not below zero and stays ${matchText(result)}.`
}

/**
 * @param {HTMLElement} root
 * @param {Data} data
 */
function createWalk(root, data) {
  /** @type {number | undefined} */
  let version
  /** @type {Send | undefined} */
  let send
  let chosen = data.feature

  /** @param {number} index - The feature to follow. */
  function choose(index) {
    chosen = index
    refresh()
    send?.setStateValue("feature", { version, feature: data.features[index].name })
  }

  const vote = voteStep((texts) => send?.setStateValue("typed", { version, texts }))
  const steps = [
    compareStep(),
    featuresStep(choose),
    matchStep(choose),
    mapStep(choose, {
      title: "Keep only what matches: ReLU",
      words:
        "What is below zero becomes 0; the rest stays as it is. From here on what is found counts, not what is missing.",
      from: { name: "matches", side: 7 },
      to: { name: "rectified", side: 7 },
      window: 1,
      start: [3, 2],
      captions: ["Matches, 7 × 7", "After ReLU, 7 × 7"],
      say: ([value], result) => relu(value, result),
    }),
    mapStep(choose, {
      title: "Keep the best of four: max pooling",
      words:
        "Every 2 × 2 window, two cells from the one before, keeps its largest number. The last windows hang over the edge and take what is inside: 7 × 7 becomes 4 × 4.",
      from: { name: "rectified", side: 7 },
      to: { name: "pooled", side: 4 },
      window: 2,
      start: [0, 0],
      captions: ["After ReLU, 7 × 7", "Pooled, 4 × 4"],
      say: largestOf,
    }),
    poolAgainStep(),
    flattenStep(),
    vote,
  ]
  const words = steps.map(() => element("p", { class: "words" }))
  root.replaceChildren(
    ...steps.map(({ title, node }, index) =>
      element(
        "section",
        { "data-testid": `xo-step-${index + 1}` },
        element("h2", {}, element("span", { class: "number", text: index + 1 }), title),
        words[index],
        node,
      ),
    ),
  )

  function refresh() {
    steps.forEach((step, index) => {
      words[index].textContent = step.words(data)
      step.show(data, chosen)
    })
    root.dataset.feature = data.features[chosen].name
  }

  return {
    /** @param {Ears} ears */
    listen({ on }) {
      on(coverEvents, "change", () => version !== undefined && refresh())
    },
    /**
     * @param {Data} sent
     * @param {Send} to
     */
    update(sent, to) {
      data = sent
      send = to
      // What is chosen and typed here is newer than what Python sends back, unless the visitor asked for a reset.
      if (version !== data.version) {
        version = data.version
        chosen = data.feature
        vote.start(data.typed.texts)
      }
      refresh()
      root.dataset.image = data.cells
    },
  }
}

export default mount(createWalk, ".walk")
