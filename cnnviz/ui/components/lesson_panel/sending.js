// What is on its way to Python: the button says so, and nothing else is sent meanwhile.

const SCRIPT = "data-test-script-state"
/** For how long no script runs once Python has heard, in milliseconds: one that ran before may end and be run again. */
const QUIET = 250

export class Sending {
  /** @type {{button: HTMLElement, words: string} | undefined} */
  pressed = undefined
  /** @type {MutationObserver | undefined} */
  observer = undefined
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  quiet = undefined

  /**
   * @param {HTMLElement} root - Of the panel: its buttons of the class "says" do nothing meanwhile.
   * @param {() => void} heard - Hears that Python has answered, whether or not anything is another.
   */
  constructor(root, heard) {
    this.root = root
    this.heard = heard
  }

  /** @returns {boolean} */
  get goesOn() {
    return this.pressed !== undefined
  }

  /**
   * @param {HTMLElement} button - What was pressed.
   * @returns {void}
   */
  begin(button) {
    this.pressed = { button, words: button.textContent }
    button.textContent = "Sending…"
    this.disable(true)
    // An answer that changes nothing makes no new data: the script's end is then all there is to hear.
    let begun = false
    this.observer = new MutationObserver(() => {
      clearTimeout(this.quiet)
      if (document.querySelector(`[${SCRIPT}=running]`)) begun = true
      else if (begun && document.querySelector(`[${SCRIPT}=notRunning]`)) {
        this.quiet = setTimeout(() => this.end(), QUIET)
      }
    })
    this.observer.observe(document, { subtree: true, attributeFilter: [SCRIPT] })
  }

  /** Python has answered. */
  end() {
    if (!this.pressed) return
    clearTimeout(this.quiet)
    this.observer?.disconnect()
    this.pressed.button.textContent = this.pressed.words
    this.pressed = undefined
    this.disable(false)
    this.heard()
  }

  /** @param {boolean} disabled */
  disable(disabled) {
    for (const button of this.root.querySelectorAll(".says")) setReady(button, !disabled)
  }
}

/**
 * Say whether a button does something. One that does not keeps the focus, and can still be found.
 * @param {Element} button
 * @param {boolean} ready
 * @returns {void}
 */
export function setReady(button, ready) {
  if (ready) button.removeAttribute("aria-disabled")
  else button.setAttribute("aria-disabled", "true")
}

/**
 * @param {Element} button
 * @returns {boolean}
 */
export function isReady(button) {
  return !button.hasAttribute("aria-disabled")
}
