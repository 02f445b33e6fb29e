// What the network answers, before and after: a sentence, and two bars for every class.

import { element } from "../shared/element.js"
import { number, percent } from "../shared/format.js"

export function showChange(root, labels, before, after, edited) {
  const [was, is] = [before, after].map((shares) => shares.indexOf(Math.max(...shares)))
  const words = root.querySelector(".verdict")
  words.dataset.flipped = String(was !== is)
  words.replaceChildren(
    element("b", {
      text: was !== is ? `${labels[was]} → ${labels[is]}` : edited ? `Still ${labels[is]}` : `It reads ${labels[is]}`,
    }),
    element("span", {
      text: edited
        ? changeInWords(labels, before, after, was, is)
        : `with ${percent(before[was])}, as trained. What would change its mind?`,
    }),
    element("span", { class: "faint", text: leadWords(labels[was], before, after, was, edited) }),
  )
  showBarPairs(root.querySelector("tbody"), labels, before, after, was, is)
}

function changeInWords(labels, before, after, was, is) {
  if (was !== is)
    {return `As trained it read ${labels[was]} with ${percent(before[was])}; now it reads ${labels[is]} with ${percent(after[is])}.`}
  const change = after[is] - before[is]
  if (Math.abs(change) < 0.00005) return `${percent(after[is])}, as before to two digits.`
  return `${percent(before[is])} before, ${percent(after[is])} now.`
}

/** A sure network's percentages hardly move: its log-odds do.. */
function leadWords(label, before, after, was, edited) {
  const now = edited ? ` before, ${number(lead(after, was), 1)} now` : ""
  return `Lead of ${label} over all the others together: ${number(lead(before, was), 1)}${now}. At 0 it is half and half.`
}

/** ln(p / (1 - p)) from probabilities. */
function lead(shares, place) {
  const others = shares.reduce((sum, share, k) => (k === place ? sum : sum + share), 0)
  return Math.log(shares[place] / others)
}

/** The rows stay, so that a changed bar grows or shrinks instead of jumping. */
function showBarPairs(body, labels, before, after, was, is) {
  if ([...body.children].map((row) => row.firstChild.textContent).join("\n") !== labels.join("\n")) {
    body.replaceChildren(
      ...labels.map((label) =>
        element(
          "tr",
          {},
          element("th", { scope: "row", text: label }),
          element("td", { class: "pair" }, element("span", { class: "bar was" }), element("span", { class: "bar is" })),
          element("td", { class: "share was" }),
          element("td", { class: "share is" }),
        ),
      ),
    )
  }
  ;[...body.children].forEach((row, label) => {
    row.querySelector(".bar.was").style.width = `${before[label] * 100}%`
    row.querySelector(".bar.is").style.width = `${after[label] * 100}%`
    row.querySelector(".share.was").textContent = percent(before[label])
    row.querySelector(".share.is").textContent = percent(after[label])
    row.classList.toggle("best-was", label === was)
    row.classList.toggle("best-is", label === is)
  })
}
