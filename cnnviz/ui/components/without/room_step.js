// The room on the page at /without: joining, the step's question, what one answered, and what the class did.

import { answered } from "../lesson_panel/answered.js"
import { draftOf } from "../lesson_panel/drafts.js"
import { partOf } from "../lesson_panel/part.js"
import { Sending } from "../lesson_panel/sending.js"
import { cover, coverEvents } from "../shared/covers.js"
import { element } from "../shared/element.js"
import { UNHEARD } from "../shared/room.js"
import { coveredBy, drawnAddress, givenIn, isHere, NOT_HERE, pageOf, panelOf, takesDrawing } from "./asked.js"
import { joinForm } from "./join.js"
import { Place } from "./place.js"
import { Shown } from "./shown.js"

/**
 * @import { Part, Said } from "../lesson_panel/types.js"
 * @import { Stroke } from "../shared/strokes.js"
 * @import { Step } from "./asked.js"
 */

/**
 * What the room wants of the page.
 * @typedef {object} Page
 * @property {() => {strokes: Stroke[]}} drawing - What is drawn.
 * @property {(query: URLSearchParams) => boolean} show - Shows a picture and its network; false if it cannot.
 */

/** How long to wait for a truth that is being worked out, in milliseconds. */
const PAUSE = 1500
const LOOK_THERE = "Look at the projector: your teacher shows another page of the app."
const SHOWN_THERE = "This step shows another page of the app: look at the projector."

export class RoomStep {
  /** @type {Place | undefined} */
  place = undefined
  /** @type {Step | undefined} */
  told = undefined
  /** Why what was sent was refused; "" if it was not. */
  message = ""
  /** Why another step is not shown; "" where it is. */
  refused = ""
  /** The step that is looked at, at one's own pace. */
  at = 0
  /** Whether another step is on its way. */
  goes = false
  /** Whether one answers again what was answered. */
  again = false
  /** @type {Part | undefined} */
  part = undefined
  /** What the part depends on. */
  key = ""
  /** The last address that everybody was to look at. @type {string | null} */
  look = null

  /**
   * @param {HTMLElement} root
   * @param {string} code - Of the room; "" for none yet.
   * @param {Page} page
   */
  constructor(root, code, page) {
    this.root = root
    this.page = page
    this.where = element("p", { class: "where faint" })
    this.title = element("h2", { tabindex: -1 })
    this.prose = element("div", { class: "prose" })
    this.elsewhere = element("p", { class: "faint" })
    this.question = element("div", { class: "asked" })
    this.note = element("p", { class: "note", role: "status" })
    this.shown = new Shown()
    this.back = element("button", { type: "button", text: "← Back", onclick: () => void this.go(this.at - 1) })
    this.on = element("button", { type: "button", text: "Next →", onclick: () => void this.go(this.at + 1) })
    this.ways = element("div", { class: "ways" }, this.back, this.on)
    this.sending = new Sending(root, () => this.show())
    coverEvents.addEventListener("pointed", () => this.part?.pointed?.())
    if (code) this.enter(code)
    else this.offerJoining("")
  }

  /** @param {string} code */
  enter(code) {
    this.place = new Place(code)
    this.place.addEventListener("change", () => void this.changed())
    if (this.place.token) void this.place.look()
    else this.offerJoining("")
  }

  /** @param {string} why */
  offerJoining(why) {
    cover()
    const form = joinForm(this.place?.code ?? "", why, async (code) => {
      if (this.place?.code !== code) {
        this.place = new Place(code)
        this.place.addEventListener("change", () => void this.changed())
      }
      const fault = await this.place.join()
      if (!fault) history.replaceState(null, "", `?${new URLSearchParams({ c: code })}`)
      return fault
    })
    this.root.replaceChildren(form)
  }

  /** The room has something new. */
  async changed() {
    const { place } = this
    if (!place?.view) {
      if (place?.gone) this.offerJoining(place.gone)
      return
    }
    if (place.gone) {
      this.offerJoining(place.gone)
      return
    }
    if (!this.title.isConnected) {
      const { where, title, prose, elsewhere, question, note, shown, ways } = this
      this.root.replaceChildren(where, title, prose, elsewhere, question, shown.node, note, ways)
    }
    const { pace, step, look } = place.view
    if (look !== this.look) this.lookAt(look)
    if (pace === "teacher") this.at = step
    if (this.told?.step !== this.at) await this.fetchStep()
    else this.show()
  }

  /** @param {string | null} address */
  lookAt(address) {
    this.look = address
    this.elsewhere.textContent = address && !this.showPage(address) ? LOOK_THERE : ""
  }

  /** @param {string} address */
  showPage(address) {
    const { page, query } = pageOf(address)
    return page === "draw" && this.page.show(query)
  }

  /** @param {number} step */
  async go(step) {
    if (this.goes) return
    this.goes = true
    const before = this.at
    this.at = Math.max(0, step)
    const came = await this.fetchStep()
    this.goes = false
    if (came) this.title.focus({ preventScroll: true })
    else {
      this.at = before
      this.show()
    }
  }

