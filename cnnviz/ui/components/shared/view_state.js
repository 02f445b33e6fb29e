// What the visitor is looking at, remembered from component to component and from page to page of this browser tab.

/**
 * A cell of a network's layer.
 * @typedef {object} Cell
 * @property {string} network - The trained network's name.
 * @property {number} layer - The layer's index.
 * @property {number[]} position - [row, column, channel], or [unit].
 */

/**
 * A channel of a network's layer.
 * @typedef {object} Channel
 * @property {string} network - The network's name.
 * @property {string} layer - The layer's name.
 * @property {number} channel - The channel's index.
 */

export const view = {
  /** The pinned cell. @type {Cell | undefined} */
  cell: undefined,
  /** Which maps share a colour scale on the network map: "layer", "map" or "network". */
  colourScope: "layer",
  /** The network map's size, 0 for the one that fits. */
  zoom: 0,
  /** The order of the filters: "filter", by number, or by one of the figures below them. */
  filterOrder: "filter",
  /** The epoch last shown of each network, by its name. @type {Record<string, number>} */
  epochs: {},
  /** The channel whose pictures are shown. @type {Channel | undefined} */
  channel: undefined,
}

/** Hears of a channel that is shown: "channel" events. */
export const viewEvents = new EventTarget()

/**
 * Remember which channel's pictures are shown, and tell the gallery.
 * @param {Channel} channel
 * @returns {void}
 */
export function showsChannel(channel) {
  view.channel = channel
  viewEvents.dispatchEvent(new Event("channel"))
}
