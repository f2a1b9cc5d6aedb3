const number = /^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/

/** More words than these are no way of writing that a value is missing. */
const mostTokens = 3

/**
 * The words among numbers that were read as text, such as `NA`: without them the column would be one of numbers. None
 * where fewer than half of the texts are numbers, or where there are more than three words.
 */
export function missingTokens(texts: readonly string[]): readonly string[] {
  const words = texts.filter(text => !number.test(text))
  const tokens = [...new Set(words)]
  return words.length * 2 > texts.length || tokens.length > mostTokens ? [] : tokens
}
