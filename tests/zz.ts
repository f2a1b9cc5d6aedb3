import { openSpark } from '../src/engines/spark/index.ts'
import { SparkSession } from '../src/engines/spark/session.ts'
import { readFileSync } from 'node:fs'
const remote = readFileSync('/tmp/spark.addr', 'utf8').trim()
const orig = SparkSession.prototype.rows
SparkSession.prototype.rows = async function (sql: string) {
  const t = performance.now()
  const r = await orig.call(this, sql)
  console.log(Math.round(performance.now() - t), sql.length, sql.slice(0, 150).replace(/\n/g, ' '))
  return r
}
const oc = SparkSession.prototype.createView
SparkSession.prototype.createView = async function (n: string, p: any) {
  const t = performance.now()
  await oc.call(this, n, p)
  console.log('view', Math.round(performance.now() - t))
}
const e = await openSpark({ remote })
const t = performance.now()
const r = await e.open({
  kind: 'files',
  label: 'x',
  paths: ['/work/shared/data/taxi/yellow_tripdata_2019-01.csv'],
})
console.log('open', performance.now() - t, r.info.rows)
const { checkAll } = await import('../src/run/check.ts')
const { openSession } = await import('../src/run/session.ts')
const { derivedSuite } = await import('../src/cli/suites.ts')
const {} = await import('../src/cli/judge.ts')
const s = await e.open({
  kind: 'files',
  label: 'x',
  paths: ['/work/shared/data/taxi/yellow_tripdata_2020-04.csv'],
})
console.log('--- derive')
const session = openSession({ sample: s, reference: r })
const suite = await derivedSuite(session)
console.log('--- judge')
await checkAll(
  suite.checks.map(c => ({ ...c, suite: 's' })),
  session,
  {
    alpha: {},
    correction: 'none',
    decide: (p: any, { alpha }: any) =>
      p.map((x: number) => ({ limit: alpha, adjustedP: x, rejected: x <= alpha })),
    display: 'full',
  } as any,
)
await e.close()
