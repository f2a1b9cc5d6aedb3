import type { Stage } from '../core/stage.ts'

/** The stages that come with the tool, loaded when they are used. */
export const stages: Readonly<Record<string, () => Promise<Stage>>> = {
  download: async () => (await import('./download/index.ts')).download,
  preprocess: async () => (await import('./preprocess/index.ts')).preprocess,
  segregate: async () => (await import('./segregate/index.ts')).segregate,
  project: async () => (await import('./project/index.ts')).project,
  promote: async () => (await import('./promote/index.ts')).promote,
  train: async () => (await import('./train/index.ts')).train,
  evaluate: async () => (await import('./evaluate/index.ts')).evaluate,
  predict: async () => (await import('./predict/index.ts')).predict,
  features: async () => (await import('./features/index.ts')).features,
}
