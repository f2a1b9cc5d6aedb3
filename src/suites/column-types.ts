import {
  type Column,
  type ColumnType,
  columnTypes,
  isSubtype,
  type Schema,
  typeWords,
} from '../core/schema.ts'
import { closest } from '../core/suggest.ts'

/** A TypeScript declaration of a dataset's columns. `head` stands above it, as comments. */
export function columnsDeclaration({ columns }: Schema, head: readonly string[]): string {
  const lines = columns.map(({ name, type }) => `    ${keyOf(name)}: '${type}'`)
  return [
    ...head.map(line => `// ${line.replace(/[\r\n\u2028\u2029]+/g, ' ')}`),
    "import 'mlcheck'",
    '',
    "declare module 'mlcheck' {",
    '  interface Columns {',
    ...lines,
    '  }',
    '}',
    '',
  ].join('\n')
}

/** The columns that such a declaration has; `undefined` for any other text. A formatter may have been at it. */
export function declaredColumns(text: string): readonly Column[] | undefined {
  const [, body] = /\binterface Columns \{\s*?\n([\s\S]*?)^ {0,4}\t{0,2}\}/m.exec(text) ?? []
  if (body === undefined) return undefined
  const columns = body
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(declaredColumn)
  return columns.every(column => column !== undefined) ? columns : undefined
}

/** How data differ from the columns that are declared: sentences, none where the declaration holds. */
export function partings(declared: readonly Column[], { columns }: Schema, data: string): readonly string[] {
  const found = new Map(columns.map(column => [column.name, column]))
  const known = new Set(declared.map(({ name }) => name))
  const added = columns.filter(({ name }) => !known.has(name))
  const names = added.map(({ name }) => name)
  return [
    ...declared.flatMap(({ name, type }) => {
      const column = found.get(name)
      if (!column)
        return [`${name} is declared, and there is no such column in ${data}.${renamedText(name, names)}`]
      // A column without a value has a type that the data do not show.
      if (isSubtype(column.type, type) || type === 'unknown') return []
      return [`${name} is declared as ${typeWords[type]}, and is ${typeWords[column.type]} in ${data}.`]
    }),
    ...names.map(name => `${name} is in ${data}, and is not declared.`),
  ]
}

function renamedText(name: string, added: readonly string[]): string {
  const best = closest(name, added)
  return best === undefined ? '' : ` It may be called ${best} there.`
}

function declaredColumn(line: string): Column | undefined {
  const [, key = '', type] = /^\s*(.+?): ['"](\w+)['"];?\s*$/.exec(line) ?? []
  const name = nameOf(key)
  const known = columnTypes.find(each => each === type) satisfies ColumnType | undefined
  return name === undefined || known === undefined ? undefined : { name, type: known }
}

function keyOf(name: string): string {
  if (/^[A-Za-z_$][\w$]*$/.test(name)) return name
  // They end a line, also within quotes.
  return JSON.stringify(name).replace(/[\u2028\u2029]/g, end => `\\u${end.charCodeAt(0).toString(16)}`)
}

function nameOf(key: string): string | undefined {
  if (/^[A-Za-z_$][\w$]*$/.test(key)) return key
  const quoted = /^'.*'$/.test(key)
    ? `"${key
        .slice(1, -1)
        .replaceAll("\\'", "'")
        .replace(/\\.|"/g, part => (part === '"' ? '\\"' : part))}"`
    : key
  try {
    const name: unknown = JSON.parse(quoted)
    return typeof name === 'string' ? name : undefined
  } catch {
    return undefined
  }
}
