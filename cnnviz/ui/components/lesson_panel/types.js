// What the lesson panel gets and says; nothing here runs. __init__.py says the same in Python.

/** @import { Course } from "./room_types.js" */

/** @typedef {"explain" | "predict" | "vote" | "work" | "do" | "reveal" | "reflect"} Kind */

/** @typedef {{title: string, kind: Kind, state: "done" | "open" | "ahead", href: string | null}} Step */

/** @typedef {{type: "choose", options: string[]}} Choose */
/** @typedef {{type: "order", items: string[]}} Order */
/** @typedef {{type: "number", unit: string, placeholder: string}} NumberAsk */
/** @typedef {{type: "class", options: string[]}} Class */
/** @typedef {{type: "cell", of: string, rows: number, cols: number}} CellAsk */
/** @typedef {{type: "draw"}} Draw */

/** What is asked for. @typedef {Choose | Order | NumberAsk | Class | CellAsk | Draw} Ask */

/**
 * A sum whose value is to be filled in, and every line whose value is null.
 * @typedef {{lines: {words: string, value: string | null}[], words: string, unit: string}} Ledger
 */

/** @typedef {{words: string, now: string, holds: boolean}} Goal */

/** sure: 0 where it was not asked. again: "" before the second round. @typedef {{text: string, sure: number, again: string}} Answer */

/** @typedef {{blanks: boolean[], value: boolean}} Marks */

/**
 * An answer beside the truth. believed and true: "" where the answer speaks for no belief.
 * @typedef {object} Verdict
 * @property {boolean} right
 * @property {string} yours
 * @property {string} truth
 * @property {string} believed
 * @property {string} true
 * @property {[words: string, value: string][]} steps
 */

/**
 * What Python sends.
 * @typedef {object} PanelData
 * @property {{title: string, level: string, minutes: number}} lesson
 * @property {Step[]} steps
 * @property {number} at
 * @property {Kind} kind
 * @property {string} title
 * @property {string} prose - Safe HTML.
 * @property {string | null} waits
 * @property {Ask | null} ask
 * @property {boolean} sure
 * @property {Ledger | null} ledger
 * @property {Goal[] | null} goals
 * @property {string | null} example
 * @property {string[]} starters
 * @property {Answer | null} answer
 * @property {Marks | null} marks
 * @property {boolean} canShow
 * @property {Verdict | null} verdict
 * @property {string} message
 * @property {string | null} previous
 * @property {string | null} next
 * @property {string | null} home
 * @property {string} leave
 * @property {boolean} again
 * @property {string | null} [room]
 * @property {number | null} [led]
 * @property {number} heard - The number of what this run has heard; 0 for nothing.
 */

/**
 * What the panel shows: what Python sends, and what the room changes in it. course: undefined outside of rooms.
 * @typedef {PanelData & {course?: Course}} Shown
 */

/**
 * What the student says; late: both rounds at once; led: the room's teacher says it for the student.
 * @typedef {{what: "answer", text: string, sure: number, again?: boolean, late?: boolean}
 *   | {what: "led", to: number | null}
 *   | {what: "check" | "show" | "skip" | "restart"}} Said
 */

/**
 * What has been typed for a step, whether or not it was sent. typed: as the fields have it; sent: what was sent last.
 * @typedef {{typed: string, sure: number, sent?: string}} Draft
 */

/**
 * What the parts of a step may do.
 * @typedef {object} Host
 * @property {Draft} draft
 * @property {(said: Said, button: HTMLElement) => void} say - Tells Python; the button says so until that is heard.
 * @property {(href: string) => void} go - Leads to an address of the app.
 */

/**
 * The part of a step that asks for something, or shows what was answered.
 * @typedef {object} Part
 * @property {HTMLElement} node
 * @property {(data: Shown) => void} [update] - Shows what may change while the question stays the same.
 * @property {() => HTMLElement | undefined} [faulty] - The field that is to be corrected.
 * @property {() => void} [pointed] - Hears that another cell of the page was pointed at.
 */

/**
 * A way of answering.
 * @typedef {object} Way
 * @property {HTMLElement} node
 * @property {HTMLElement[]} fields - What is marked where an answer was not understood.
 * @property {() => string} typed - As the fields have it, to be kept.
 * @property {() => string} text - As Python gets it; "" while there is no answer yet.
 * @property {string} missing - What to do while there is none.
 * @property {() => void} [pointed] - Hears that another cell of the page was pointed at.
 */

export {}
