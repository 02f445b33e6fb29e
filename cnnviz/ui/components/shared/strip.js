// A line across the window that says how it stands with the server, above everything else.

import { element } from "./element.js"

/** @import { Child } from "./element.js" */

/**
 * @param {"top" | "bottom"} edge - Of the window.
 * @param {Child[]} content
 * @returns {HTMLElement}
 */
export function strip(edge, ...content) {
  return element(
    "p",
    {
      role: "status",
      style: {
        position: "fixed",
        inset: edge === "top" ? "0 0 auto" : "auto 0 0",
        zIndex: "1000000",
        margin: "0",
        padding: "0.5rem 1rem",
        background: "#7a2e00",
        color: "#ffffff",
        font: "600 0.9rem sans-serif",
        textAlign: "center",
      },
    },
    ...content,
  )
}

/**
 * A link in a strip.
 * @param {string} href - Relative to the app.
 * @param {string} text
 * @returns {HTMLAnchorElement}
 */
export function stripLink(href, text) {
  const link = element("a", { text, style: { color: "inherit", textDecoration: "underline" } })
  link.href = new URL(href, document.baseURI).href
  return link
}
