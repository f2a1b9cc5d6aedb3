import type { OpenEngine } from '../core/engine.ts'

/** Engine name → how to load it. An engine's driver is loaded only when that engine is asked for. */
export const engines: Readonly<Record<string, () => Promise<OpenEngine>>> = {
  duckdb: async () => (await import('./duckdb/index.ts')).openDuckDb,
}
