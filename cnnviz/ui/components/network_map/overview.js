// The whole map, small, above one that is wider than its room: which part is in view, and the way to any other.

import { element } from "../shared/element.js"
import { contextOf } from "../shared/find.js"

/** @import { Layout } from "./layout.js" */

/** CSS pixels. */
const TALLEST = 56

/**
 * A small picture of the map with a frame around the part in view: a click or a drag goes there, and so do arrow keys.
 * @param {HTMLElement} host - Empty.
 * @param {HTMLElement} viewport - What the map is scrolled in; it has an id.
 * @returns {{show: (map: {maps: HTMLCanvasElement, layout: Layout, names: string[]}) => void}}
 */
export function createOverview(host, viewport) {
  const picture = element("canvas", { "aria-hidden": "true" })
  const part = element("div", { class: "part" })
  const strip = element(
    "div",
    {
      class: "strip",
      "data-testid": "map-overview",
      role: "scrollbar",
      tabindex: 0,
      "aria-label": "The whole network, small; framed is the part that you see",
      "aria-controls": viewport.id,
      "aria-orientation": "horizontal",
      "aria-valuemin": 0,
    },
    picture,
    part,
  )
  host.replaceChildren(strip)
  /** @type {{layout: Layout, names: string[]} | undefined} */
  let shown
  /** CSS pixels of the strip to one of the map. */
  let ratio = 1

  viewport.addEventListener("scroll", follow)
  strip.onpointerdown = (event) => {
    strip.setPointerCapture(event.pointerId)
    goTo(event)
  }
  strip.onpointermove = (event) => strip.hasPointerCapture(event.pointerId) && goTo(event)
  strip.onkeydown = (event) => {
    const to = keyed(event.key)
    if (to === undefined) return
    event.preventDefault()
    event.stopPropagation()
    viewport.scrollLeft = to
  }

  /** @param {PointerEvent} event */
  function goTo(event) {
    const at = event.clientX - strip.getBoundingClientRect().left
    viewport.scrollLeft = at / ratio - viewport.clientWidth / 2
  }

  /**
   * Arrow keys go from layer to layer.
   * @param {string} key
   * @returns {number | undefined} Where the map is scrolled to.
   */
  function keyed(key) {
    const places = shown?.layout.columns.map(({ x }) => x) ?? []
    const now = viewport.scrollLeft
    const view = viewport.clientWidth
    /** @type {Record<string, number | undefined>} */
    const to = {
      ArrowRight: places.find((x) => x > now + 1),
      ArrowLeft: places.findLast((x) => x < now - 1),
      PageDown: now + view,
      PageUp: now - view,
      Home: 0,
      End: viewport.scrollWidth,
    }
    return to[key]
  }

  /** The frame goes with the map, and a screen reader hears which layers are in view. */
  function follow() {
    if (!shown) return
    const [left, width] = [viewport.scrollLeft, viewport.clientWidth]
    Object.assign(part.style, { left: `${left * ratio}px`, width: `${width * ratio}px` })
    const inView = shown.names.filter((_, index) => {
      const { x, slot } = shown?.layout.columns[index] ?? { x: 0, slot: 0 }
      return x + slot > left && x < left + width
    })
    strip.setAttribute("aria-valuemax", String(viewport.scrollWidth - width))
    strip.setAttribute("aria-valuenow", String(Math.round(left)))
    strip.setAttribute("aria-valuetext", `${inView[0]} to ${inView[inView.length - 1]}`)
  }

  return {
    show({ maps, layout, names }) {
      host.hidden = maps.offsetWidth <= viewport.clientWidth
      if (host.hidden) return
      shown = { layout, names }
      const [width, height] = [maps.offsetWidth, maps.offsetHeight]
      ratio = Math.min(host.clientWidth / width, TALLEST / height)
      const pixels = Math.max(1, Math.round(window.devicePixelRatio))
      picture.width = Math.max(1, Math.round(width * ratio * pixels))
      picture.height = Math.max(1, Math.round(height * ratio * pixels))
      const size = { width: `${width * ratio}px`, height: `${height * ratio}px` }
      Object.assign(picture.style, size)
      Object.assign(strip.style, size)
      const context = contextOf(picture)
      context.imageSmoothingQuality = "high"
      context.drawImage(maps, 0, 0, picture.width, picture.height)
      follow()
    },
  }
}
