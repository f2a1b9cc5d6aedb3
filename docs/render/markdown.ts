/** A table; cells are Markdown, in which a bar would end the cell. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n')
}

/** Text as it would be typed. */
export function code(text: string): string {
  const fence = text.includes('`') ? '``' : '`'
  const space = fence === '``' || text === '' ? ' ' : ''
  return `${fence}${space}${text}${space}${fence}`
}

/** A block of code. */
export function codeBlock(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``
}
