// The teacher's secret: in the fragment of his own link, which no server gets, and kept in this browser.

import { forget, keep, kept } from "./storage.js"

/** @param {string} code */
const NAME = (code) => `cnnviz-teacher-${code}`
const FORM = /^[A-Za-z0-9_-]{16,64}$/

/**
 * The secret of a room: of the link that was opened, or as it was kept.
 * @param {string} code
 * @param {string} hash - Of the address, such as "#key=abc".
 * @returns {string} "" if there is none.
 */
export function secretFor(code, hash) {
  const given = new URLSearchParams(hash.replace(/^#/, "")).get("key") ?? ""
  if (FORM.test(given)) {
    keepSecret(code, given)
    return given
  }
  return kept(localStorageOrNone(), NAME(code))
}

/**
 * @param {string} code
 * @param {string} secret
 * @returns {void}
 */
export function keepSecret(code, secret) {
  keep(localStorageOrNone(), NAME(code), secret)
}

/**
 * @param {string} code
 * @returns {void}
 */
export function forgetSecret(code) {
  forget(localStorageOrNone(), NAME(code))
}

/**
 * The teacher's own link.
 * @param {string} root - The app's address, with a slash at the end.
 * @param {string} code
 * @param {string} secret
 * @returns {string}
 */
export function ownLink(root, code, secret) {
  return `${new URL(`class?c=${code}`, root).href}#key=${secret}`
}

/** The browser's storage; undefined where it is switched off. */
export function localStorageOrNone() {
  try {
    return window.localStorage
  } catch {
    return undefined
  }
}
