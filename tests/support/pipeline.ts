import { csv, type Workspace, workspace } from './workspace.ts'

const prices = csv({ price: [10, 20, 30, 40], room: ['a', 'b', 'a', 'b'] })

/** A stage that counts how often it ran, in what it logs, and adds up a column. */
export const sumStage = `
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineStage, z } from 'mlcheck'

export const sum = defineStage({
  name: 'sum',
  version: '1',
  summary: 'Adds up the first column.',
  params: z.strictObject({ times: z.number().default(1) }),
  inputs: { data: {} },
  outputs: { total: {} },
  async run({ params, inputs, outputs, log, metrics }) {
    const lines = readFileSync(inputs.data.paths[0], 'utf8').trim().split('\\n').slice(1)
    const total = lines.reduce((sum, line) => sum + Number(line.split(',')[0]), 0) * params.times
    log('adding up')
    writeFileSync(join(outputs.total.folder, 'total.txt'), String(total))
    metrics({ total })
  },
})
`

export const suite = `
columns:
  price:
    - toHaveValuesBetween: { min: 10, max: $max_price }
`

export const pipeline = `
main: { project: rentals, group: dev, steps: all }
source: prices.csv
etl: { max_price: 50, times: 1 }
steps:
  total:
    stage: ./sum.ts
    params: { times: "\${etl.times}" }
    inputs: { data: prices.csv }
    outputs: { total: total.txt }
  check:
    stage: check
    params: { suite: suite.yaml, param: { max_price: "\${etl.max_price}" } }
    inputs: { sample: prices.csv }
    outputs: { report: check_report }
  download:
    stage: download
    params: { url: "\${source}" }
    outputs: { data: prices.csv }
`

const files = {
  'prices.csv': prices,
  'sum.ts': sumStage,
  'suite.yaml': suite,
  'mlcheck.yaml': pipeline,
}

/** A folder with a pipeline of three steps: download, total, check. */
export const shop = (more: Readonly<Record<string, string>> = {}) => workspace({ ...files, ...more })

export interface RunDocument {
  readonly run: string
  readonly exitCode: number
  readonly steps: readonly {
    readonly name: string
    readonly state: string
    readonly outputs?: readonly { readonly name: string; readonly version: string; readonly digest: string }[]
    readonly summary?: Readonly<Record<string, unknown>>
    readonly failure?: string
  }[]
}

/** What `mlcheck run --json` says. */
export async function ran(given: Workspace, ...args: readonly string[]): Promise<RunDocument> {
  const { stdout } = await given.run('run', '--json', '--quiet', ...args)
  return JSON.parse(stdout)
}

/** Step → state. */
export const states = ({ steps }: RunDocument) =>
  Object.fromEntries(steps.map(({ name, state }) => [name, state]))

/** What is different from one run of a test to the next. */
export const steady = (text: string) =>
  text
    .replace(/\d+\.\d s/g, 'N s')
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d/g, 'TIME')
    .replace(/Run [0-9a-f]{8}/g, 'Run ID')
    .replace(/[0-9a-f]{64}/g, 'DIGEST')
