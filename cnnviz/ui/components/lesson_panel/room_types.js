// What a room says to a student, see cnnviz/rooms/views.py; nothing here runs.

/** @typedef {{text: string, right: boolean | null, belief: string | null, count: number, sure: number[]}} Tally */

/** @typedef {{number: number, right?: boolean | null, belief?: string | null, shown?: string}} OnWall */

/** @typedef {{round: number, answered: number, tally: Tally[], wall: OnWall[], texts: string[]}} Round */

/** The answers to a step, as the class sees them. says: of a task, what the network says. @typedef {{step: number, kind: string, rounds: Round[], says?: string}} Shown */

/** @typedef {{step: number, made_at: number, number: number, options: string[]}} TaskSet */

/** @typedef {{step: number, round: number, number: number, text: string, sure: number, shown?: string}} Own */

/**
 * @typedef {object} RoomView
 * @property {number} version
 * @property {string} lesson
 * @property {number} variant
 * @property {"own" | "teacher"} pace
 * @property {number} step - The one that the teacher is at; from TASKS_FROM on a task.
 * @property {boolean} paused
 * @property {number[]} again - The steps that are voted on for the second time.
 * @property {boolean} nicknames
 * @property {string | null} look - The address that everybody is to look at.
 * @property {string} nickname
 * @property {number[]} flags - The steps that the student did not get.
 * @property {Own[]} answers
 * @property {TaskSet[]} tasks
 * @property {Shown[]} shown
 */

/**
 * How the room is reached. joining: there is no place in it yet; away: the server does not answer; gone: there is no such
 * room any more; refused: the room does not let this browser in.
 * @typedef {"joining" | "here" | "away" | "gone" | "refused"} Reach
 */

/**
 * What a room changes in the panel.
 * @typedef {object} Course
 * @property {boolean} leads - Whether the teacher leads: the student does not go on alone.
 * @property {string} closed - Why no answer is taken now; "" if one is.
 * @property {boolean} again - Whether a vote is taken for the second time.
 */

export {}
