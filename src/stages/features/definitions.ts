import { z } from 'zod'
import { rowExpression } from '../../core/condition-reader.ts'
import { UserError } from '../../core/errors.ts'
import type { Expr } from '../../core/expr.ts'
import { type ColumnType, columnTypes } from '../../core/schema.ts'
import type { Row, RowValue } from '../../core/row-literal.ts'
import { rowValue } from '../../core/row-value.ts'
import type { Value } from '../../core/value.ts'
import { cellOf } from './cell.ts'

/** Why a text is no formula such as `price / minimum_nights`; nothing where it is one. */
export function formulaProblems(text: string): readonly string[] {
  return rowExpression.safeParse(text).error?.issues.map(({ message }) => message) ?? []
}

const formula = z.string().superRefine((text, context) => {
  for (const message of formulaProblems(text)) context.addIssue(message)
})

const typed = z.strictObject({ name: z.string(), type: z.enum(columnTypes) })

/** The file `features.json`: which columns features are made of, and how, one after another. */
export const featureDefinitions = z.strictObject({
  version: z.literal(1),
  inputs: z.array(typed),
  features: z.array(typed.extend({ formula, description: z.string().optional() })),
})
export type FeatureDefinitions = z.output<typeof featureDefinitions>

/** A feature as it is asked for. */
export interface Feature {
  readonly name: string
  readonly formula: string
  readonly description?: string
}

/**
 * Features with the types of what they give, and the columns that they need.
 *
 * @throws UserError when a formula uses what is not there, or does not apply to its types
 */
export function definitionsOf(
  features: readonly Feature[],
  columns: ReadonlyMap<string, ColumnType>,
): FeatureDefinitions {
  const types = new Map(columns)
  const used = new Set<string>()
  const made = new Set<string>()
  const typedFeatures = features.map(feature => {
    const expr = rowExpression.parse(feature.formula)
    for (const name of columnsIn(expr)) if (!made.has(name)) used.add(name)
    const { type } = typedFormula(feature.name, expr, types)
    types.set(feature.name, type)
    made.add(feature.name)
    return { ...feature, type }
  })
  const inputs = Array.from(used, name => ({ name, type: columns.get(name) ?? 'unknown' }))
  return { version: 1, inputs, features: typedFeatures }
}

/**
 * The features of one row: the same that the stage computes for a table.
 *
 * @throws UserError when the row lacks a column or has a value of another type
 */
export function featuresOf({ inputs, features }: FeatureDefinitions): (row: Row) => Row {
  const types = new Map<string, ColumnType>(inputs.map(({ name, type }) => [name, type]))
  const steps = features.map(({ name, formula: text }) => {
    const made: RowValue = rowValue(rowExpression.parse(text), types)
    types.set(name, made.type)
    return { name, made }
  })
  return row => {
    const cells = new Map<string, Value>(
      inputs.map(input => [
        input.name,
        cellOf(input, Object.hasOwn(row, input.name) ? row[input.name] : undefined),
      ]),
    )
    for (const { name, made } of steps) cells.set(name, made.of(Object.fromEntries(cells)))
    return Object.fromEntries(features.map(({ name }) => [name, cells.get(name) ?? null]))
  }
}

/** @throws UserError that names the feature */
function typedFormula(name: string, expr: Expr, types: ReadonlyMap<string, ColumnType>): RowValue {
  try {
    return rowValue(expr, types)
  } catch (cause) {
    if (!(cause instanceof UserError)) throw cause
    throw new UserError(`${name}: ${cause.message}`, { hint: cause.hint, cause })
  }
}

function columnsIn(expr: Expr): readonly string[] {
  if ('column' in expr) return [expr.column]
  return 'call' in expr ? expr.args.flatMap(columnsIn) : []
}
