// Where a key leads in the navigation: along the sections, into one, along its links, and out again.

/**
 * @typedef {object} Place
 * @property {number} section - The section that has the focus.
 * @property {number} sections - How many there are.
 * @property {number} link - The link of it that has the focus; -1 for the section's button.
 * @property {number} links - How many links it has.
 * @property {boolean} isOpen - Whether its links are shown.
 */

/**
 * Where a key leads.
 * @param {string} key
 * @param {Place} place - Where the focus is.
 * @returns {{ section: number, link?: number, close?: boolean } | undefined} The section and the link that get the focus,
 *   without a link the section's button; close: only close what is open. Undefined where the key has no meaning.
 */
export function stepFrom(key, { section, sections, link, links, isOpen }) {
  const along = key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : 0
  if (along) {
    const next = (section + along + sections) % sections
    return isOpen ? { section: next, link: 0 } : { section: next }
  }
  switch (key) {
    case "ArrowDown":
      return { section, link: (link + 1) % links }
    case "ArrowUp":
      return { section, link: link > 0 ? link - 1 : links - 1 }
    case "Home":
      return link < 0 ? undefined : { section, link: 0 }
    case "End":
      return link < 0 ? undefined : { section, link: links - 1 }
    case "Escape":
      return isOpen ? { section, close: true } : undefined
    default:
      return undefined
  }
}
