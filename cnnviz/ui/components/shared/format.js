// Numbers and small pieces of page.

/** A number with a true minus and, if it is small, enough digits to be told from zero: 1.234, −0.00021. */
function number(value, digits = 3) {
  if (Number.isNaN(value)) return "NaN"
  if (!Number.isFinite(value)) return value < 0 ? "−∞" : "∞"
  const size = Math.abs(value)
  const text = size >= 0.5 * 10 ** -digits || size === 0 ? size.toFixed(digits) : size.toExponential(1).replace("e-", "e−")
  return value < 0 ? `−${text}` : text
}

/** A number for a small square: two digits after the point, none for what rounds to zero. */
function shortNumber(value) {
  const text = Math.abs(value).toFixed(2)
  return text === "0.00" ? "0" : value < 0 ? `−${text}` : text
}

/** A share of one as a percentage: 99.97 %, 0.02 %, < 0.01 %. */
function percent(share) {
  if (Number.isNaN(share)) return "NaN"
  if (share > 0 && share < 0.00005) return "< 0.01 %"
  if (share < 1 && share >= 0.99995) return "> 99.99 %"
  return `${(share * 100).toFixed(2).replace(/\.?0+$/, "")} %`
}

/** "28 × 28 × 6" */
function shapeText(shape) {
  return shape.join(" × ")
}

/**
 * A new element. properties: attributes by name, style as an object, on... as listeners, text as text content.
 * element("button", {text: "Undo", onclick: undo, "aria-label": "Undo"}, child, ...)
 */
function element(tag, properties = {}, ...children) {
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
function isDark(host) {
  const probe = element("span", { style: { color: "var(--st-background-color)", display: "none" } })
  host.append(probe)
  const [red, green, blue] = getComputedStyle(probe).color.match(/[\d.]+/g).map(Number)
  probe.remove()
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128
}
