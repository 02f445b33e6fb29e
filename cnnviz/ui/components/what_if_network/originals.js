/** Trace messages of trained networks by their readings' names, shared by the components of the page. */
export const originals = Object.assign(new EventTarget(), { byName: {} })
