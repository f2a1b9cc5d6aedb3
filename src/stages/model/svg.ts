/** A text of so many characters at most. */
export function cut(text: string, most: number): string {
  const characters = [...text]
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`
}

export const plotStyle = `text{font:13px system-ui,sans-serif;fill:#333}.ground{fill:#fff}.bar{fill:#4c8fd0}.cell{fill:#4c8fd0}.many{fill:#fff}
@media (prefers-color-scheme:dark){text{fill:#ddd}.ground{fill:#161616}}`
