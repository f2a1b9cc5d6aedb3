import { z } from 'zod'
import { defineHypothesis } from '../src/core/expectation.ts'
import { hourOf, value, weekdayOf } from '../src/core/expr.ts'
import type { Value } from '../src/core/value.ts'
import { drawShares } from './evidence/category-shares.ts'
import { comparedBy } from './parts/compared.ts'
import { type FeatureTest, smallestOf } from './parts/features.ts'
import { judgeTest, shareFacts, testParams } from './parts/hypothesis.ts'

/**
 * The dates or timestamps of a column spread over the hours of the day and the days of the week as they do in the
 * reference. When they are is not compared: time moves on from batch to batch.
 */
export const toHaveSameTimeProfileAs = defineHypothesis({
  name: 'toHaveSameTimeProfileAs',
  id: 'time-profile',
  family: 'time-profile',
  category: 'drift',
  subject: 'column',
  accepts: ['date', 'timestamp'],
  needsReference: true,
  summary: 'Dates spread over the hours of the day and the days of the week as they do in the reference.',
  params: z.strictObject(testParams),
  metrics: ({ column }, params) => ({
    hours: comparedBy(hourOf(value(column)), params),
    weekdays: comparedBy(weekdayOf(value(column)), params),
  }),
  expected: ({ column }) => `${column} spread over hours and weekdays as in the reference`,
  test: ({ hours, weekdays }, params, { column }) => {
    const hour = drawShares(hours, { of: hourOf(value(column)), labelOf: hourText, params })
    const weekday = drawShares(weekdays, { of: weekdayOf(value(column)), labelOf: weekdayText, params })
    // Dates all have the hour 0.
    const hasHours = hours.values.length > 1
    const features: FeatureTest[] = [
      ...(hasHours ? [{ name: 'hour of the day', test: hour }] : []),
      { name: 'day of the week', test: weekday },
    ]
    return { ...smallestOf(features), choice: choiceOf(hasHours) }
  },
  judge: test => judgeTest(test, shareFacts(test)),
  examples: [
    {
      data: { pickup: everyHour(3) },
      reference: { pickup: everyHour(5) },
      column: 'pickup',
      status: 'passed',
      found: 'χ² 0, total variation 0; p 1 > 0.05',
    },
    {
      data: { pickup: everyHour(3).map(date => new Date(date.getTime() % 43_200_000)) },
      reference: { pickup: everyHour(3) },
      column: 'pickup',
      status: 'failed',
      found: 'χ² 756, total variation 0.857; p 9.9e-160 < 0.05',
    },
    {
      data: { pickup: [null] },
      types: { pickup: 'timestamp' },
      reference: { pickup: everyHour(1) },
      column: 'pickup',
      status: 'vacuous',
      found: 'no values in the sample',
    },
  ],
})

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

function weekdayText(day: Value): string {
  return weekdays[Number(day) - 1] ?? 'no day'
}

function hourText(hour: Value): string {
  return `${String(hour).padStart(2, '0')}:00 to ${String(hour).padStart(2, '0')}:59`
}

function choiceOf(hasHours: boolean): string {
  const profile = hasHours ? 'hours of the day and days of the week' : 'days of the week'
  return `Times move on from batch to batch, so their ${profile} are compared.`
}

/** Every hour of some weeks. */
function everyHour(weeks: number): readonly Date[] {
  return Array.from({ length: weeks * 168 }, (_, hour) => new Date(hour * 3_600_000))
}
