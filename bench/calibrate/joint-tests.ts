import { drawKolmogorovSmirnov } from '../../expectations/evidence/kolmogorov-smirnov.ts'
import { smallestOf } from '../../expectations/parts/features.ts'
import { value } from '../../src/core/expr.ts'
import * as stats from '../../src/stats/index.ts'
import { type Pair, pairOf, type Rows } from './rows.ts'
import type { CalibratedTest } from './test.ts'

/** The features of a text profile, of how many characters of each kind a text has. */
const features: readonly ((text: Characters) => number)[] = [
  lengthOf,
  ({ words }) => words,
  text => text.digits / lengthOf(text),
  text => text.capitals / lengthOf(text),
  text => text.punctuation / lengthOf(text),
]

export const textTest: CalibratedTest = {
  name: 'text profile, 5 features',
  traits: ['characters'],
  claim: 'conservative',
  isJoint: true,
  pValue: (...columns) => {
    const tests = features.map(feature => {
      const pair = pairOf(
        featureRows(
          feature,
          columns.map(each => each.reference),
        ),
        featureRows(
          feature,
          columns.map(each => each.sample),
        ),
      )
      return { name: 'feature', test: drawKolmogorovSmirnov(pair.tally, { of: value('x') }) }
    })
    return smallestOf(tests).pValue
  },
}

export const classifierTest: CalibratedTest = {
  name: 'classifier, 5 columns',
  traits: ['together'],
  claim: 'uniform',
  isJoint: true,
  pValue: (...columns) => classify(columns, 1).pValue,
}

/** Can a model tell the rows of both datasets apart? */
export function classify(columns: readonly Pair[], seed: number): stats.DomainClassification {
  const numbers = columns.map(({ reference, sample }) => ({
    kind: 'number' as const,
    reference: reference.values,
    sample: sample.values,
  }))
  return stats.classifyDomains({ columns: numbers }, { seed })
}

interface Characters {
  readonly words: number
  readonly letters: number
  readonly digits: number
  readonly capitals: number
  readonly punctuation: number
}

/** Words have a space between them. */
function lengthOf({ words, letters, digits, capitals, punctuation }: Characters): number {
  return words - 1 + letters + digits + capitals + punctuation
}

function featureRows(feature: (text: Characters) => number, columns: readonly Rows[]): Rows {
  const count = columns[0]?.values.length ?? 0
  const at = (column: number, row: number) => columns[column]?.values[row] ?? 0
  return {
    values: Float64Array.from({ length: count }, (_, row) =>
      feature({
        words: at(0, row),
        letters: at(1, row),
        digits: at(2, row),
        capitals: at(3, row),
        punctuation: at(4, row),
      }),
    ),
  }
}
