import { UserError } from '../../core/errors.ts'
import { didYouMean } from '../../core/suggest.ts'

/** A placeholder that takes a whole value, two braces that mean one, or a brace that means neither. */
const parts = /\{\{|\}\}|\{([^{}:!.[]*)(?:!s)?(?::s?)?\}|[{}][^{}]*\}?/g

/**
 * A template with a value for each placeholder `{name}`; `{{` and `}}` are braces.
 *
 * Agrees with Python's `str.format(**values)` for text. What that can do besides, such as `{name:.3}` and `{name[0]}`,
 * is refused: it would cut through the quotes of a value.
 *
 * @param values put in as they are, which for a shell means quoted
 * @throws UserError when a placeholder names no value, or a brace is none
 */
export function filled(template: string, values: ReadonlyMap<string, string>): string {
  return template.replace(parts, (part: string, name: string | undefined) => {
    if (part === '{{' || part === '}}') return part.charAt(0)
    if (name === undefined) throw new UserError(`${part} is no placeholder.`, { hint: literalBraces })
    const value = values.get(name)
    if (value !== undefined) return value
    const guess =
      name === '' || values.size === 0 ? '' : `${didYouMean(name, [...values.keys()], 'Parameters are')} `
    throw new UserError(`${part} names no parameter.`, { hint: `${guess}${literalBraces}` })
  })
}

const literalBraces = 'Braces that are meant for the shell are doubled, as in $' + '{{HOME}}.'
