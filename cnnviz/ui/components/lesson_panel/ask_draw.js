// Answered by what is drawn on the page.

import { element } from "../shared/element.js"

/** @import { Way } from "./types.js" */

/** @returns {Way} */
export function askDraw() {
  const node = element("p", { class: "faint", text: "Draw on the page. What is drawn there when you send it counts." })
  return { node, fields: [], typed: () => "", text: () => "drawn", missing: "" }
}
