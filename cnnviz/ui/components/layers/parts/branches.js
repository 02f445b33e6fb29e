// Where branches meet: the values that they bring, by the names of the layers they come from.

import { element } from "../../shared/element.js"
import { number } from "../../shared/format.js"
import { fedBy, sourceNames } from "../../shared/graph.js"

/** @import { Position, Reading } from "../../shared/types.js" */

/**
 * A value that a branch brings: the branch's index, and where the value stands in what the branch brings.
 * @typedef {{branch: number, place: Position, value: number}} Brought
 */

/**
 * A value with the name of the layer that it comes from; pressed, it leads to its cell there.
 * @param {{reading: Reading, k: number, goTo: (k: number, position: Position) => void}} view
 * @param {Brought} brought
 * @returns {HTMLElement}
 */
export function termButton({ reading: { network }, k, goTo }, { branch, place, value }) {
  const name = sourceNames(network, k)[branch]
  return element(
    "button",
    {
      class: "term",
      type: "button",
      "data-testid": "term",
      title: `Go to this cell of ${name}`,
      onclick: () => goTo(fedBy(network.layers[k], k)[branch], place),
    },
    element("small", { text: name }),
    ` ${number(value)}`,
  )
}
