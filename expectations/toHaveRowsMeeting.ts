import { z } from 'zod'
import { parseCondition } from '../src/core/condition-reader.ts'
import { ConditionError } from '../src/core/condition-tokens.ts'
import { defineRule } from '../src/core/expectation.ts'
import { call, type Expr, isNull, literal, not } from '../src/core/expr.ts'
import { of } from '../src/core/metric.ts'
import { judgeCounts, mostly, mostlyText } from '../src/core/rows.ts'

/**
 * Every row meets a condition on its columns, in the words of `where` or in the engine's own SQL. Rows are left out for
 * which a missing value leaves open whether they do.
 */
export const toHaveRowsMeeting = defineRule({
  name: 'toHaveRowsMeeting',
  id: 'rows-meeting',
  category: 'values',
  subject: 'table',
  summary: 'Every row meets a condition on its columns, in plain words or in SQL.',
  params: z
    .strictObject({
      condition: z.string().optional().meta({
        title: 'condition',
        description: 'As in `where`: `price > cost and genre in ["pop", "rock"]`.',
      }),
      sql: z
        .string()
        .min(1)
        .optional()
        .meta({ title: 'SQL', description: "An expression in the engine's own SQL, instead." }),
      mostly: mostly.describe('The least share of the checked rows that has to meet it; 0.99 is 99 %.'),
    })
    .superRefine(({ condition, sql }, context) => {
      if ((condition === undefined) === (sql === undefined))
        context.addIssue('expected either condition or sql')
      else if (condition !== undefined) {
        const problem = problemOf(condition)
        if (problem) context.addIssue({ code: 'custom', path: ['condition'], message: problem })
      }
    }),
  shorthand: 'condition',
  metrics: (_, params) => ({
    rows: of('sample').rowCount(),
    checked: of('sample').countIf(not(isNull(conditionOf(params)))),
    failing: of('sample').countIf(not(conditionOf(params))),
  }),
  expected: (_, { condition, sql, mostly }) =>
    `rows to meet ${condition ?? sql?.trim()}${mostlyText(mostly)}`,
  judge: (counts, { mostly }) =>
    judgeCounts({ ...counts, mostly, offence: 'not meeting the condition', noun: 'row' }),
  failing: (_, params) => ({ where: not(conditionOf(params)) }),
  examples: [
    {
      data: { price: [9, 20, 5, null], cost: [5, 25, 5, 1] },
      params: { condition: 'price >= cost' },
      status: 'failed',
      found: '1 of 3 rows not meeting the condition',
    },
    {
      data: { price: [9, 20], cost: [5, 19] },
      params: { sql: 'price > cost AND price % 1 = 0' },
      status: 'passed',
      found: 'none of 2 rows not meeting the condition',
    },
    {
      data: { genre: ['pop', 'rock', 'Pop'] },
      params: { condition: 'genre in ["pop", "rock"] or length(genre) > 3', mostly: 0.5 },
      status: 'passed',
      found: '1 of 3 rows not meeting the condition (33.3 %), up to 50.0 % allowed',
    },
    {
      data: { price: [null] },
      types: { price: 'number' },
      params: { condition: 'price > 0' },
      status: 'vacuous',
      found: 'no values, every row is missing',
    },
  ],
})

interface Condition {
  readonly condition?: string
  readonly sql?: string
}

function conditionOf({ condition, sql = '' }: Condition): Expr {
  return condition === undefined ? call('sql', literal(sql)) : parseCondition(condition)
}

function problemOf(condition: string): string | undefined {
  try {
    parseCondition(condition)
    return undefined
  } catch (error) {
    if (error instanceof ConditionError) return error.message
    throw error
  }
}
