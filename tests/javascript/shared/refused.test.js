import assert from "node:assert/strict"
import { test } from "node:test"

import { sentenceOf, withSentence } from "../../../cnnviz/ui/components/shared/refused.js"

const URL = "http://127.0.0.1:8501/_stcore/upload_file/session/file"

/** @type {(status: number, text: string, more?: {url?: string, type?: string, responseType?: string}) => any} */
const answered = (status, text, { url = URL, type = "text/plain; charset=utf-8", responseType = "" } = {}) => ({
  status,
  responseURL: url,
  responseText: text,
  responseType,
  getResponseHeader: () => type,
})

test("only what the server says of a refused file is a sentence for who chose it", () => {
  assert.equal(sentenceOf(answered(507, "No room.")), "No room.")
  assert.equal(sentenceOf(answered(204, "")), "")
  assert.equal(sentenceOf(answered(500, "<html>", { type: "text/html" })), "")
  assert.equal(sentenceOf(answered(507, "No room.", { url: "http://127.0.0.1:8501/other" })), "")
  assert.equal(sentenceOf(answered(507, "No room.", { responseType: "arraybuffer" })), "")
})

test("the number that Streamlit shows gives way to the sentence, whatever is in it", () => {
  const shown = "a.png: AxiosError: Request failed with status code 507"
  assert.equal(withSentence(shown, "No room: $& costs $1."), "a.png: No room: $& costs $1.")
  assert.equal(withSentence("Request failed with status code 413", "Too large."), "Too large.")
  assert.equal(withSentence("Another text", "Too large."), "Another text")
})
