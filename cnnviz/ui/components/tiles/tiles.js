// Pictures as buttons, with what they show and what they were read as: right and wrong by sign and word, not by colour alone.

import { bytesCanvas, pictureAt, sameBytes, unpackPictures } from "../shared/bytes.js"
import { element, isDark } from "../shared/element.js"
import { percent } from "../shared/format.js"
import { mount } from "../shared/mount.js"

export default mount((root) => {
  let shown, choose
  return {
    update(data, { setTriggerValue }) {
      choose = (place) => setTriggerValue("picture", place)
      root.dataset.theme = isDark(root) ? "dark" : "light"
      if (sameBytes(shown, data)) return
      shown = data
      showTiles(root, data, (place) => choose(place))
    },
  }
}, ".tiles")

function showTiles(root, data, choose) {
  const { header, pixels } = unpackPictures(data)
  let count = 0
  root.setAttribute("aria-label", header.name)
  root.dataset.networks = header.networks.length
  root.replaceChildren(
    ...header.tiles.map((tile) => {
      const picture = tile.here ? bytesCanvas(pictureAt(pixels, header.shape, count++), header.shape) : undefined
      return tileButton(header, tile, picture, choose)
    }),
  )
}

function tileButton(message, tile, picture, choose) {
  const sentence = `${message.title} test picture ${tile.place.toLocaleString("en")}, labelled ${tile.label}: ${message.networks
    .map(
      (network, index) =>
        `${network} reads ${tile.answers[index].read}, ${sureness(tile.answers[index].share)}, ${tile.answers[index].right ? "right" : "wrong"}`,
    )
    .join("; ")}`
  return element(
    "button",
    {
      type: "button",
      class: "tile",
      title: sentence,
      "data-place": tile.place,
      disabled: !tile.here,
      "aria-label": tile.here ? sentence : `${sentence}. The picture is not on this machine.`,
      onclick: () => choose(tile.place),
    },
    picture ??
      element("span", { class: "missing" }, element("b", { text: tile.place.toLocaleString("en") }), "not here"),
    ...(message.networks.length === 1 ? oneAnswer(tile) : bothAnswers(tile)),
  )
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
    ...answers.map(({ read, right, share }, index) =>
      element(
        "span",
        { class: right ? "right" : "wrong" },
        element("span", { class: `sign sign-${index}` }),
        `${right ? "✓" : "✗"} ${read} `,
        element("span", { class: "faint", text: sureness(share) }),
      ),
    ),
    element("span", { class: "faint", text: `is ${label}` }),
  ]
}

/** Shares are known to three digits. */
function sureness(share) {
  return share >= 0.9995 ? "> 99.9 %" : percent(share)
}
