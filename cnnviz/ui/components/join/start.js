// Where a lesson begins in a room.

/**
 * @param {{lesson: string, variant: number}} joined
 * @param {string} code
 * @returns {string} Relative to the app.
 */
export function startAddress({ lesson, variant }, code) {
  return `./?${new URLSearchParams({ lesson, variant: String(variant), step: "0", c: code })}`
}
