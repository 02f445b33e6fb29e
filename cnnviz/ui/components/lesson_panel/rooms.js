// The places in the panel that a room fills. Nothing of a room is loaded where there is none.

import { element } from "../shared/element.js"

/** @import { InRoom } from "./in_room.js" */
/** @import { Course } from "./room_types.js" */
/** @import { PanelData, Said, Shown } from "./types.js" */

export class Rooms {
  /** @type {InRoom | undefined} */
  room = undefined
  /** @type {string | null} */
  code = null

  /**
   * @param {object} host
   * @param {() => void} host.refresh - Shows the panel again.
   * @param {(said: Said) => void} host.tell - Tells Python.
   */
  constructor(host) {
    this.host = host
    this.top = element("div")
    this.middle = element("div")
    this.end = element("div")
  }

  /**
   * Be in the room of a run, or in none.
   * @param {PanelData} data
   */
  enter({ room = null }) {
    if (room !== this.code) {
      this.leave()
      this.code = room
      this.room = undefined
      for (const place of [this.top, this.middle, this.end]) place.replaceChildren()
      if (room !== null) void this.load(room)
    }
    this.room?.attend()
  }

  /** @param {string} code */
  async load(code) {
    const { InRoom } = await import("./in_room.js")
    if (this.code !== code || this.room) return
    this.room = new InRoom(code, this.host)
    this.top.append(this.room.top)
    this.middle.append(this.room.middle)
    this.end.append(this.room.end)
    this.room.attend()
    this.host.refresh()
  }

  leave() {
    this.room?.leave()
  }

  /** Whether all look at something else than the step's page. */
  get looks() {
    return this.room?.looks ?? false
  }

  /** Whether a task of the class is shown in place of the step. */
  get asks() {
    return this.room?.asked !== undefined
  }

  /**
   * @param {PanelData} data
   * @returns {Course | undefined} What the room changes in the panel.
   */
  course(data) {
    return this.room?.course(data)
  }

  /** @param {Shown} data */
  show(data) {
    this.room?.update(data)
  }

  /**
   * @param {Said} said
   * @param {PanelData} data
   * @returns {Said} As Python is to be told.
   */
  said(said, data) {
    return this.room?.said(said, data) ?? said
  }

  /**
   * Python has answered what was said.
   * @param {PanelData} data
   */
  answered(data) {
    this.room?.answered(data)
  }
}
