// A file that the server refuses: its sentence is shown where Streamlit would show a number.

const UPLOADS = "/_stcore/upload_file/"
const NUMBER = /(?:\w*Error: )?Request failed with status code \d{3}/
/** How long Streamlit may take to show that a file was refused, in milliseconds. */
const PATIENCE = 5000

/**
 * Have every refusal of a file be told in the server's words.
 * @returns {void}
 */
export function tellRefusals() {
  const send = XMLHttpRequest.prototype.send
  XMLHttpRequest.prototype.send = function (body) {
    this.addEventListener("load", () => {
      const sentence = sentenceOf(this)
      if (sentence) replaceNumber(sentence)
    })
    send.call(this, body)
  }
}

/**
 * Return what the server says of a file that it refused; "" where it took one, or says nothing that people read.
 * @param {{status: number, responseURL: string, responseText: string, responseType: string,
 *   getResponseHeader: (name: string) => string | null}} answer
 * @returns {string}
 */
export function sentenceOf(answer) {
  const isRefused = answer.status >= 400 && answer.responseURL.includes(UPLOADS)
  const isText = (answer.getResponseHeader("content-type") ?? "").startsWith("text/plain")
  return isRefused && isText && ["", "text"].includes(answer.responseType) ? answer.responseText.slice(0, 300) : ""
}

/**
 * Return a text with the sentence in place of the number.
 * @param {string} text
 * @param {string} sentence
 * @returns {string}
 */
export function withSentence(text, sentence) {
  return text.replace(NUMBER, () => sentence)
}

/** @param {string} sentence */
function replaceNumber(sentence) {
  const look = () => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (texts.nextNode()) {
      const { nodeValue } = texts.currentNode
      if (nodeValue && NUMBER.test(nodeValue)) texts.currentNode.nodeValue = withSentence(nodeValue, sentence)
    }
  }
  const changes = new MutationObserver(look)
  changes.observe(document.body, { childList: true, characterData: true, subtree: true })
  look()
  setTimeout(() => changes.disconnect(), PATIENCE)
}
