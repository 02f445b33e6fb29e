// Pictures a moment apart, for as long as a button is held.

import { Frames } from "./uploads.js"
import { untakenWords } from "./words.js"

/** @import { Answer } from "./ask.js" */
/** @import { Camera } from "./camera.js" */

/** Between two pictures, in milliseconds. */
const PAUSE = 160
/** How many pictures of a hold are sent. */
const MOST = 60

export class Recorder {
  /** @type {ReturnType<typeof setInterval> | undefined} */
  timer = undefined
  /** How many were taken. */
  taken = 0
  /** Pictures that the browser is still packing. @type {Set<Promise<void>>} */
  packing = new Set()

  /**
   * @param {Pick<Camera, "frame">} camera
   * @param {(frame: Blob) => Promise<Answer<unknown>>} send
   * @param {() => void} stopped - Hears that it stopped by itself.
   */
  constructor(camera, send, stopped) {
    this.camera = camera
    this.frames = new Frames(send)
    this.stopped = stopped
  }

  /** Take a picture now, and go on. */
  start() {
    this.timer = setInterval(() => this.shoot(), PAUSE)
    this.shoot()
  }

  stop() {
    clearInterval(this.timer)
    this.timer = undefined
  }

  shoot() {
    if (this.frames.ended !== undefined || this.taken >= MOST) {
      this.stop()
      this.stopped()
      return
    }
    const packed = this.camera.frame().then((frame) => {
      if (frame && this.taken < MOST && this.frames.offer(frame)) this.taken += 1
    })
    this.packing.add(packed)
    void packed.finally(() => this.packing.delete(packed))
  }

  /**
   * Wait until all that was taken is answered.
   * @returns {Promise<string>} What went wrong; "" where nothing did.
   */
  async settled() {
    await Promise.all(this.packing)
    await this.frames.settled()
    const { ended, refused } = this.frames
    return ended ?? (refused.count ? untakenWords(refused.count, refused.say) : "")
  }
}
