// A visitor's own classes of pictures: drawn, recorded with the camera, or chosen from files.

import { connection } from "../shared/connection.js"
import { find } from "../shared/find.js"
import { mount } from "../shared/mount.js"
import { askAbout, askForSet, sendChange, sendPicture, sendZip } from "./ask.js"
import { Camera, cameraWords, hasCamera } from "./camera.js"
import { Cards } from "./cards.js"
import { bodyOf } from "./files.js"
import { Foot } from "./foot.js"
import { deleteOnLeaving } from "./leaving.js"
import { Live } from "./live.js"
import { Pad } from "./pad.js"
import { Recorder } from "./recorder.js"
import { setOf, totalOf, withPicture } from "./sets.js"
import { isZip, OneByOne, sendAll } from "./uploads.js"
import { countWords, endedWords, freeName, refusedWords } from "./words.js"

/** @import { Stroke } from "../shared/strokes.js" */
/** @import { Ears, Send } from "../shared/mount.js" */
/** @import { Answer } from "./ask.js" */
/** @import { AddedMessage, Change, OwnData, OwnSet, Place, SetMessage } from "./types.js" */

/** After how long to ask again where the server was silent, in milliseconds. */
const AGAIN = 2000
/** How long it takes at most until a run of the page follows the last, in milliseconds. */
const BETWEEN_RUNS = 400

const GONE = "This class is gone."

/** The number of the last message to Python; it grows even over reloads of the page. */
let lastNumber = 0

export default mount((root, /** @type {OwnData} */ data) => new OwnPictures(root, data), ".own-pictures")

class OwnPictures {
  /** @type {OwnSet | undefined} */
  set = undefined
  /** What is going on, with the server or the camera. */
  jobs = 0
  /** Whether the set has changed since Python heard of it. */
  changed = false
  /** Whether the set could not be read last time. */
  unread = false
  /** Whether Python knew another set while something was going on. */
  missed = false
  /** The class whose button is held. @type {{key: number} | undefined} */
  held = undefined
  /** @type {Recorder | undefined} */
  recorder = undefined
  /** What is said of each class while its files are sent. @type {Map<number, string>} */
  progress = new Map()
  requests = new OneByOne()
  batches = new OneByOne()
  /** @type {Send | undefined} */
  send = undefined
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  leaving = undefined
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  again = undefined

  /**
   * @param {HTMLElement} root
   * @param {OwnData} data
   */
  constructor(root, data) {
    this.root = root
    this.data = data
    /** Another one where other pictures are meant: what was asked about the old one is given up. @type {Place} */
    this.place = { visit: data.visit, url: data.url, kind: data.kind }
    this.says = find(root, "[role=alert]", HTMLElement)
    this.news = find(root, ".news", HTMLElement)
    this.cards = new Cards(find(root, ".cards", HTMLElement), {
      draw: (key) => this.pad.open(key),
      record: (key) => void this.record(key),
      release: () => this.release(),
      files: (key, files) => void this.takeFiles(key, files),
      rename: (key, name) => void this.change(key, (index) => ({ do: "rename", class: index, name })),
      remove: (key) => void this.remove(key),
      erase: (key, id) => void this.erase(key, id),
    })
    this.pad = new Pad(
      find(root, ".pad", HTMLElement),
      (key, strokes) => this.takeDrawing(key, strokes),
      (key) => this.cards.cards.get(key)?.first().focus(),
    )
    this.camera = new Camera(
      find(root, ".camera", HTMLElement),
      () => this.live.start(),
      () => {
        this.live.stop()
        this.release()
      },
    )
    this.live = new Live(
      find(root, ".live", HTMLElement),
      async () => (this.camera.ready && !this.held && !document.hidden ? this.camera.frame() : null),
      (frame) => askAbout(this.place, frame),
    )
    this.foot = new Foot(
      root,
      () => void this.empty(),
      (zip) => void this.openZip(zip),
    )
    this.another = find(root, ".another", HTMLButtonElement)
    this.another.onclick = () => void this.addClass()
    find(root, ".read", HTMLButtonElement).onclick = () => this.complain("")
    this.dropping()
  }

