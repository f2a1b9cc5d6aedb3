// What a suite file may import from `mlcheck`. It has nothing of vitest, which takes longer to load than a suite to run.

export { z } from 'zod'
export { UserError } from '../core/errors.ts'
export {
  type Category,
  defineHypothesis,
  defineRule,
  type Example,
  type Expectation,
  type Hypothesis,
  type Rule,
  type Target,
  type Verdict,
} from '../core/expectation.ts'
export {
  and,
  atLeast,
  atMost,
  type Expr,
  equal,
  isIn,
  isNull,
  lengthOf,
  lessThan,
  literal,
  matches,
  moreThan,
  not,
  or,
  value,
} from '../core/expr.ts'
export { type Metric, of, ranks } from '../core/metric.ts'
export { defineRowFunction } from '../core/row-function.ts'
export { defineRowExpectation, mostly } from '../core/rows.ts'
export { defineStage, type Stage, type StageContext, type StageInput } from '../core/stage.ts'
export { type FeatureDefinitions, featuresOf } from '../stages/features/definitions.ts'
export type { CheckDefinition, SuiteDefinition } from '../suites/define.ts'
// As a whole, so that declarations of `mlcheck types` can add to it.
export * from './columns.ts'
export { defineSuite, type SuiteOf } from './define-suite.ts'
