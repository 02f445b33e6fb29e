// Small pieces of page.

/**
 * A new element. properties: attributes by name, style as an object, on... as listeners, text as text content.
 * element("button", {text: "Undo", onclick: undo, "aria-label": "Undo"}, child, ...)
 */
export function element(tag, properties = {}, ...children) {
  const node = document.createElement(tag)
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === false) continue
    if (name === "text") node.textContent = value
    else if (name === "style") Object.assign(node.style, value)
    else if (name.startsWith("on")) node[name] = value
    else node.setAttribute(name, value === true ? "" : value)
  }
  node.append(...children.filter((child) => child !== undefined && child !== null && child !== false))
  return node
}

/** Whether the page's background is dark. */
export function isDark(host) {
  const probe = element("span", { style: { color: "var(--st-background-color)", display: "none" } })
  host.append(probe)
  const [red, green, blue] = getComputedStyle(probe)
    .color.match(/[\d.]+/g)
    .map(Number)
  probe.remove()
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128
}
