// Pictures as buttons, with what they show and what they were read as: right and wrong by sign and word, not by colour alone.

import { bytesCanvas, pictureAt } from "../shared/bytes.js"
import { element, isDark } from "../shared/element.js"
import { percent } from "../shared/format.js"

export default function ({ parentElement, data, setTriggerValue }) {
  const host = parentElement.querySelector(".tiles")
  const end = data.indexOf(10)
  const text = new TextDecoder().decode(data.subarray(0, end))
  host.choose = (place) => setTriggerValue("picture", place)
  host.dataset.theme = isDark(host) ? "dark" : "light"
  if (host.text === text) return
  host.text = text
  const message = JSON.parse(text)
  const pixels = data.subarray(end + 1)
  let count = 0
  host.setAttribute("aria-label", message.name)
  host.dataset.networks = message.networks.length
  host.replaceChildren(...message.tiles.map((tile) => {
    const picture = tile.here ? bytesCanvas(pictureAt(pixels, message.shape, count++), message.shape) : undefined
    return tileButton(host, message, tile, picture)
  }))
}

function tileButton(host, message, tile, picture) {
  const sentence = `${message.title} test picture ${tile.place.toLocaleString("en")}, labelled ${tile.label}: ${message.networks.map((network, index) =>
    `${network} reads ${tile.answers[index].read}, ${sureness(tile.answers[index].share)}, ${tile.answers[index].right ? "right" : "wrong"}`).join("; ")}`
  return element("button", {
    type: "button", class: "tile", title: sentence, "data-place": tile.place, disabled: !tile.here,
    "aria-label": tile.here ? sentence : `${sentence}. The picture is not on this machine.`,
    onclick: () => host.choose(tile.place),
  }, picture ?? element("span", { class: "missing" }, element("b", { text: tile.place.toLocaleString("en") }), "not here"),
  ...(message.networks.length === 1 ? oneAnswer(tile) : bothAnswers(tile)))
}

function oneAnswer({ label, answers: [{ read, right, share }] }) {
  return [
    element("span", { class: right ? "right" : "wrong", text: right ? `✓ ${read}` : `✗ ${read}` }),
    element("span", { class: "faint", text: right ? sureness(share) : `is ${label} · ${sureness(share)}` }),
  ]
}

/** The networks by the signs that stand for them on the page. */
function bothAnswers({ label, answers }) {
  return [
    ...answers.map(({ read, right, share }, index) => element("span", { class: right ? "right" : "wrong" },
      element("span", { class: `sign sign-${index}` }), `${right ? "✓" : "✗"} ${read} `, element("span", { class: "faint", text: sureness(share) }))),
    element("span", { class: "faint", text: `is ${label}` }),
  ]
}

/** Shares are known to three digits. */
function sureness(share) {
  return share >= 0.9995 ? "> 99.9 %" : percent(share)
}
