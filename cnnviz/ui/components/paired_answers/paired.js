// Two bars for every class: the first network's is filled, the second's is striped.

import { element } from "../shared/element.js"
import { find, findAll } from "../shared/find.js"
import { percent } from "../shared/format.js"
import { mount } from "../shared/mount.js"

/**
 * A network, what is known of it, and its answer.
 * @typedef {{name: string, facts: string[], probabilities: number[]}} Answer
 */

/**
 * What Python sends.
 * @typedef {{verdict: string, labels: string[], networks: Answer[]}} Answers
 */

export default mount((root) => ({ update: (/** @type {Answers} */ data) => showAnswers(root, data) }), ".paired")

/**
 * @param {HTMLElement} root
 * @param {Answers} answers
 */
function showAnswers(root, { verdict, labels, networks }) {
  const best = networks.map(({ probabilities }) => probabilities.indexOf(Math.max(...probabilities)))
  root.dataset.agree = String(best[0] === best[1])
  find(root, ".verdict", HTMLElement).textContent = verdict
  find(root, ".networks tbody", HTMLElement).replaceChildren(
    ...networks.map(({ name, facts, probabilities }, index) =>
      element(
        "tr",
        {},
        element("th", { scope: "row" }, element("span", { class: `sign sign-${index}` }), name),
        element("td", { class: "answer", text: `${labels[best[index]]}, ${percent(probabilities[best[index]])}` }),
        element("td", {}, ...facts.map((fact) => element("span", { class: "fact", text: fact }))),
      ),
    ),
  )
  showPairs(find(root, ".bars tbody", HTMLElement), labels, networks, best)
}

/**
 * The rows stay, so that a changed bar grows or shrinks instead of jumping.
 * @param {HTMLElement} body
 * @param {string[]} labels
 * @param {Answer[]} networks
 * @param {number[]} best - The class that each network gives most.
 */
function showPairs(body, labels, networks, best) {
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
      share.textContent = percent(probabilities[label])
      share.title = name
      share.className = best[index] === label ? "best" : ""
      find(row, `.bar-${index}`, HTMLElement).style.width = `${probabilities[label] * 100}%`
    }),
  )
}
