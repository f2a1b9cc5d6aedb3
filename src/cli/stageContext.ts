import { resolve } from 'node:path'
import type { Engine } from '../core/engine.ts'
import type { Stage, StageContext } from '../core/stage.ts'
import { openEngine } from './engine.ts'
import type { FromStage, StageOrder } from './stageMessages.ts'

interface Surroundings {
  /** Where relative paths in parameters start. */
  readonly cwd: string
  readonly signal: AbortSignal
  readonly tell: (message: FromStage) => void
}

/** Runs a stage in this process; what it opened is closed in the end. */
export async function runStage(stage: Stage, order: StageOrder, around: Surroundings): Promise<void> {
  let engine: Promise<Engine> | undefined
  const opened = () => {
    engine ??= openEngine({ ...silentIo, cwd: around.cwd, signal: around.signal })
    return engine
  }
  try {
    await stage.run(contextOf(order, around, opened))
  } finally {
    await engine?.then(open => open.close()).catch(() => undefined)
  }
}

function contextOf(
  order: StageOrder,
  { cwd, signal, tell }: Surroundings,
  engine: () => Promise<Engine>,
): StageContext<unknown> {
  const { params, inputs, seed, cores, temporary, keep } = order
  return {
    params,
    inputs,
    outputs: Object.fromEntries(
      Object.entries(order.outputs).map(([port, output]) => [
        port,
        { ...output, describe: metadata => tell({ kind: 'describe', port, metadata }) },
      ]),
    ),
    seed,
    cores,
    cwd,
    signal,
    temporary,
    keep,
    async open({ project, name, version, digest, paths }, read) {
      const artifact = { project, name, version, digest }
      return (await engine()).open({ kind: 'files', label: `${name}:${version}`, paths, read, artifact })
    },
    log: text => tell({ kind: 'log', text }),
    progress: (done, total, phase) => tell({ kind: 'progress', done, total, phase }),
    metrics: (values, { step } = {}) => tell({ kind: 'metrics', values, step }),
    check: found => tell({ kind: 'check', found }),
    attach: path => tell({ kind: 'attach', path: resolve(cwd, path) }),
    alias: (input, alias) => tell({ kind: 'alias', input, alias }),
  }
}

const silentIo = {
  env: process.env,
  stdout: () => undefined,
  stderr: () => undefined,
  isTTY: false,
  columns: 80,
}
