// How layers are called, everywhere: by their names in Keras and, where there is room, by kind and size.

import { isCovered } from "./covers.js"

/** @import { LayerWords } from "./types.js" */

/**
 * A layer's name with its kind and size: "conv2d_1 · Conv 5×5"; "relu_1", where they say no more than the name,
 * or sizes are covered.
 * @param {Pick<LayerWords, "name" | "title">} layer
 * @returns {string}
 */
export function layerName({ name, title }) {
  return isCovered("shapes") || name.replace(/_\d+$/, "") === title.toLowerCase() ? name : `${name} · ${title}`
}
