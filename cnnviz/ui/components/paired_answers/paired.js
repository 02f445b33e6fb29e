// Two bars for every class: the first network's is filled, the second's is striped.

import { coverEvents, isCovered } from "../shared/covers.js"
import { element } from "../shared/element.js"
import { find, findAll } from "../shared/find.js"
import { percent } from "../shared/format.js"
import { mount } from "../shared/mount.js"

/**
 * A network, what is known of it, how many pictures it reads right, and its answer.
 * @typedef {{name: string, facts: string[], accuracy: string, probabilities: number[]}} Answer
 */

/**
 * What Python sends.
 * @typedef {{verdict: string, labels: string[], networks: Answer[]}} Answers
 */

/** The regions of the two networks' answers. */
const REGIONS = ["answer", "partner-answer"]

export default mount((root) => {
  /** @type {Answers | undefined} */
  let answers
  return {
    update(/** @type {Answers} */ data) {
      answers = data
      showAnswers(root, data)
    },
    listen: ({ on }) => on(coverEvents, "change", () => answers && showAnswers(root, answers)),
  }
}, ".paired")

/**
 * @param {HTMLElement} root
 * @param {Answers} answers
 */
function showAnswers(root, { verdict, labels, networks }) {
  const best = networks.map(({ probabilities }) => probabilities.indexOf(Math.max(...probabilities)))
  root.dataset.agree = String(best[0] === best[1])
  find(root, ".verdict", HTMLElement).textContent = verdict
  find(root, ".networks tbody", HTMLElement).replaceChildren(
    ...networks.map(({ name, facts, accuracy, probabilities }, index) =>
      element(
        "tr",
        {},
        element("th", { scope: "row" }, element("span", { class: `sign sign-${index}` }), name),
        element(
          "td",
          { class: "answer" },
          element("span", {
            "data-region": REGIONS[index],
            "data-cover": "?",
            text: `${labels[best[index]]}, ${percent(probabilities[best[index]])}`,
          }),
        ),
        element(
          "td",
          {},
          ...facts.map((fact) => element("span", { class: "fact", text: fact })),
          accuracy && element("span", { class: "fact", "data-region": "accuracy", "data-cover": "?", text: accuracy }),
        ),
      ),
    ),
  )
  showPairs(root, labels, networks, best)
}

/**
 * The rows stay, so that a changed bar grows or shrinks instead of jumping.
 * @param {HTMLElement} root
 * @param {string[]} labels
 * @param {Answer[]} networks
 * @param {number[]} best - The class that each network gives most.
 */
function showPairs(root, labels, networks, best) {
  const body = find(root, ".bars tbody", HTMLElement)
  // Bars of the one stand in the same table as those of the other: all of it is covered only where both are.
  const table = find(root, ".bars", HTMLElement)
  table.dataset.region = REGIONS.every(isCovered) ? REGIONS.join(" ") : ""
  if (
    findAll(body, "th", HTMLElement)
      .map((cell) => cell.textContent)
      .join("\n") !== labels.join("\n")
  ) {
    body.replaceChildren(
      ...labels.map((label) =>
        element(
          "tr",
          {},
          element("th", { scope: "row", text: label }),
          element(
            "td",
            { class: "pair" },
            element("span", { class: "bar bar-0" }),
            element("span", { class: "bar bar-1" }),
          ),
          element("td", { class: "shares" }, element("span", {}), element("span", {})),
        ),
      ),
    )
  }
  findAll(body, "tr", HTMLElement).forEach((row, label) =>
    networks.forEach(({ name, probabilities }, index) => {
      const share = findAll(row, ".shares span", HTMLElement)[index]
      const bar = find(row, `.bar-${index}`, HTMLElement)
      const covered = isCovered(REGIONS[index])
      bar.style.display = covered ? "none" : ""
      share.textContent = covered ? "" : percent(probabilities[label])
      share.title = name
      share.className = best[index] === label && !covered ? "best" : ""
      bar.style.width = covered ? "" : `${probabilities[label] * 100}%`
    }),
  )
}