  // What Python says, and what it hears

  /** @param {Ears} ears */
  listen({ on, onWidth }) {
    on(window, "blur", () => this.release())
    on(document, "visibilitychange", () => document.hidden && this.release())
    on(connection, "back", () => !this.set && void this.load())
    onWidth(() => this.pad.fit())
  }

  /**
   * @param {OwnData} data
   * @param {Send} send
   */
  update(data, send) {
    clearTimeout(this.leaving)
    this.send = send
    const { visit, url, kind } = data
    const other = ["visit", "url", "kind"].some((name) => Reflect.get(data, name) !== Reflect.get(this.data, name))
    this.data = data
    if (other) {
      this.place = { visit, url, kind }
      this.close()
      this.set = undefined
      this.changed = false
      void this.load()
    } else this.catchUp()
    this.show()
  }

  /** A run of the page ends: the next one begins at once, unless the visitor has left. */
  leave() {
    this.leaving = setTimeout(() => this.close(), BETWEEN_RUNS)
  }

  close() {
    clearTimeout(this.again)
    this.camera.close()
    this.pad.close()
    this.complain("")
  }

  /** Ask for the set, where Python knows another one; what is going on tells Python of it anyway. */
  catchUp() {
    if (this.data.version === this.set?.version) return
    if (this.jobs) this.missed = true
    else void this.load()
  }

  load() {
    clearTimeout(this.again)
    const { place } = this
    return this.job(() => this.requests.run(() => this.fetch(place)))
  }

  /** @param {Place} place */
  async fetch(place) {
    if (place !== this.place) return
    const { message, status, say } = await askForSet(place)
    if (place !== this.place) return
    if (message) this.set = setOf(message, this.set)
    if (!message || this.unread) this.complain(say)
    this.unread = !message
    if (status === 0) this.again = setTimeout(() => this.root.isConnected && void this.load(), AGAIN)
  }

  /** Tell Python, once all is done. */
  tell() {
    if (this.jobs) return
    const { changed, missed } = this
    this.changed = this.missed = false
    if (!changed && missed) this.catchUp()
    if (!changed || !this.set) return
    lastNumber = Math.max(lastNumber + 1, Date.now())
    this.send?.setStateValue("changed", { number: lastNumber, version: this.set.version })
  }

  /**
   * Do something that takes a while.
   * @template Found
   * @param {() => Promise<Found>} act
   * @returns {Promise<Found>}
   */
  async job(act) {
    this.jobs += 1
    this.show()
    try {
      return await act()
    } finally {
      this.jobs -= 1
      this.tell()
      this.show()
    }
  }

  // What the visitor asks for

  /**
   * Ask for a change of the set.
   * @param {number | undefined} key - Of the class that it is about.
   * @param {(index: number) => Change} make - Gets the class's index.
   * @returns {Promise<boolean>} Whether it was done.
   */
  change(key, make) {
    const { place } = this
    this.complain("")
    return this.job(() =>
      this.requests.run(async () => {
        const index = key === undefined ? -1 : this.indexOf(key)
        if (place !== this.place || (key !== undefined && index < 0)) return false
        const wish = make(index)
        return this.take(place, await sendChange(place, wish), this.set, wish.do === "remove" ? index : undefined)
      }),
    )
  }

  /**
   * Take a new set over.
   * @param {Place} place
   * @param {Answer<SetMessage>} answer
   * @param {OwnSet} [known] - What is left of it.
   * @param {number} [removed] - The index of the class that is gone.
   * @returns {Promise<boolean>} Whether there is one.
   */
  async take(place, { message, say }, known, removed) {
    if (place !== this.place) return false
    if (!message) {
      this.complain(say)
      return false
    }
    this.changed = true
    const set = setOf(message, known, removed)
    if (set) this.set = set
    else await this.fetch(place)
    return true
  }

