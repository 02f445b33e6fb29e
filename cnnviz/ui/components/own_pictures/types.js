// What Python and the server say of a visitor's own pictures; nothing here runs.

/** @import { Message, Shape } from "../shared/types.js" */

/** What the pictures are. @typedef {"drawings" | "photographs"} Kind */

/**
 * What Python sends at every run of the page's script.
 * @typedef {object} OwnData
 * @property {string} visit - Goes with every question.
 * @property {string} url - Where to ask, relative to the app.
 * @property {Kind} kind
 * @property {number} version - That of the set as Python knows it.
 * @property {string[]} names - The classes' names as Python knows them.
 */

/** Which set is meant, and where it lies. @typedef {Pick<OwnData, "visit" | "url" | "kind">} Place */

/**
 * The header of a message that describes the whole set.
 * @typedef {object} SetHeader
 * @property {number} version - Another one after every change.
 * @property {Shape} shape - Of each picture: [height, width, channels].
 * @property {{name: string, ids: number[]}[]} classes
 * @property {number} elsewhere - How many more pictures of the visitor's are on the server: those of the other kind.
 * @property {number} most_pictures
 * @property {number} most_classes
 * @property {number} fewest_good - How many pictures a class needs for a good start.
 * @property {string} warning - A sentence, or "".
 */

/** The pictures one after the other, class by class. @typedef {Message<SetHeader, {pictures?: Float32Array}>} SetMessage */

/**
 * The header of the answer to a new picture. class: its index; count: how many pictures the class has, total: all classes.
 * @typedef {{version: number, class: number, id: number, count: number, total: number, warning: string}} AddedHeader
 */

/** @typedef {Message<AddedHeader, {picture: Float32Array}>} AddedMessage */

/**
 * A change that the server is asked for. class: an index; empty deletes all pictures and keeps the classes.
 * @typedef {{do: "add", name: string} | {do: "rename", class: number, name: string} | {do: "remove", class: number}
 *   | {do: "delete", class: number, id: number} | {do: "empty"}} Change
 */

/** A picture: its values go from 0 to 255. @typedef {{id: number, values: Float32Array}} OwnPicture */

/**
 * A class. key: the browser's own name for it, which stays when classes before it are removed.
 * @typedef {{key: number, name: string, pictures: OwnPicture[]}} OwnClass
 */

/**
 * The set as the browser knows it.
 * @typedef {object} OwnSet
 * @property {number} version
 * @property {Shape} shape
 * @property {OwnClass[]} classes
 * @property {number} mostClasses
 * @property {number} fewestGood
 * @property {number} elsewhere - How many more pictures there are of the other kind.
 * @property {string} warning
 */

/**
 * What the newest network answers to a picture: how sure it is of each class.
 * @typedef {Message<{labels: string[]}, {shares: Float32Array}>} LookMessage
 */

/** What a visitor can do to a class. @typedef {"draw" | "files" | "photo" | "rename" | "remove" | "delete"} Deed */

export {}
