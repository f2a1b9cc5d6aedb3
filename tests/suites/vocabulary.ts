import { z } from 'zod'
import { defineRule, type Rule } from '../../src/core/expectation.ts'
import { of } from '../../src/core/metric.ts'
import { columnTypes, numericTypes } from '../../src/core/schema.ts'

type Shape = Pick<Rule, 'name' | 'id' | 'subject'> &
  Partial<Pick<Rule, 'gx' | 'shorthand' | 'accepts' | 'needsReference'>>

/** An expectation that can be written in a suite; it judges nothing. */
function word<P>(shape: Shape, params: z.ZodType<P>) {
  return defineRule({
    ...shape,
    category: 'values',
    summary: `${shape.name}.`,
    params,
    expected: () => 'something',
    metrics: () => ({ rows: of('sample').rowCount() }),
    judge: () => ({ status: 'passed', found: 'nothing' }),
    examples: [],
  })
}

const bound = z.union([z.number(), z.string()])
const mostly = z.number().min(0).max(1).default(1)

export const toHaveRowCount = word(
  { name: 'toHaveRowCount', id: 'row-count', subject: 'table' },
  z.strictObject({ min: z.int().optional(), max: z.int().optional() }),
)
export const toHaveColumns = word(
  { name: 'toHaveColumns', id: 'columns', subject: 'table', shorthand: 'columns' },
  z.strictObject({ columns: z.array(z.string()), exactly: z.boolean().default(false) }),
)
export const toHaveNullShare = word(
  { name: 'toHaveNullShare', id: 'null-share', subject: 'column', shorthand: 'max' },
  z.strictObject({ min: z.number().optional(), max: z.number().optional() }),
)
export const toHaveType = word(
  {
    name: 'toHaveType',
    id: 'type',
    subject: 'column',
    shorthand: 'type',
    gx: [{ name: 'expect_column_values_to_be_of_type', params: { type_: 'type' } }],
  },
  z.strictObject({ type: z.enum(columnTypes).exclude(['unknown']) }),
)
export const toHaveNoNulls = word(
  {
    name: 'toHaveNoNulls',
    id: 'no-nulls',
    subject: 'column',
    gx: [{ name: 'expect_column_values_to_not_be_null', params: {} }],
  },
  z.strictObject({}),
)
export const toHaveValuesBetween = word(
  {
    name: 'toHaveValuesBetween',
    id: 'range',
    subject: 'column',
    accepts: numericTypes,
    gx: [{ name: 'expect_column_values_to_be_between', params: { min_value: 'min', max_value: 'max' } }],
  },
  z
    .strictObject({ min: bound.optional(), max: bound.optional(), mostly })
    .refine(({ min, max }) => min !== undefined || max !== undefined, 'min or max is needed'),
)
export const toHaveValuesInSet = word(
  { name: 'toHaveValuesInSet', id: 'in-set', subject: 'column', shorthand: 'values' },
  z.strictObject({
    values: z.array(z.union([z.string(), z.number(), z.bigint(), z.boolean(), z.date()])).min(1),
    mostly: z.number().optional(),
  }),
)
export const toHaveMeanBetween = word(
  { name: 'toHaveMeanBetween', id: 'mean', subject: 'column', accepts: numericTypes },
  z.strictObject({ min: z.number(), max: z.number() }),
)
export const toHaveSameDistributionAs = word(
  {
    name: 'toHaveSameDistributionAs',
    id: 'ks',
    subject: 'column',
    accepts: numericTypes,
    needsReference: true,
  },
  z.strictObject({ alpha: z.number().optional(), minEffect: z.number().optional() }),
)
export const toHaveUniqueCombinations = word(
  {
    name: 'toHaveUniqueCombinations',
    id: 'compound-unique',
    subject: 'columns',
    gx: [{ name: 'expect_compound_columns_to_be_unique', params: {} }],
  },
  z.strictObject({}),
)
