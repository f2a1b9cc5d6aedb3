import { expect, test } from 'vitest'
import type { Result } from '../../src/core/result.ts'
import { oracleFile } from '../support/oracle.ts'
import { type Workspace, workspace } from '../support/workspace.ts'

const month = (number: number) =>
  oracleFile('data', 'taxi', `yellow_tripdata_2019-${String(number).padStart(2, '0')}.csv`)
const months = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
const hasYear = months.every(month)

const suite = `
table:
  - toHaveSameDistributionAs:
      columns: [trip_distance, fare_amount, tip_amount, tolls_amount, total_amount, extra]
      minEffect: 0.1
  - toHaveSameCategorySharesAs: { columns: [vendor_id, payment_type, passenger_count], minEffect: 0.1 }
  - toHaveSameNullShareAs: { columns: [vendor_id, congestion_surcharge], minEffect: 0.02 }
`

test.skipIf(!hasYear)(
  'a year of taxi trips, each month against the one before, alarms where the data changed (needs MLCHECK_ORACLE)',
  { timeout: 300_000 },
  async () => {
    const given = workspace({ 'taxi.yaml': suite })
    const alarms: string[] = []
    for (const number of months.slice(1)) alarms.push(...(await alarmsOf(number, number - 1, given)))
    expect(alarms.join('\n')).toMatchInlineSnapshot(`
      "month 2 error tip_amount.ks: Values are higher: the median went from 1.4 to 1.95.
      month 2 error total_amount.ks: Values are higher: the median went from 11.27 to 14.3.
      month 2 error extra.ks: Values are higher: the median went from 0 to 0.5. 99.6 % of the difference comes from the rows with vendor_id 1 (37.5 % → 37.7 % of all rows): there the share of values 0 to 1 went from 99.6 % to 12.1 %, elsewhere from 99.6 % to 99.5 %.
      month 2 error passenger_count.chi2: 0 is new: 15.8 % of the values.
      month 2 error congestion_surcharge.missing: The share of missing values went from 63.3 % to 0 %.
      month 3 error passenger_count.chi2: The share of 0 went from 15.8 % to 2.0 %."
    `)
  },
)

test.skipIf(!hasYear)(
  'against January, a change has to be confirmed by the next month to stop the line (needs MLCHECK_ORACLE)',
  { timeout: 300_000 },
  async () => {
    const given = workspace({ 'taxi.yaml': suite })
    const alarms: string[] = []
    for (const number of [2, 3, 4]) alarms.push(...(await alarmsOf(number, 1, given, '--confirm', '2')))
    expect(alarms.join('\n')).toMatchInlineSnapshot(`
      "month 2 warning tip_amount.ks: Values are higher: the median went from 1.4 to 1.95; this awaits confirmation by the next batch.
      month 2 warning total_amount.ks: Values are higher: the median went from 11.27 to 14.3; this awaits confirmation by the next batch.
      month 2 warning extra.ks: Values are higher: the median went from 0 to 0.5; this awaits confirmation by the next batch. 99.6 % of the difference comes from the rows with vendor_id 1 (37.5 % → 37.7 % of all rows): there the share of values 0 to 1 went from 99.6 % to 12.1 %, elsewhere from 99.6 % to 99.5 %.
      month 2 warning passenger_count.chi2: 0 is new: 15.8 % of the values; this awaits confirmation by the next batch.
      month 2 warning congestion_surcharge.missing: The share of missing values went from 63.3 % to 0 %; this awaits confirmation by the next batch.
      month 3 error tip_amount.ks: Values are higher: the median went from 1.4 to 1.865.
      month 3 error total_amount.ks: Values are higher: the median went from 11.27 to 14.63.
      month 3 error extra.ks: Values are higher: the median went from 0 to 0.5. 99.4 % of the difference comes from the rows with vendor_id 1 (37.5 % → 38.0 % of all rows): there the share of values 0 to 1 went from 99.6 % to 7.7 %, elsewhere from 99.6 % to 99.4 %.
      month 3 error congestion_surcharge.missing: The share of missing values went from 63.3 % to 0 %.
      month 4 error tip_amount.ks: Values are higher: the median went from 1.4 to 1.95.
      month 4 error total_amount.ks: Values are higher: the median went from 11.27 to 14.76.
      month 4 error extra.ks: Values are higher: the median went from 0 to 0.5. 99.1 % of the difference comes from the rows with vendor_id 1 (37.5 % → 36.9 % of all rows): there the share of values 0 to 1 went from 99.6 % to 6.9 %, elsewhere from 99.6 % to 99.3 %.
      month 4 error congestion_surcharge.missing: The share of missing values went from 63.3 % to 0 %."
    `)
  },
)

/** A line for each test that did not pass: the month, the check, what changed, and in which rows. */
async function alarmsOf(
  number: number,
  reference: number,
  given: Workspace,
  ...options: readonly string[]
): Promise<readonly string[]> {
  const { stdout } = await given.run(
    ...['--reference', String(month(reference)), '--sample', String(month(number))],
    ...['--suite', 'taxi.yaml', '--no-report', '--json', ...options],
  )
  const { outcomes } = JSON.parse(stdout) as Result
  return outcomes
    .filter(({ status }) => status !== 'passed')
    .map(({ id, severity, hint = '', test }) =>
      [`month ${number} ${severity} ${id}: ${hint}`, test?.slice?.sentence ?? ''].join(' ').trim(),
    )
}
