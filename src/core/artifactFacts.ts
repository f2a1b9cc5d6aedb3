import { UserError } from './errors.ts'
import { formatList } from './format.ts'
import type { Json } from './value.ts'

const mostKeys = 100

/**
 * Metadata as it can be stored: NaN, which JSON has not, becomes `null`.
 *
 * @throws UserError when there are more than 100 keys, or an infinity
 */
export function checkedMetadata(metadata: Readonly<Record<string, Json>>): Readonly<Record<string, Json>> {
  const entries = Object.entries(metadata)
  if (entries.length > mostKeys)
    throw new UserError(`The metadata have ${entries.length} keys, and ${mostKeys} are the limit.`, {
      hint: 'Put what is more than that into a file of the artifact.',
    })
  return Object.fromEntries(entries.map(([key, value]) => [key, storable(value, key)]))
}

/**
 * Tags without repetitions, sorted.
 *
 * @throws UserError unless each is one or more words of letters, digits, `_` and `-` with spaces between them
 */
export function checkedTags(tags: readonly string[]): readonly string[] {
  const wrong = tags.filter(tag => !/^[-\w]+( +[-\w]+)*$/.test(tag))
  if (wrong.length === 0) return [...new Set(tags)].sort()
  throw new UserError(`${formatList(wrong.map(tag => JSON.stringify(tag)))} cannot be a tag.`, {
    hint: 'A tag consists of the letters a to z and A to Z, digits, _ and -, with spaces between words.',
  })
}

function storable(value: Json, path: string): Json {
  if (typeof value === 'number') {
    if (Number.isNaN(value)) return null
    if (Number.isFinite(value)) return value
    throw new UserError(`The metadata ${path} are ${value}, and an infinity cannot be stored.`, {
      hint: 'Write it as a text, or leave it out.',
    })
  }
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map((part: Json, index) => storable(part, `${path}[${index}]`))
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, storable(part, `${path}.${key}`)]),
  )
}