  async addClass() {
    const name = freeName(this.set?.classes.map((group) => group.name) ?? [])
    if (!(await this.change(undefined, () => ({ do: "add", name })))) return
    const last = this.set?.classes.at(-1)
    const field = last && this.cards.cards.get(last.key)?.field
    field?.focus()
    field?.select()
  }

  /** @param {number} key */
  async remove(key) {
    const name = this.nameOf(key)
    if (await this.change(key, (index) => ({ do: "remove", class: index }))) this.announce(`${name} is removed.`)
  }

  /**
   * @param {number} key
   * @param {number} id
   */
  async erase(key, id) {
    if (await this.change(key, (index) => ({ do: "delete", class: index, id }))) this.announceCount(key)
    else this.cards.cards.get(key)?.thumbs.restore()
  }

  async empty() {
    this.giveUp()
    if (await this.change(undefined, () => ({ do: "empty" }))) this.announce("Your pictures are deleted.")
  }

  /** @param {File} zip */
  async openZip(zip) {
    this.complain("")
    if (!this.set || !(await this.foot.mayReplace())) return
    this.giveUp()
    const { place } = this
    const opened = await this.job(() =>
      this.requests.run(async () => place === this.place && this.take(place, await sendZip(place, zip))),
    )
    if (opened) deleteOnLeaving(place)
    if (opened) this.announce(`${countWords(totalOf(this.set))} opened.`)
  }

  /** Let go of what is on its way. */
  giveUp() {
    this.release()
    this.place = { ...this.place }
  }

  // New pictures

  /**
   * Hand a picture in.
   * @param {Place} place - Nothing is sent once another one is meant.
   * @param {number} key - Of its class.
   * @param {Blob} body
   * @returns {Promise<Answer<AddedMessage>>}
   */
  upload(place, key, body) {
    return this.requests.run(async () => {
      if (place !== this.place) return { status: 404, say: "" }
      const index = this.indexOf(key)
      if (index < 0) return { status: 404, say: GONE }
      const answer = await sendPicture(place, index, body)
      if (answer.message) deleteOnLeaving(place)
      if (answer.message && place === this.place && this.set) {
        this.changed = true
        const set = withPicture(this.set, answer.message)
        if (set) this.set = set
        else await this.fetch(place)
        this.show()
      }
      return answer
    })
  }

  /**
   * @param {number} key
   * @param {Stroke[]} strokes
   * @returns {Promise<boolean>} Whether it was taken.
   */
  async takeDrawing(key, strokes) {
    const { place } = this
    this.complain("")
    const body = new Blob([JSON.stringify({ strokes })], { type: "application/json" })
    const { status, say } = await this.job(() => this.upload(place, key, body))
    if (status === 200) this.announceCount(key)
    else this.complain(say)
    return status === 200
  }

  /**
   * @param {number} key
   * @param {File[]} files
   */
  async takeFiles(key, files) {
    const zip = files.find(isZip)
    if (zip) {
      await this.openZip(zip)
      return
    }
    const { place } = this
    this.complain("")
    const sentence = await this.job(() => this.batches.run(() => this.sendFiles(place, key, files)))
    if (place !== this.place) return
    this.announceCount(key)
    if (sentence) this.complain(sentence)
  }

  /**
   * @param {Place} place
   * @param {number} key
   * @param {File[]} files
   * @returns {Promise<string>} What went wrong.
   */
  async sendFiles(place, key, files) {
    const send = async (/** @type {number} */ index) => {
      const body = await bodyOf(files[index]).catch(() => undefined)
      return body ? this.upload(place, key, body) : { status: 400, say: "It cannot be read: choose files, no folders." }
    }
    const { refused, ended, left } = await sendAll(files, send, (begun) => {
      this.progress.set(key, `Sending ${begun} of ${files.length}`)
      this.show()
    })
    this.progress.delete(key)
    return [refusedWords(refused), ended && endedWords(ended, left)].filter(Boolean).join(" ")
  }

