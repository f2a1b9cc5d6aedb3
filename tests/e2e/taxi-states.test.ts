import { expect, test } from 'vitest'
import type { Result } from '../../src/core/result.ts'
import { sameButForRounding } from '../support/examples.ts'
import { judged } from '../support/judged.ts'
import { oracleFile } from '../support/oracle.ts'
import { workspace } from '../support/workspace.ts'

const month = (number: number) =>
  oracleFile('data', 'taxi', `yellow_tripdata_2019-${String(number).padStart(2, '0')}.csv`)
const january = month(1)
const others = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].flatMap(number => month(number) ?? [])
const hasYear = january !== undefined && others.length === 11
const whole = january?.replace('2019-01', '2019-{0[2-9],1[0-2]}') ?? ''

const suite = `
table: [toHaveUniqueRows]
columns:
  trip_distance:
    - toHaveMeanBetween: { min: 2, max: 4 }
    - toHaveStdevBetween: { min: 2, max: 6 }
    - toHaveQuantilesBetween: [{ at: 0.5, min: 1, max: 2 }, { at: 0.99, max: 20 }]
    - toHaveEntropyBetween: { max: 12 }
  vendor_id: [toHaveDistinctValuesIn: { values: [1, 2, 4] }]
  pickup_datetime: [toHaveUniqueValues: { mostly: 0.9 }]
  tip_amount: [toHaveSumBetween: { min: 1 }, toHaveSameMeanAs]
combinations:
  - toHaveMutualInformationBetween: { columns: [payment_type, rate_code_id], max: 0.5 }
`

const foundIn = ({ outcomes }: Result) =>
  outcomes.map(({ id, status, found, test }) => ({
    id,
    status,
    found,
    test: test && { ...test, slice: undefined },
  }))

test.skipIf(!hasYear)(
  'eleven months of taxi trips, saved one by one, are judged as all of them together (needs MLCHECK_ORACLE)',
  { timeout: 300_000 },
  async () => {
    const given = workspace({ 'taxi.yaml': suite })
    const checks = ['--reference', String(january), '--suite', 'taxi.yaml', '--derive', '--no-report']
    for (const sample of others) await given.run(...checks, '--sample', sample, '--states', 'states')
    const merged = await judged(given, 'merge', 'states', '--suite', 'taxi.yaml', '--derive')
    const together = await judged(given, '--sample', whole, ...checks)
    const [own, other] = [foundIn(merged.result), foundIn(together.result)]
    expect(own.map(({ id }) => id)).toEqual(other.map(({ id }) => id))
    const differing = other.filter((outcome, index) => !sameButForRounding(own[index], outcome))
    expect(differing).toEqual([])
    expect(merged.result.counts.total).toBeGreaterThan(60)
    expect(merged.result.sample).toMatchObject({ rows: 110_000 })
  },
)
