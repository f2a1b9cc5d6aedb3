import type { Result } from '../core/result.ts'
import type { Correction, DecideFamily } from '../core/test.ts'
import { type Decided, type Drawn, decide, testParamsOf } from './hypotheses.ts'
import type { SuiteCheck } from './outcome.ts'

export type Family = Result['families'][number]

export interface FamilyOptions {
  /** The significance level of each family of tests, `ks` for example. */
  readonly alpha: Readonly<Record<string, number>>
  /** The level of families that have none of their own, 0.05 unless given. */
  readonly otherAlpha?: number
  /** The part of a level that this run may spend of it; all where it is not given. */
  readonly spend?: (alpha: number) => number
  readonly correction: Correction
  readonly decide: DecideFamily
}

interface Level {
  /** The kind of test. */
  readonly name: string
  readonly alpha: number
}

interface DeclaredFamily extends Level {
  size: number
}

/** One family per kind of test and level; every declared test counts, whether it ran or not. */
export function familiesOf(
  declared: readonly SuiteCheck[],
  options: FamilyOptions,
): readonly DeclaredFamily[] {
  const families: DeclaredFamily[] = []
  for (const check of declared) {
    const level = levelOf(check, options)
    if (level === undefined) continue
    const family = families.find(known => isSameLevel(known, level))
    if (family) family.size++
    else families.push({ ...level, size: 1 })
  }
  return families
}

/** Decides the tests of a family together. */
export function decideFamily(
  family: DeclaredFamily,
  drawn: readonly Drawn[],
  options: FamilyOptions,
): readonly Decided[] {
  const members = drawn.filter(({ check }) => isSameLevel(family, levelOf(check, options)))
  const { alpha, size } = family
  const { correction } = options
  const decisions = options.decide(
    members.map(member => member.test.pValue),
    { alpha, correction, size },
  )
  return members.map((member, index) => {
    const decision = decisions[index]
    if (!decision) throw new Error(`The correction gave no decision for ${member.check.id}.`)
    return decide(member, { alpha, correction, familySize: size, ...decision })
  })
}

/** A family in the result document. Its limit is that of the smallest p: what its strictest test has to pass. */
export function familyReport({ name, alpha, size }: DeclaredFamily, options: FamilyOptions): Family {
  const { correction } = options
  const [decision] = options.decide([1], { alpha, correction, size })
  return { family: name, alpha, correction, size, limit: decision?.limit ?? alpha }
}

function levelOf(check: SuiteCheck, options: FamilyOptions): Level | undefined {
  if (check.expectation.kind !== 'hypothesis') return undefined
  const { family } = check.expectation
  const { otherAlpha = 0.05, spend = whole => whole } = options
  return { name: family, alpha: spend(testParamsOf(check).alpha ?? options.alpha[family] ?? otherAlpha) }
}

function isSameLevel(one: Level, other: Level | undefined): boolean {
  return one.name === other?.name && one.alpha === other.alpha
}
