// Compares forests with scikit-learn's, tree by tree, on random tables:
// node run-typescript.js bench/ml/agreement.ts [--python PATH] [--cases 300] [--seed 1]
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { fitPipeline, pipelineSpec, predictShares, tableOf } from '../../src/ml/index.ts'

interface Case {
  readonly seed: number
  readonly kind: string
  readonly options: Readonly<Record<string, unknown>>
  readonly features: readonly (readonly (number | null)[])[]
  readonly target: readonly number[]
  readonly nodes: number
  readonly predicted: readonly number[]
}

const { values } = parseArgs({
  options: {
    python: { type: 'string', default: process.env.PYTHON ?? 'python3' },
    cases: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
  },
})
const script = join('bench', 'ml', 'agreement.py')
const output = execFileSync(values.python, [script, values.cases, values.seed], { maxBuffer: 2 ** 30 })
const cases: readonly Case[] = `${output}`
  .trim()
  .split('\n')
  .map(line => JSON.parse(line))

let same = 0
for (const each of cases) {
  const difference = await differenceOf(each)
  if (difference === undefined) same++
  else console.log(`${each.seed}: ${difference}, ${JSON.stringify(each.options)}`)
}
console.log(`${same} of ${cases.length} forests have scikit-learn's trees and predictions.`)

async function differenceOf({ seed, kind, options, features, target, nodes, predicted }: Case) {
  const columns = features.map(
    (column, k) => [`x${k}`, Float64Array.from(column, value => value ?? Number.NaN)] as const,
  )
  const spec = pipelineSpec.parse({
    tracks: [{ name: 'x', columns: columns.map(([name]) => name) }],
    model: { kind, ...options },
  })
  const table = tableOf([...columns, ['y', Float64Array.from(target)]])
  const pipeline = await fitPipeline(spec, table, 'y', { seed })
  const found = predictShares(pipeline, table)
  const foundNodes = pipeline.forest.trees.reduce((sum, { feature }) => sum + feature.length, 0)
  if (foundNodes !== nodes) return `${foundNodes} nodes, not ${nodes}`
  const largest = predicted.reduce((most, value, k) => Math.max(most, Math.abs(value - (found[k] ?? 0))), 0)
  return largest > 1e-9 ? `predictions differ by ${largest}` : undefined
}
