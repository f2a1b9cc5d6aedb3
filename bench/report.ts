// How long each report of a run with many checks takes to render: npm run bench:report [-- --checks N]
import { parseArgs } from 'node:util'
import { reporters } from '../reports/index.ts'
import { aLargeResult } from '../tests/support/result.ts'

const { values } = parseArgs({ options: { checks: { type: 'string', default: '1000' } } })
const checks = Number(values.checks)
const result = aLargeResult({ drifted: 50, passed: checks - 50 })
const context = { color: false, unicode: true, columns: 80 }
const runs = 9

console.log(`${checks} checks, 50 of them drifted (the first run, and the median of ${runs - 1} more)\n`)
console.log('| report | first ms | median ms | KB |\n|---|---:|---:|---:|')
for (const [name, { load }] of Object.entries(reporters)) {
  const render = await load()
  let text = ''
  const times = Array.from({ length: runs }, () => {
    const start = performance.now()
    text = render(result, context)
    return performance.now() - start
  })
  const [first = 0, ...others] = times
  const median = others.sort((a, b) => a - b)[Math.floor(others.length / 2)] ?? 0
  console.log(
    `| ${name} | ${first.toFixed(0)} | ${median.toFixed(0)} | ${(Buffer.byteLength(text) / 1024).toFixed(0)} |`,
  )
}
