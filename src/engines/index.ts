import type { OpenEngine } from '../core/engine.ts'

/** Engine name → how to load it. An engine's driver is loaded only when that engine is asked for. */
export const engines = {
  duckdb: async () => (await import('./duckdb/index.ts')).openDuckDb,
  spark: async () => (await import('./spark/index.ts')).openSpark,
} as const satisfies Readonly<Record<string, () => Promise<OpenEngine>>>

export type EngineName = keyof typeof engines

/** The engines that run on a server, whose address has to be known. */
export const serverEngines: readonly EngineName[] = ['spark']
