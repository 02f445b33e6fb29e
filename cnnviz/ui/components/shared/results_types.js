// What a class answered to a step, as results.js draws it; nothing here runs. cnnviz/rooms/views.py says it in Python.

/** @typedef {"" | "choose" | "class" | "order" | "number" | "work" | "cell" | "draw" | "do" | "text"} AnswerKind */

/**
 * How often an answer was given. right: null where nobody can say; sure: how often with each of the four degrees.
 * @typedef {{text: string, right: boolean | null, belief: string | null, count: number, sure?: number[]}} Bar
 */

/**
 * Something that was drawn or made. shown: what the network read, left out while that is being worked out. on: whether
 * the class may see it; left out where only such are there.
 * @typedef {object} Made
 * @property {number} number
 * @property {boolean | null} [right]
 * @property {string | null} [belief]
 * @property {string} [shown]
 * @property {string} [name]
 * @property {boolean} [on]
 */

/** A student's own words. @typedef {{text: string, number: number, on: boolean, name?: string}} OwnWords */

/**
 * A round of a step: 1 alone, 2 after talking to a neighbour.
 * @typedef {object} Round
 * @property {number} round
 * @property {number} answered
 * @property {number} [unjudged] - Of how many nothing is known yet.
 * @property {Bar[]} tally
 * @property {Made[]} wall
 * @property {(string | OwnWords)[]} texts
 */

/**
 * The map on which a cell was asked for. values: by rows, or flat; none where only its size is known.
 * @typedef {{rows: number, cols: number, values?: number[] | number[][] | null, signed?: boolean}} CellMap
 */

/**
 * What results() draws.
 * @typedef {object} Results
 * @property {AnswerKind} kind
 * @property {Round[]} rounds - The second is left out while there is none.
 * @property {string} [truth] - The right answer in words; "" while it is not to be said: then nothing is marked as right.
 * @property {boolean} [revealed] - Whether to mark what is right; left out, it is marked where there is a truth. Of what was
 *   made there is none.
 * @property {number | null} [value] - The computed number, in the unit that is shown: 74.06 where that is "%". In a tally
 *   that has been judged it is a share.
 * @property {string} [unit]
 * @property {number} [decimals] - Of a computed number.
 * @property {(string | {text: string})[]} [options] - All that could be answered, in their order; what nobody chose has an
 *   empty bar.
 * @property {Record<string, string>} [beliefs] - What each belief says, in a sentence; {} while it is not to be said.
 * @property {{round: number, text: string, number?: number}[]} [mine] - What the student who looks answered, in the words of
 *   the tally.
 * @property {CellMap | null} [map]
 * @property {Record<string, string>} [drawings] - The addresses of what was drawn, by their numbers: those that are here.
 * @property {(number: number, on: boolean) => void} [put] - For the teacher: puts an answer on the wall, or takes it off.
 * @property {(number: number) => void} [look] - For the teacher: has everybody look at a drawing.
 */

export {}
