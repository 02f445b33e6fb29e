// What the teacher's page gets and shows; nothing here runs. cnnviz/rooms/views.py says the same in Python.

/** @import { AnswerKind, Round } from "../shared/results_types.js" */

/**
 * A lesson to open a room with. variants: how many there are; text: what is in the file of the teacher's own, which has
 * no number and no thumbnail; "" for one that ships.
 * @typedef {{name: string, number: string, title: string, about: string, thumbnail: string, variants: number,
 *   text: string}} Offered
 */

/**
 * An address at which students join. host: what they type; link: with the code; qr: the address of a picture.
 * @typedef {{host: string, link: string, qr: string, side: number, own: boolean}} Join
 */

/**
 * What Python sends. code: the room that the address names; null for none. alone: whether no other computer can open it.
 * @typedef {{lessons: Offered[], code: string | null, joins: Join[], alone: boolean}} ClassData
 */

/**
 * @typedef {{step: number, kind: string, answered: [number, number], flags: number, shown: number}} StepCounts
 */

/**
 * @typedef {{step: number, made_at: number, number: number, says: string, options: string[], open: boolean}} Task
 */

/**
 * What the teacher's browser was told last.
 * @typedef {object} TeacherView
 * @property {number} version
 * @property {string} code
 * @property {string} lesson
 * @property {number} variant
 * @property {"own" | "teacher"} pace
 * @property {number} step - The step that the room is at.
 * @property {boolean} paused
 * @property {number[]} again - The steps that are voted on again.
 * @property {boolean} nicknames
 * @property {string | null} look
 * @property {number} joined
 * @property {number} here
 * @property {StepCounts[]} steps
 * @property {Task[]} tasks
 * @property {{step: number, kind: AnswerKind, rounds: Round[]}} answers - Of the step that was asked for.
 */

/**
 * A step of the lesson, as the route "lesson" says it.
 * @typedef {object} Told
 * @property {number} step
 * @property {string} title
 * @property {string} kind - explain, predict, vote, work, do, reveal or reflect.
 * @property {AnswerKind} takes
 * @property {string} prose - Safe HTML.
 * @property {string[] | null} [goals]
 * @property {string} truth
 * @property {number | null} value
 * @property {string} unit
 * @property {number} decimals
 * @property {{text: string, right: boolean, belief: string | null}[]} options
 * @property {{rows: number, cols: number, values: number[][], signed: boolean} | null} cells
 * @property {string} address - Of the page that the step shows; "" for none.
 * @property {number | null} of - Of a reveal, the step that it answers.
 * @property {boolean} [waits] - Whether the truth is still being worked out.
 * @property {string} [message] - Why it cannot be asked.
 */

/** @typedef {{title: string, lesson: string, variant: number, beliefs: Record<string, string>, steps: Told[]}} LessonTold */

/** One of the teacher's orders, see cnnviz/rooms/steering.py. @typedef {Record<string, unknown>} Order */

/**
 * What the parts of the page share.
 * @typedef {object} Host
 * @property {(order: Order) => Promise<boolean>} steer - Returns whether it was followed.
 * @property {(step: number) => void} choose - Looks at a step.
 * @property {(sentence: string) => void} say
 */

export {}