  /** @param {number} key */
  async record(key) {
    this.release()
    this.complain("")
    const held = { key }
    this.held = held
    this.show()
    if (!this.camera.ready) {
      await this.camera.open().catch((error) => {
        if (error?.name !== "AbortError") this.complain(cameraWords(error))
      })
    }
    // The visitor may have let go while the browser asked.
    if (this.held !== held || !this.camera.ready) return
    const { place } = this
    const recorder = new Recorder(
      this.camera,
      (frame) => this.upload(place, key, frame),
      () => this.release(),
    )
    this.recorder = recorder
    this.camera.show(true)
    await this.job(async () => {
      recorder.start()
      this.show()
      await new Promise((resolve) => (this.finishHold = () => resolve(undefined)))
      const sentence = await recorder.settled()
      if (sentence) this.complain(sentence)
    })
    if (place === this.place) this.announceCount(key)
  }

  /** What tells a recording that it ends. */
  finishHold = () => {}

  /** The button is no longer held. */
  release() {
    if (!this.held) return
    this.held = undefined
    this.recorder?.stop()
    this.recorder = undefined
    this.camera.show(false)
    this.finishHold()
    this.show()
  }

  /** Files may be dropped on every class, and a saved set anywhere. */
  dropping() {
    const { root } = this
    const isFile = (/** @type {DragEvent} */ event) => event.dataTransfer?.types.includes("Files") && this.set
    root.ondragover = (event) => {
      if (!isFile(event)) return
      event.preventDefault()
      this.cards.highlight(this.cards.around(event.target))
    }
    root.ondragleave = ({ relatedTarget }) => {
      if (!(relatedTarget instanceof Node && root.contains(relatedTarget))) this.cards.highlight(undefined)
    }
    root.ondrop = (event) => {
      this.cards.highlight(undefined)
      if (!isFile(event)) return
      event.preventDefault()
      const files = [...(event.dataTransfer?.files ?? [])]
      const card = this.cards.around(event.target)
      if (card || files.some(isZip)) void this.takeFiles(card?.key ?? -1, files)
      else this.complain("Drop pictures onto the class that they belong to.")
    }
  }

  // What is shown

  /** @param {number} key */
  indexOf(key) {
    return this.set?.classes.findIndex((group) => group.key === key) ?? -1
  }

  /** @param {number} key */
  nameOf(key) {
    return this.set?.classes[this.indexOf(key)]?.name ?? ""
  }

  /** @param {number} key */
  announceCount(key) {
    const group = this.set?.classes[this.indexOf(key)]
    if (group) this.announce(`${countWords(group.pictures.length)} of ${group.name}`)
  }

  /** @param {string} words */
  announce(words) {
    this.news.textContent = words
  }

  /** @param {string} sentence - "" takes back what was said. */
  complain(sentence) {
    find(this.root, ".trouble", HTMLElement).hidden = !sentence
    if (this.says.textContent !== sentence) this.says.textContent = sentence
  }

  show() {
    const { root, set, place } = this
    root.dataset.state = set ? (this.jobs ? "busy" : "ready") : "loading"
    find(root, ".waiting", HTMLElement).hidden = Boolean(set)
    find(root, ".bench", HTMLElement).hidden = !set
    find(root, ".below", HTMLElement).classList.toggle("passing", Boolean(this.held))
    const warning = find(root, ".warning", HTMLElement)
    if (warning.textContent !== (set?.warning ?? "")) warning.textContent = set?.warning ?? ""
    warning.hidden = !set?.warning
    this.foot.show(set, place)
    if (!set) return
    this.cards.show(set, {
      draws: place.kind === "drawings",
      records: hasCamera(),
      progress: this.progress,
      recorded: this.recorder && this.held?.key,
    })
    this.pad.show(set.classes)
    this.another.hidden = set.classes.length >= set.mostClasses
  }
}