  /** @returns {Promise<boolean>} Whether it came. */
  async fetchStep() {
    const { place, at } = this
    if (!place) return false
    const { status, body, sentence } = await place.ask(`/step?step=${at}`)
    if (at !== this.at) return false
    if (status !== 200) {
      this.refused = status === 0 ? UNHEARD : sentence
      this.show()
      return false
    }
    const isOther = this.told?.step !== body.step
    this.told = /** @type {Step} */ (body)
    this.refused = ""
    if (isOther) {
      this.again = false
      this.message = ""
      const address = body.drawing || body.address
      this.elsewhere.textContent = address && !this.showPage(address) ? SHOWN_THERE : ""
    }
    if (this.told.waits) setTimeout(() => this.told?.waits && void this.fetchStep(), PAUSE)
    this.show()
    return true
  }

  show() {
    const { place, told } = this
    const view = place?.view
    if (!place || !view) return
    const isOwn = view.pace === "own"
    this.ways.hidden = !isOwn
    this.back.disabled = this.at === 0
    this.where.textContent = `Room ${place.code} · ${isOwn ? "your own pace" : "your teacher leads"}`
    if (told) {
      const where = told.step < 1000 ? `Step ${told.step + 1}` : "A task of your class"
      this.where.textContent = `Room ${place.code} · ${where}`
      if (this.title.textContent !== told.title) this.title.textContent = told.title
      if (this.prose.dataset.given !== told.prose) {
        this.prose.dataset.given = told.prose
        this.prose.innerHTML = told.prose
      }
      this.showQuestion(told)
      this.shown.show(place, told)
    }
    const lost = place.lost ? UNHEARD : ""
    const paused = view.paused ? "Your teacher has paused the room: nothing is taken just now." : ""
    this.note.textContent = [lost, paused, this.refused, told?.message ?? ""].filter(Boolean).join(" ")
  }

  /** @param {Step} told */
  showQuestion(told) {
    const view = this.place?.view
    if (!view || this.sending.goesOn) return
    const round = view.again.includes(told.step) ? 2 : 1
    const given = givenIn(view, told.step, round)
    const isShown = view.shown.some(({ step }) => step === told.step)
    const isOpen = told.takes !== "" && isHere(told) && !isShown && (!given || this.again)
    const asksCell = isOpen && told.ask?.type === "cell" ? told.ask.of : null
    const covered = coveredBy(told, isOpen && !given)
    cover({ covered, gone: [], locked: [], pointed: [], cell: asksCell })
    const key = JSON.stringify([told, round, isOpen, given])
    if (key !== this.key) {
      this.key = key
      this.part = isOpen ? this.asks(told, round) : undefined
      this.question.replaceChildren(...(this.part ? [this.part.node] : this.settled(told, given, isShown)))
    }
    this.part?.update?.(panelOf(told, this.message))
  }

  /**
   * @param {Step} told
   * @param {number} round
   */
  asks(told, round) {
    const draft = draftOf(`${this.place?.code} ${told.step} ${round}`)
    const say = (/** @type {Said} */ said, /** @type {HTMLElement} */ button) => void this.say(said, button, round)
    return partOf(panelOf(told, ""), { draft, say, go() {} })
  }

  /**
   * What stands in place of a question that is answered, or cannot be.
   * @param {Step} told
   * @param {import("./place.js").Given | undefined} given
   * @param {boolean} isShown
   */
  settled(told, given, isShown) {
    if (told.takes && !isHere(told)) return [element("p", { class: "faint", text: NOT_HERE })]
    if (!given) return []
    const ask = takesDrawing(told) ? /** @type {const} */ ({ type: "draw" }) : told.ask
    const { node } = answered(ask, { text: given.text, sure: given.sure, again: "" })
    const change = element("button", { type: "button", text: "Answer anew" })
    change.onclick = () => {
      this.again = true
      this.show()
    }
    return isShown ? [node] : [node, change]
  }

  /**
   * @param {Said} said
   * @param {HTMLElement} button
   * @param {number} round
   */
  async say(said, button, round) {
    const { place, told } = this
    if (!place || !told || said.what !== "answer") return
    this.message = ""
    const strokes = takesDrawing(told) ? this.page.drawing().strokes : []
    if (takesDrawing(told) && !strokes.length) {
      this.message = "Nothing is drawn yet."
      this.show()
      return
    }
    this.sending.begin(button)
    const drawn = takesDrawing(told) ? { text: "", drawing: drawnAddress(told, strokes) } : { text: said.text }
    const sure = said.sure ? { sure: said.sure } : {}
    const { sentence } = await place.ask("/answer", { step: told.step, round, ...drawn, ...sure })
    if (sentence) this.message = sentence
    else {
      this.again = false
      await place.look()
    }
    this.sending.end()
  }
}
