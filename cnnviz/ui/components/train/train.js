// A training that is watched: its buttons, its curves, and what the network makes of pictures meanwhile.

import { coverEvents } from "../shared/covers.js"
import { find } from "../shared/find.js"
import { mount } from "../shared/mount.js"
import { askTo } from "./ask.js"
import { buttonsOf } from "./buttons.js"
import { Curves } from "./curves.js"
import { Filters } from "./filters.js"
import { HeldOut } from "./held_out.js"
import { joined, sameRecipe } from "./known.js"
import { LastBatch } from "./last_batch.js"
import { News } from "./news.js"
import { Reading } from "./reading.js"
import { Spreads } from "./spreads.js"
import { Toolbar } from "./toolbar.js"
import { Watch } from "./watch.js"
import { isOver } from "./words.js"

/** @import { Ears, Send } from "../shared/mount.js" */
/** @import { Answer } from "./ask.js" */
/** @import { Wish } from "./toolbar.js" */
/** @import { Known, Status, TrainData } from "./types.js" */

const SILENT = "The server does not answer. The page goes on trying."
const UNHEARD = "The server does not answer. Press the button again in a moment."

/**
 * What runs were started with, for whoever comes back to the page.
 * @type {Map<string, TrainData["recipe"]>}
 */
const recipes = new Map()

/** The number of the last message to Python; it grows even over reloads of the page. */
let lastNumber = 0

export default mount((root, /** @type {TrainData} */ data) => new TrainPage(root, data), ".train")

class TrainPage {
  /** The run that is watched. @type {string | undefined} */
  run = undefined
  /** What is known of it. @type {Known | undefined} */
  known = undefined
  /** Why nothing new is seen. */
  trouble = ""
  /** Why what was asked for was not done. */
  complaint = ""
  /** Whether the run's end is news for Python. */
  unended = false
  /** Whether a run is being asked for. */
  starting = false
  frame = 0
  /** What is drawn, as a text that changes with it. */
  drawn = ""
  /** @type {Send | undefined} */
  send = undefined
  /** What a server that does not know this visit was asked to start. @type {{visit: string, recipe: TrainData["recipe"], first?: Wish} | undefined} */
  refused = undefined

  /**
   * @param {HTMLElement} root
   * @param {TrainData} data
   */
  constructor(root, data) {
    this.root = root
    this.data = data
    this.mark = data.mark
    this.toolbar = new Toolbar(
      root,
      (wish) => void this.wish(wish),
      (rate) => void this.command({ do: "rate", rate }),
      (sentence) => this.complain(sentence),
    )
    this.curves = new Curves(root, () => this.soon(true))
    this.news = new News(root)
    this.always = [new Reading(root), new Filters(root)]
    this.folded = [new HeldOut(root), new LastBatch(root), new Spreads(root)]
    this.watch = new Watch(
      () => this.question(),
      (answer, run) => this.hear(answer, run),
    )
    for (const { root: details } of this.folded) details.ontoggle = () => this.soon(true)
  }

  /** @param {Ears} ears */
  listen({ on, onWidth }) {
    onWidth(() => this.soon(true))
    on(coverEvents, "change", () => this.soon(true))
    on(document, "visibilitychange", () => {
      if (this.watch.on && !document.hidden) this.watch.begin()
    })
  }

  /**
   * @param {TrainData} data
   * @param {Send} send
   */
  update(data, send) {
    this.send = send
    this.data = data
    const wanted = data.mark !== this.mark
    this.mark = data.mark
    const { refused } = this
    if (refused && refused.visit !== data.visit) {
      // The server was started anew, and knows this page again.
      this.refused = undefined
      this.complain("")
      void this.start(refused.recipe, refused.first)
    }
    if (data.run && data.run !== this.run && (wanted || !this.run)) this.follow(data.run)
    else if (wanted && !data.run) this.follow(undefined)
    else if (this.run && this.state !== "failed") {
      this.watch.begin()
      // A picture that has just changed takes a moment to get through the network.
      setTimeout(() => this.run && this.watch.begin(), 300)
    }
    this.soon()
  }

  leave() {
    this.watch.end()
  }

  /** @returns {Status | "idle"} */
  get state() {
    return this.known?.header.status ?? "idle"
  }

  /** What the watched run was started with. */
  get recipe() {
    if (!this.run) return null
    return this.known?.header.recipe ?? recipes.get(this.run) ?? null
  }

  /**
   * Watch a run from its beginning.
   * @param {string | undefined} run
   */
  follow(run) {
    this.watch.end()
    this.run = run
    this.known = undefined
    this.trouble = this.complaint = ""
    this.unended = false
    // Unless it says otherwise: a page that was loaded again shows the settings of the run that goes on.
    if (run && !recipes.has(run) && this.data.recipe) recipes.set(run, this.data.recipe)
    if (run) this.watch.begin()
    this.soon(true)
  }

  question() {
    if (!this.run || !this.root.isConnected) return undefined
    return { url: this.data.url, visit: this.data.visit, run: this.run, since: this.known?.loss.length ?? 0 }
  }

