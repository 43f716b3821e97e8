/**
 * What the page for staff lists knows.
 *
 * @typedef {object} PersonYear a result, as ahce_core.rows names its values
 * @property {string} person
 * @property {number | null} year
 * @property {number | null} total
 * @property {number | null} professional
 * @property {number | null} missing_total
 * @property {number | null} missing_professional
 * @property {"complete" | "short" | "depends" | "pending" | null} verdict
 * @property {string} elected
 * @property {number} left_out
 *
 * @typedef {{row: number, column: string, heading: string, value: string, message: string, message_en: string, warning: boolean}} RowProblem the row of a warning counts
 *
 * @typedef {object} Summary a year of the list
 * @property {number | null} year
 * @property {number} people
 * @property {number} complete
 * @property {number} short
 * @property {number} depends
 * @property {number} pending people who are short while rows of theirs are left out
 * @property {number} unread people none of whose rows has a year
 * @property {number} left_out people with rows left out
 * @property {number} missing_total
 * @property {number} missing_professional
 *
 * @typedef {object} StaffList an assessed list
 * @property {string} name
 * @property {string} sheet
 * @property {number} start the row of the headings
 * @property {number} rows
 * @property {PersonYear[]} people
 * @property {Summary[]} summaries
 * @property {RowProblem[]} problems
 * @property {number} nobodys rows left out because nobody knows whose they are
 * @property {string} rules_version
 *
 * @typedef {"all" | "complete" | "depends" | "short" | "pending" | "unread" | "left_out"} Filter
 * @typedef {"person" | "total" | "professional" | "missing_total" | "missing_professional" | "left_out"} Column
 *
 * @typedef {object} View which people are shown
 * @property {number | null} year
 * @property {Filter} filter
 * @property {string} query
 * @property {{by: Column, down: boolean} | null} sort
 * @property {number} page from 0
 *
 * @typedef {object} App
 * @property {"loading" | "ready" | "failed"} engine
 * @property {{name: string, done: number, rows: number} | null} work
 * @property {{name: string, problems: {message: string, message_en: string}[]} | null} refused
 * @property {StaffList | null} list
 * @property {View} view
 * @property {number} problemPage from 0
 * @property {string} pasted
 * @property {import("../calculator/types.js").Reading[]} readings
 * @property {Record<string, string>} chosen readings other than the first
 *
 * @typedef {object} Acts what a person can do
 * @property {(file: File) => void} open
 * @property {() => void} paste
 * @property {(text: string) => void} pasting
 * @property {() => void} trySample
 * @property {() => void} cancel
 * @property {(change: Partial<View>) => void} look
 * @property {(column: Column) => void} sort
 * @property {(page: number) => void} turnProblems
 * @property {(what: "results" | "problems", ending: ".xlsx" | ".csv") => void} download
 * @property {(reading: string, name: string) => void} read
 */

export {};
