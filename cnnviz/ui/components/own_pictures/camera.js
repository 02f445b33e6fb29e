// The camera: its picture, and squares cut out of it.

import { element } from "../shared/element.js"
import { contextOf, find } from "../shared/find.js"
import { asJpeg } from "./files.js"

/** The side of what is sent, in pixels, at most. */
const LARGEST = 256

/**
 * Whether the page may ask for a camera: over plain http it may not.
 * @returns {boolean}
 */
export function hasCamera() {
  return typeof navigator !== "undefined" && Boolean(navigator.mediaDevices?.getUserMedia)
}

/**
 * Why there is no camera.
 * @param {unknown} error - What the browser says.
 * @returns {string}
 */
export function cameraWords(error) {
  const name = error instanceof Error ? error.name : ""
  const missing = name === "NotFoundError" || name === "OverconstrainedError"
  if (missing) return "There is no camera here: choose Files instead."
  if (name === "NotReadableError") return "Another program uses the camera: close it there, or choose Files."
  return "Your browser does not let this page use a camera: allow it in the address bar, or choose Files."
}

/**
 * The largest square in the middle of a picture.
 * @param {number} width
 * @param {number} height
 * @returns {{left: number, top: number, side: number}}
 */
export function middleSquare(width, height) {
  const side = Math.min(width, height)
  return { left: Math.floor((width - side) / 2), top: Math.floor((height - side) / 2), side }
}

export class Camera {
  /** @type {MediaStream | undefined} */
  stream = undefined
  /** @type {Promise<void> | undefined} */
  opening = undefined
  /** Grows when the camera is closed: what was being opened is no longer wanted. */
  turn = 0

  /**
   * @param {HTMLElement} panel
   * @param {() => void} opened - Hears that it sees something.
   * @param {() => void} closed - Hears that it was closed, by a button or because it is gone.
   */
  constructor(panel, opened, closed) {
    this.panel = panel
    this.opened = opened
    this.closed = closed
    this.video = find(panel, "video", HTMLVideoElement)
    this.hint = find(panel, ".hint", HTMLElement)
    this.light = find(panel, ".recording", HTMLElement)
    find(panel, ".close", HTMLButtonElement).onclick = () => this.close()
  }

  get ready() {
    return Boolean(this.stream && this.video.videoWidth)
  }

  /**
   * Open it, unless it is open.
   * @returns {Promise<void>}
   * @throws {DOMException} If the visitor or the browser refuses.
   */
  open() {
    if (this.ready) return Promise.resolve()
    this.panel.hidden = false
    this.opening ??= this.begin(this.turn).finally(() => {
      this.opening = undefined
    })
    return this.opening
  }

  /** @param {number} turn */
  async begin(turn) {
    this.say("The browser asks whether this page may use the camera.")
    const video = { width: { ideal: 640 }, height: { ideal: 480 }, facingMode: "environment" }
    const stream = await navigator.mediaDevices.getUserMedia({ video, audio: false }).catch((error) => {
      this.panel.hidden = true
      throw error
    })
    if (turn !== this.turn) {
      stop(stream)
      throw new DOMException("", "AbortError")
    }
    this.stream = stream
    for (const track of stream.getTracks()) track.onended = () => this.close()
    // A picture of whoever sits in front of it is that of a mirror.
    const { facingMode } = stream.getVideoTracks()[0]?.getSettings() ?? {}
    this.video.classList.toggle("mirrored", facingMode !== "environment")
    this.video.srcObject = stream
    await this.video.play()
    this.say("Hold the button of a class: about six pictures a second.")
    this.opened()
  }

  close() {
    this.turn += 1
    if (this.stream) stop(this.stream)
    this.stream = undefined
    this.video.srcObject = null
    this.panel.hidden = true
    this.show(false)
    this.closed()
  }

  /** @param {boolean} recording */
  show(recording) {
    this.light.hidden = !recording
    this.panel.classList.toggle("on", recording)
  }

  /** @param {string} words */
  say(words) {
    if (this.hint.textContent !== words) this.hint.textContent = words
  }

  /**
   * The middle of what it sees now.
   * @returns {Promise<Blob | null>}
   */
  frame() {
    const { videoWidth, videoHeight } = this.video
    const { left, top, side } = middleSquare(videoWidth, videoHeight)
    const size = Math.min(side, LARGEST)
    const canvas = element("canvas", { width: size, height: size })
    const context = contextOf(canvas)
    context.imageSmoothingQuality = "high"
    context.drawImage(this.video, left, top, side, side, 0, 0, size, size)
    return asJpeg(canvas)
  }
}

/** @param {MediaStream} stream */
function stop(stream) {
  for (const track of stream.getTracks()) {
    track.onended = null
    track.stop()
  }
}
