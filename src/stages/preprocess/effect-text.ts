import { formatList, plural } from '../../core/format.ts'
import type { StepEffect, TableStep } from '../../core/table.ts'

/** What a step did, one line: `2. fillNulls: title 3 values.` */
export function effectText(step: TableStep, effect: StepEffect, index: number): string {
  const parts = [verbs[step.kind](step as never, effect)]
  if (effect.lost.length > 0) parts.push(`${counted(effect.lost)} became null`)
  return `${index + 1}. ${step.kind}: ${parts.join('; ')}.`
}

type Texts = {
  readonly [K in TableStep['kind']]: (step: Extract<TableStep, { kind: K }>, effect: StepEffect) => string
}

const leftOut = (_: TableStep, { removed }: StepEffect) => `${plural(removed, 'row')} left out`
const changed = (_: TableStep, effect: StepEffect) => counted(effect.changed)
const listed = ({ columns }: { readonly columns: readonly string[] }) => formatList(columns, 20)

const verbs: Texts = {
  dropDuplicates: leftOut,
  dropNulls: leftOut,
  between: leftOut,
  where: leftOut,
  fillNulls: changed,
  concatenate: changed,
  cast: changed,
  compute: changed,
  select: listed,
  drop: listed,
  rename: ({ names }) =>
    formatList(
      names.map(({ from, to }) => `${from} to ${to}`),
      20,
    ),
}

function counted(counts: StepEffect['changed']): string {
  return formatList(
    counts.map(({ column, values }) => `${column} ${plural(values, 'value')}`),
    20,
  )
}
