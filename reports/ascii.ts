const spellings: Readonly<Record<string, string>> = {
  '−': '-',
  '–': '-',
  '…': '...',
  '→': '->',
  '·': '|',
  α: 'alpha',
  '′': "'",
  '≤': '<=',
  '≥': '>=',
  '∞': 'inf',
  Š: 'S',
  á: 'a',
}

/** Text for a terminal without Unicode: our own signs spelt out, every other character as an escape such as `\u00e9`. */
export function toAscii(text: string): string {
  return text.replace(/[^\n -~]/gu, character => spellings[character] ?? escaped(character))
}

function escaped(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16)
  return hex.length > 4 ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`
}
