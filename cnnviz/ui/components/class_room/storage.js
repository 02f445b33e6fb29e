// What a browser keeps, where it keeps anything.

/**
 * @param {Storage | undefined} storage
 * @param {string} name
 * @returns {string} "" if nothing is kept.
 */
export function kept(storage, name) {
  try {
    return storage?.getItem(name) ?? ""
  } catch {
    return ""
  }
}

/**
 * @param {Storage | undefined} storage
 * @param {string} name
 * @param {string} text
 * @returns {void}
 */
export function keep(storage, name, text) {
  try {
    storage?.setItem(name, text)
  } catch {
    // It is full, or switched off: then nothing is kept.
  }
}

/**
 * @param {Storage | undefined} storage
 * @param {string} name
 * @returns {void}
 */
export function forget(storage, name) {
  try {
    storage?.removeItem(name)
  } catch {
    // As above.
  }
}

/** What this tab keeps, until it is closed; undefined where it is switched off. */
export function sessionStorageOrNone() {
  try {
    return window.sessionStorage
  } catch {
    return undefined
  }
}
