// Compares what onnxruntime makes of exported pipelines with what they predict here:
// node run-typescript.js bench/ml/onnx.ts FOLDER [--python PATH], with a Python that has onnxruntime.
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { fitPipeline, predict, type Table, toOnnx } from '../../src/ml/index.ts'
import { splitOf, type Task, tasks } from './tasks.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { python: { type: 'string', default: process.env.PYTHON ?? 'python3' } },
})
const cache = join('.cache', 'bench', 'ml')
mkdirSync(cache, { recursive: true })
for (const task of tasks) await compare(task, positionals[0] ?? '.')

async function compare(task: Task, folder: string): Promise<void> {
  const { train, test } = splitOf(task, await task.load(folder))
  const pipeline = await fitPipeline(task.spec, train, task.target, { seed: 0 })
  const model = toOnnx(pipeline)
  const [modelFile, columnsFile] = [join(cache, 'model.onnx'), join(cache, 'columns.json')]
  writeFileSync(modelFile, model)
  writeFileSync(columnsFile, JSON.stringify(columnsOf(test)))
  const text = execFileSync(values.python, [join('bench', 'ml', 'onnx_peer.py'), modelFile, columnsFile], {
    maxBuffer: 2 ** 30,
  })
  const found = JSON.parse(`${text}`)
  const ours = predict(pipeline, test)
  const theirs: readonly (string | number)[] = found.label ?? found.prediction
  const different = Array.from<string | number>(ours).filter((value, row) =>
    isDifferent(value, theirs[row]),
  ).length
  console.log(
    `${task.name}: ${(model.length / 1e6).toFixed(1)} MB, ${found.seconds.toFixed(2)} s, ${different} of ${ours.length} rows differ.`,
  )
}

function isDifferent(ours: string | number, theirs: string | number | undefined): boolean {
  if (typeof ours === 'number' && typeof theirs === 'number')
    return Math.abs(ours - theirs) > 1e-5 * Math.abs(ours)
  return ours !== theirs
}

function columnsOf({ columns }: Table): Readonly<Record<string, readonly (number | string | null)[]>> {
  const lists = [...columns].map(([name, values]) => [
    name,
    Array.from<number | string | null>(values).map(value => (Number.isNaN(value) ? null : value)),
  ])
  return Object.fromEntries(lists)
}
