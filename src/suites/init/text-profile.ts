import { value } from '../../core/expr.ts'
import { of } from '../../core/metric.ts'
import type { Answer, PresentCount } from '../facts.ts'
import type { Registry } from '../vocabulary.ts'
import { formatOf, type TextFormat } from './formats.ts'
import { missingTokens } from './missing-tokens.ts'

/** What is known of a column of many texts. */
export interface TextProfile {
  /** Whether no two texts agree. */
  readonly isKey: boolean
  /** What nearly all texts look like, and how many do not. */
  readonly format?: TextFormat & { readonly strays: number }
  /** Words among numbers that make it a column of text. */
  readonly tokens?: readonly string[]
}

interface Texts {
  readonly name: string
  /** Some of the texts. */
  readonly texts: readonly string[]
  /** Whether they are written for people: such texts are no key. */
  readonly isFree: boolean
  readonly seen: PresentCount
}

interface Asking {
  readonly answer: Answer
  readonly registry: Registry
}

/** In so many texts at least a key is to be seen. */
const fewestKeys = 20
/** One in so many texts may be of another format. */
const strayShare = 0.01

/** What some texts suggest, as far as all texts of the column confirm it. Asks in one turn. */
export async function textProfileOf(
  { name, texts, isFree, seen }: Texts,
  asking: Asking,
): Promise<TextProfile> {
  const found = formatOf(texts)
  const mayBeKey = !isFree && texts.length >= fewestKeys && new Set(texts).size === texts.length
  const [strays, distinct] = await Promise.all([
    found ? straysOf(found, name, asking) : 0,
    mayBeKey ? asking.answer({ count: of('reference').distinctCount(value(name)) }) : undefined,
  ])
  const isUsual = strays <= seen.present * strayShare
  return {
    isKey: distinct?.count === seen.present,
    tokens: missingTokens(texts),
    ...(found && isUsual && { format: { ...found, strays } }),
  }
}

/** How many values are not of a format, as its expectation counts them; none is where it does not count. */
async function straysOf(
  { name, params }: TextFormat,
  column: string,
  { answer, registry }: Asking,
): Promise<number> {
  const expectation = registry[name]
  if (expectation === undefined) throw new Error(`There is no expectation ${name}.`)
  const target = { column, columns: [column] }
  const answers = await answer(expectation.metrics(target, expectation.params.parse(params)))
  return typeof answers.failing === 'number' ? answers.failing : Number.POSITIVE_INFINITY
}
