/**
 * The width of text in display form, in terminal columns: East Asian characters and emoji take two, combining marks
 * none. Intl knows the graphemes too, and takes 20 ms to wake up.
 *
 * Agrees with the package `string-width` on what cells and names usually hold.
 */
export function widthOf(text: string): number {
  if (!unusual.test(text)) return text.length
  let width = 0
  for (const [cluster] of text.matchAll(clusters)) width += widthOfCluster(cluster)
  return width
}

// Latin letters and the signs of the reports take one column each.
const unusual = /[^ -~\u00a1-\u02ff–…′→−∞≤≥·✓✕⊗∅○␀-␤αχ²]/u

const clusters =
  /\p{Regional_Indicator}{2}|\p{Emoji}\ufe0f?\p{Emoji_Modifier}?(?:\u200d\p{Emoji}\ufe0f?\p{Emoji_Modifier}?)*|[\s\S]/gu

const isWide =
  /^[\p{Emoji_Presentation}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]/u
const isEmoji = /[\ufe0f\u200d]/
const isHalfWidth = /^[\uff61-\uffdc\u302a-\u302d\u3099\u309a]/u
const isUnseen = /^[\p{Mn}\p{Me}\p{Cf}\p{Cc}\p{Cs}]/u

function widthOfCluster(cluster: string): number {
  if (isUnseen.test(cluster)) return 0
  if (isHalfWidth.test(cluster)) return 1
  return isWide.test(cluster) || isEmoji.test(cluster) ? 2 : 1
}
