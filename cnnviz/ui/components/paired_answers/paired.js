// Two bars for every class: the first network's is filled, the second's is striped.

import { element } from "../shared/element.js"
import { percent } from "../shared/format.js"
import { mount } from "../shared/mount.js"

export default mount((root) => ({ update: (data) => showAnswers(root, data) }), ".paired")

function showAnswers(root, { verdict, labels, networks }) {
  const best = networks.map(({ probabilities }) => probabilities.indexOf(Math.max(...probabilities)))
  root.dataset.agree = String(best[0] === best[1])
  root.querySelector(".verdict").textContent = verdict
  root
    .querySelector(".networks tbody")
    .replaceChildren(
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
  showPairs(root.querySelector(".bars tbody"), labels, networks, best)
}

/** The rows stay, so that a changed bar grows or shrinks instead of jumping. */
function showPairs(body, labels, networks, best) {
  if ([...body.children].map((row) => row.firstChild.textContent).join("\n") !== labels.join("\n")) {
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
  ;[...body.children].forEach((row, label) =>
    networks.forEach(({ name, probabilities }, index) => {
      const share = row.querySelector(".shares").children[index]
      share.textContent = percent(probabilities[label])
      share.title = name
      share.className = best[index] === label ? "best" : ""
      row.querySelector(`.bar-${index}`).style.width = `${probabilities[label] * 100}%`
    }),
  )
}
