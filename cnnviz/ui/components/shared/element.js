// Small pieces of page.

/**
 * Attributes by name, but for text, which is the text content, style, and listeners, whose names begin with on. What is
 * undefined or false is left out, what is true is an attribute without a value.
 * @typedef {Partial<GlobalEventHandlers> & {
 *   text?: string | number | false,
 *   style?: Partial<CSSStyleDeclaration>,
 *   [name: string]: string | number | boolean | object | undefined,
 * }} Properties
 */

/**
 * What stands in an element; nothing where it is undefined, null or false.
 * @typedef {string | Node | undefined | null | false} Child
 */

/**
 * Make an element: element("button", { text: "Undo", onclick: undo, "aria-label": "Undo" }, child, ...).
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Properties} [properties]
 * @param {Child[]} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, properties = {}, ...children) {
  const node = document.createElement(tag)
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === false) continue
    if (name === "text") node.textContent = String(value)
    else if (name === "style") Object.assign(node.style, value)
    else if (name.startsWith("on")) Object.assign(node, { [name]: value })
    else node.setAttribute(name, value === true ? "" : String(value))
  }
  node.append(...children.filter((child) => child !== undefined && child !== null && child !== false))
  return node
}

/**
 * Make an SVG element: svg("rect", { width: 8, height: 4 }, child, ...).
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | number | undefined>} attributes - What is undefined is left out.
 * @param {Child[]} children
 * @returns {SVGElementTagNameMap[Tag]}
 */
export function svg(tag, attributes, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) node.setAttribute(name, String(value))
  }
  node.append(...children.filter((child) => child !== undefined && child !== null && child !== false))
  return node
}

/**
 * Whether the page's background is dark.
 * @param {Element} host - On the page.
 * @returns {boolean}
 */
export function isDark(host) {
  const probe = element("span", { style: { color: "var(--st-background-color)", display: "none" } })
  host.append(probe)
  const [red, green, blue] = (getComputedStyle(probe).color.match(/[\d.]+/g) ?? []).map(Number)
  probe.remove()
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128
}
