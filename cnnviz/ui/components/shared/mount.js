// The life of every component: one view an element, shown again at every run, listening for as long as it is on screen.

import { markRegions } from "./covers.js"
import { find } from "./find.js"
import { saying } from "./heard.js"
import { finishWaiting } from "./pause.js"
import { inTurn } from "./turns.js"

/**
 * What Streamlit hands to a component at every run. A run comes with new data, but also without, as at a change of theme.
 * @template Data
 * @typedef {object} Run
 * @property {Element | ShadowRoot} parentElement - What the component's HTML is in.
 * @property {Data} data - What Python sent.
 * @property {(name: string, value: unknown) => void} setStateValue - Sets a value that Python keeps.
 * @property {(name: string, value: unknown) => void} setTriggerValue - Sets a value that Python has for one run.
 */

/**
 * The class of a type of event.
 * @template {string} Type
 * @typedef {Type extends keyof DocumentEventMap ? DocumentEventMap[Type] : Event} EventOf
 */

/**
 * How a view sends to Python.
 * @typedef {Pick<Run<unknown>, "setStateValue" | "setTriggerValue">} Send
 */

/**
 * How a view listens. All of it ends when Streamlit ends the run, and begins again should the component run again.
 * @typedef {object} Ears
 * @property {<Type extends string>(target: EventTarget, type: Type, act: (event: EventOf<Type>) => void) => void} on -
 *   Calls act at every event.
 * @property {(act: () => void, node?: Element) => void} onWidth - Calls act when the width of the component, or of a
 *   node in it, is another than when it began or when act was called last.
 */

/**
 * What a component shows.
 * @template Data
 * @typedef {object} View
 * @property {(data: Data, send: Send) => void} update - Shows the data of a run.
 * @property {(ears: Ears) => void} [listen] - Begins to listen.
 * @property {() => void} [leave] - Stops what goes on by itself, such as an animation.
 */

/**
 * Make the function that a component's module exports by default.
 * @template Data
 * @param {(root: HTMLElement, data: Data) => View<Data>} create - Makes the view of an element, from its first data.
 * @param {string} [selector] - The element in the component's HTML; left out where the component shows nothing.
 * @returns {(run: Run<Data | [Data]>) => () => void} What Streamlit calls at every run, with bytes, or anything else in a
 *   list of one; it returns what ends the run.
 */
export function mount(create, selector) {
  /** @type {WeakMap<object, Life<Data>>} */
  const lives = new WeakMap()
  return ({ data: sent, ...run }) => {
    const data = Array.isArray(sent) ? sent[0] : sent
    const root = /** @type {HTMLElement} */ (
      selector ? find(run.parentElement, selector, HTMLElement) : run.parentElement
    )
    const life = lives.get(root) ?? new Life(root, create(root, data))
    lives.set(root, life)
    return life.run({ ...run, data })
  }
}

/** @template Data */
class Life {
  /**
   * @param {HTMLElement} root
   * @param {View<Data>} view
   */
  constructor(root, view) {
    this.root = root
    this.view = view
    this.runs = 0
    /** @type {Map<Element, number>} */
    this.widths = new Map()
    /** @type {(() => void) | undefined} */
    this.stop = undefined
  }

  /**
   * @param {Run<Data>} run
   * @returns {() => void}
   */
  run({ data, setStateValue, setTriggerValue }) {
    const number = ++this.runs
    this.stop ??= this.listen()
    this.view.update(data, {
      setStateValue(name, value) {
        saying()
        inTurn(() => setStateValue(name, value))
      },
      setTriggerValue(name, value) {
        // It may lead to another page: first comes what is still to be said of this one.
        finishWaiting()
        inTurn(() => setTriggerValue(name, value))
      },
    })
    return () => {
      // Streamlit may end a run after the next has begun, where its data came while the modules were still loading.
      if (number !== this.runs) return
      this.stop?.()
      this.stop = undefined
      this.view.leave?.()
    }
  }

  /** @returns {() => void} What ends it. */
  listen() {
    const ends = new AbortController()
    /** @type {ResizeObserver[]} */
    const observers = []
    this.view.listen?.({
      on: (target, type, act) =>
        target.addEventListener(type, /** @type {EventListener} */ (act), { signal: ends.signal }),
      onWidth: (act, node = this.root) => {
        const observer = new ResizeObserver(() => {
          if (!node.isConnected || this.widths.get(node) === node.clientWidth) return
          this.widths.set(node, node.clientWidth)
          act()
        })
        if (!this.widths.has(node)) this.widths.set(node, node.clientWidth)
        observer.observe(node)
        observers.push(observer)
      },
    })
    const endMarks = markRegions(this.root)
    return () => {
      endMarks()
      ends.abort()
      for (const observer of observers) observer.disconnect()
    }
  }
}