  /**
   * @param {Answer} answer
   * @param {string} run - The one that was asked about.
   */
  hear({ message, status, say }, run) {
    if (run !== this.run) return
    if (!message) {
      if (status === 404) this.lose(say)
      else this.trouble = say || SILENT
      this.soon()
      return
    }
    this.trouble = ""
    this.known = joined(this.known, message.header, message.arrays)
    if (!isOver(this.state)) this.unended = true
    else if (this.unended) {
      this.unended = false
      this.tell({ run, status: this.state })
    }
    this.soon()
  }

  /**
   * The server has forgotten the run. What was seen of it stays.
   * @param {string} sentence
   */
  lose(sentence) {
    if (this.known && !isOver(this.state)) this.known.header.status = "stopped"
    if (!this.known) this.run = undefined
    this.trouble = sentence || "This training is gone."
    this.soon()
  }

  /** @param {{run: string, status?: string}} news - For Python. */
  tell(news) {
    lastNumber = Math.max(lastNumber + 1, Date.now())
    this.send?.setStateValue("run", { ...news, number: lastNumber })
  }

  /** @param {Wish} wish */
  async wish(wish) {
    if (wish === "start") await this.start(this.data.recipe)
    else if (wish === "again") await this.start(this.recipe ?? this.data.recipe)
    // Whoever begins with one batch wants to see that one alone.
    else if (this.state === "idle") await this.start(this.data.recipe, wish)
    else await this.command({ do: wish })
  }

  /**
   * @param {TrainData["recipe"]} recipe
   * @param {Wish} [first] - One batch, or one epoch: after it the run pauses.
   * @returns {Promise<boolean>} Whether a run has begun.
   */
  async start(recipe, first) {
    if (!recipe || this.starting) return false
    this.starting = true
    const { visit } = this.data
    const { run, say, status } = await askTo(this.data.url, { visit, do: "start", recipe, first })
    this.starting = false
    if (!run) {
      this.refused = status === 404 ? { visit, recipe, first } : undefined
      if (this.refused && this.data.visit !== visit) {
        this.refused = undefined
        return this.start(recipe, first)
      }
      this.complain(say || UNHEARD)
      return false
    }
    recipes.set(run, recipe)
    this.curves.prediction.begun()
    this.follow(run)
    this.unended = true
    this.tell({ run })
    return true
  }

  /** @param {{do: string, rate?: number}} command */
  async command(command) {
    const { run } = this
    if (!run) return
    this.complain("")
    const { status, say } = await askTo(this.data.url, { visit: this.data.visit, run, ...command })
    if (run !== this.run) return
    if (status === 404) this.lose(say)
    else if (status >= 400 || status === 0) this.complain(say || UNHEARD)
    else this.watch.begin()
  }

  /** @param {string} sentence */
  complain(sentence) {
    this.complaint = sentence
    this.soon()
  }

  /**
   * Paint before the browser shows the next picture.
   * @param {boolean} [all] - Also what has been drawn already.
   */
  soon(all = false) {
    if (all) this.drawn = ""
    if (!this.frame) this.frame = requestAnimationFrame(() => this.paint())
  }

  paint() {
    this.frame = 0
    const { known, state, data } = this
    const header = known?.header
    this.root.dataset.state = state
    this.root.dataset.step = `${header?.step ?? 0}`
    const differs = Boolean(data.recipe && this.recipe && !sameRecipe(data.recipe, this.recipe))
    this.toolbar.show(buttonsOf(state, Boolean(data.recipe), differs), header?.rate ?? data.rate)
    const steps = (header?.steps_per_epoch ?? 0) * (header?.epochs ?? 0)
    this.toolbar.showProgress(header && steps ? header.step / steps : 0)
    this.news.show(header, this.sentence())
    find(this.root, ".before", HTMLElement).hidden = Boolean(known)
    find(this.root, ".during", HTMLElement).hidden = !known
    this.draw()
  }

  /** What is to be said beside the status. */
  sentence() {
    const resting = this.state === "idle" || isOver(this.state)
    const parts = [this.trouble, this.complaint, this.known?.header.message ?? "", resting ? this.data.problem : ""]
    return [...new Set(parts.filter(Boolean))].join(" ")
  }

  /** Draw curves and pictures, unless they are drawn already. */
  draw() {
    const { known, state, root } = this
    const width = root.clientWidth
    const header = known?.header
    const drawn = JSON.stringify([
      [state, width, this.run, header?.version, header?.step, header?.history?.length, header?.rates?.length],
      [header?.title, header?.beside?.title, header?.beside?.status, header?.beside?.history.length],
      Object.keys(known?.arrays ?? {}).length,
    ])
    if (!width || drawn === this.drawn) return
    this.drawn = drawn
    const { epochs } = this.data.recipe ?? {}
    this.curves.draw(known, state, typeof epochs === "number" ? epochs : 0)
    if (!known) return
    for (const part of this.always) part.draw(known, width)
    for (const part of this.folded) if (part.root.open) part.draw(known, width)
  }
}
