// A component of the app on a page that is not Streamlit's: its module is called as Streamlit would call it.

import { find } from "../shared/find.js"

/** @import { Run } from "../shared/mount.js" */

/**
 * @template Data
 * @typedef {(run: Run<Data>) => () => void} Component
 */

/**
 * @template Data
 * @param {string} name - Of the component, as Python registers it.
 * @param {Component<Data>} component - The default export of its module.
 * @param {(name: string, value: any) => void} hear - Hears the values that it sets.
 * @returns {(data: Data) => void} Shows data in it.
 */
export function standing(name, component, hear = () => {}) {
  const node = find(document, `[data-component="${name}"]`, HTMLElement)
  const parentElement = node.shadowRoot ?? opened(node)
  return (data) => {
    component({ parentElement, data, setStateValue: hear, setTriggerValue: hear })
  }
}

/**
 * Make a shadow root where the browser has not made it of the HTML.
 * @param {HTMLElement} node
 */
function opened(node) {
  const template = find(node, "template", HTMLTemplateElement)
  const root = node.attachShadow({ mode: "open" })
  root.append(template.content)
  template.remove()
  return root
}
