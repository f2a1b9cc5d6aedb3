import type { CaseNumber, DataSpec } from './generators.ts'

/** One line of a case file. The shape of `args` and `expect` depends on `fn`. */
export interface Case {
  readonly id: string
  readonly fn: string
  readonly args: Args
  readonly x: DataSpec
  readonly y: DataSpec
  readonly samples: readonly DataSpec[]
  /** The oracle's answers by their path, such as `R.ci`. */
  readonly expect: Readonly<Record<string, Expected>>
  readonly rtol: number
  readonly atol: number
}

type Args = Readonly<Record<string, number>> & {
  readonly table: readonly (readonly number[])[]
  readonly p: readonly number[] & number
  readonly q: readonly number[]
  readonly equal_var: boolean
}

export type Expected = CaseNumber | boolean | string | readonly Expected[]

/** What our functions answer to the fields of a case, by the same paths; only what the oracle has is asked. */
export type Answers = Readonly<Record<string, () => Answer>>

/** A value to compare within the tolerances of the case, or within others, or why there is nothing to compare. */
export type Answer = Value | Rough | Excuse

type Value = number | bigint | boolean | string | readonly Value[]

interface Rough {
  readonly about: Value
  readonly rtol: number
  readonly atol: number
}

interface Excuse {
  readonly excuse: string
}

/** A value that the oracle knows less precisely than the tolerances of the case say. */
export function about(value: Value, { rtol = 0, atol = 0 }: { rtol?: number; atol?: number }): Rough {
  return { about: value, rtol, atol }
}

/** Why a field of the oracle is not compared: it is not the truth, or not about our functions. */
export function excused(excuse: string): Excuse {
  return { excuse }
}

/** Answers whose paths begin with a prefix. */
export function under(prefix: string, answers: Answers): Answers {
  return Object.fromEntries(Object.entries(answers).map(([path, answer]) => [prefix + path, answer]))
}

/** One answer for each of several paths. */
export function forEach<Key extends string>(
  keys: readonly Key[],
  answersFor: (key: Key) => Answers,
): Answers {
  return Object.assign({}, ...keys.map(answersFor))
}

export const alternatives = ['two-sided', 'less', 'greater'] as const
