// The page at /without: drawing, maps and votes, by the routes alone.

import { connection, watchConnection } from "../shared/connection.js"
import { find } from "../shared/find.js"
import { Picture } from "./picture.js"
import { RoomStep } from "./room_step.js"

const STATE = "data-test-script-state"

const root = find(document, ".without", HTMLElement)
const select = find(root, "#network", HTMLSelectElement)
const fault = find(root, "#fault", HTMLElement)
const lost = find(root, "#lost", HTMLElement)
const networks = Array.from(select.options, ({ value }) => value)

const picture = new Picture(select.value, (sentence) => {
  fault.textContent = sentence
  fault.hidden = !sentence
})
select.onchange = () => void picture.choose(select.value)

// What Streamlit says of itself on its own pages is said here: nothing has to be run again.
watchConnection(() => {
  root.setAttribute(STATE, "running")
  root.setAttribute(STATE, "notRunning")
})
connection.addEventListener("lost", () => {
  lost.hidden = false
})
connection.addEventListener("back", () => {
  lost.hidden = true
})

new RoomStep(find(root, "#room", HTMLElement), root.dataset.code ?? "", {
  drawing: () => ({ strokes: picture.strokes, network: picture.network }),
  show(query) {
    const isShown = picture.take(query, networks)
    select.value = picture.network
    return isShown
  },
})
void picture.choose(select.value)
