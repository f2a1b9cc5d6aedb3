import type { Stage } from '../core/stage.ts'

/** The stages that come with the tool; each is loaded by the steps that name it. */
export const stages: Readonly<Record<string, () => Promise<Stage>>> = {
  check: async () => (await import('./stageCheck.ts')).check,
  download: async () => (await import('../stages/download/index.ts')).download,
  promote: async () => (await import('../stages/promote/index.ts')).promote,
  profile: async () => (await import('./stageProfile.ts')).profile,
}
