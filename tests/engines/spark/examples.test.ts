import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as vocabulary from '../../../expectations/index.ts'
import type { Engine } from '../../../src/core/engine.ts'
import type { Expectation } from '../../../src/core/expectation.ts'
import type { Outcome } from '../../../src/core/result.ts'
import { openSpark } from '../../../src/engines/spark/index.ts'
import { outcomeOfExample } from '../../support/example.ts'
import { noSpark, sparkServer } from '../../support/spark.ts'
import { openEngine } from '../support.ts'

const server = sparkServer()
const title = noSpark ? `examples on Spark (skipped: ${noSpark})` : 'examples on Spark'
const expectations: readonly Expectation[] = Object.values(vocabulary)

/** Learn from rows that are drawn; which ones, and in which order, is the engine's own. */
const drawing = ['toHaveSameJointDistributionAs']

/** Reasons that a reader of the outcome sees → the expectations that Spark cannot judge, with how many examples. */
const refusals = new Map<string, Map<string, number>>()

describe.skipIf(noSpark !== undefined)(title, () => {
  let spark: Engine
  let duckDb: Engine
  beforeAll(async () => {
    spark = await openSpark({ remote: `sc://127.0.0.1:${server.port}` })
    duckDb = await openEngine()
  })
  afterAll(async () => {
    await spark?.close()
    await duckDb?.close()
  })

  test.each(expectations)('$name has the outcomes that it has on DuckDB', async expectation => {
    for (const [index, example] of expectation.examples.entries()) {
      const outcome = await outcomeOfExample(expectation, example, spark)
      if (outcome.status === 'errored') refuse(outcome.found, expectation)
      else {
        const wanted = await outcomeOfExample(expectation, example, duckDb)
        const known = drawing.includes(expectation.name) ? ({ status }: Outcome) => status : comparable
        expect([index + 1, known(outcome)]).toEqual([index + 1, known(wanted)])
      }
    }
  })

  test('can be judged, but for these', () => {
    const listed = [...refusals].map(([reason, names]) =>
      [reason, ...[...names].map(([name, count]) => `  ${name}: ${count}`)].join('\n'),
    )
    expect(listed.join('\n')).toMatchInlineSnapshot(`
      "The rows on Spark have no order, so that none is above another.
        toHaveValuesDecreasing: 4
        toHaveValuesIncreasing: 4
        toHaveValuesNearMovingMean: 4
      Spark cannot check text against a JSON Schema.
        toHaveValuesMeetingJsonSchema: 4"
    `)
  })
})

function refuse(reason: string, { name }: Expectation): void {
  const names = refusals.get(reason) ?? new Map<string, number>()
  refusals.set(reason, names.set(name, (names.get(name) ?? 0) + 1))
}

/** What has to be the same: all but where rows stand, and the digits that depend on the order of a sum. */
function comparable({ unexpected, ...outcome }: Outcome): unknown {
  return rounded({ ...outcome, ...(unexpected && { unexpected: withoutPlaces(unexpected) }) })
}

function withoutPlaces({
  positions,
  positionKind,
  rows,
  values,
  ...rest
}: NonNullable<Outcome['unexpected']>) {
  const shown = values.map(({ positions, ...value }) => JSON.stringify(value)).sort()
  return { ...rest, values: shown }
}

function rounded(part: unknown): unknown {
  if (typeof part === 'number') return Number(part.toPrecision(10))
  if (Array.isArray(part)) return part.map(rounded)
  if (typeof part !== 'object' || part === null) return part
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, rounded(value)]))
}
