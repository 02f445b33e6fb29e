class OriginalStore extends EventTarget {
  /** @type {Record<string, Uint8Array>} */
  byName = {}
}

/**
 * Trace messages of trained networks by their readings' names, shared by the components of the page. "change" events
 * tell of what arrives.
 */
export const originals = new OriginalStore()
