// Elements that the page is known to have.

/**
 * The first element in `root` that matches.
 * @template {Element} Kind
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new () => Kind} kind - Its class, such as HTMLButtonElement.
 * @returns {Kind}
 * @throws {TypeError} If there is none, or if it is of another class.
 */
export function find(root, selector, kind) {
  const node = root.querySelector(selector)
  if (!(node instanceof kind)) throw new TypeError(`The page has no ${kind.name} that matches ${selector}.`)
  return node
}

/**
 * All elements in `root` that match.
 * @template {Element} Kind
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new () => Kind} kind - Their class.
 * @returns {Kind[]} In the order of the page.
 * @throws {TypeError} If one of them is of another class.
 */
export function findAll(root, selector, kind) {
  return Array.from(root.querySelectorAll(selector), (node) => {
    if (!(node instanceof kind)) throw new TypeError(`Not every ${selector} of the page is an ${kind.name}.`)
    return node
  })
}

/**
 * The element in focus, also inside a component.
 * @param {Node} node - On the page or in the component.
 * @returns {Element | null}
 */
export function focusedAround(node) {
  const page = node.getRootNode()
  return page instanceof Document || page instanceof ShadowRoot ? page.activeElement : null
}

/**
 * What draws on a canvas.
 * @param {HTMLCanvasElement} canvas
 * @param {CanvasRenderingContext2DSettings} [settings]
 * @returns {CanvasRenderingContext2D}
 * @throws {Error} If the browser gives none.
 */
export function contextOf(canvas, settings) {
  const context = canvas.getContext("2d", settings)
  if (!context) throw new Error("The browser cannot draw on a canvas.")
  return context
}
